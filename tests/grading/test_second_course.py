"""Another course, on real files in tests/second_course: plain Python, rules of its own, and every command on it."""

from __future__ import annotations

import csv
import html
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import pytest
from answered import hand_in, with_answers
from rows import rows
from running import END_S, run, run_apart

from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Mistake
from autograder.course.folders import Course
from autograder.grading.stored_plans import load

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

SECOND = Path(__file__).parents[1] / "second_course"
NAMES = ["recursion", "words"]
WRITTEN = "It is right at the start of a sentence, and wrong for names."
#: In place of torch: says that somebody wanted it, and is not there.
NO_TORCH = "open({wanted!r}, 'a').close()\nraise ImportError('this course needs no torch')\n"


@dataclass
class Term:
    """The course after a term, what each command said, and what students made wrong, by student and assignment."""

    course: Course
    environment: dict[str, str]
    wanted: Path
    said: dict[str, str] = field(default_factory=dict)
    mistakes: dict[tuple[str, str], list[Mistake]] = field(default_factory=dict)

    def run(self, *words: str, code: int = 0) -> str:
        """A command of ours, where whoever imports torch is noticed; it ends with this code."""
        done = run_apart(self.course, *words, **self.environment)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        self.said[" ".join(words)] = done.stdout + done.stderr
        return done.stdout + done.stderr

    def deserved(self, student: str, name: str) -> dict[str, float]:
        """What the tests of an assignment must give a student."""
        tests = [test for exercise in nb.exercises(nb.read(self.course.notebook(name))) for test in exercise.tests]
        failed = {test for mistake in self.mistakes[student, name] for test in mistake.fails}
        blank = student == "blank"
        return {nb.grade_id(t): 0.0 if blank or nb.grade_id(t) in failed else nb.points(t) for t in tests}


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Term:
    """All that an instructor types, from the first day to the last."""
    root = tmp_path_factory.mktemp("term")
    shutil.copytree(SECOND, root / "course", ignore=shutil.ignore_patterns("__pycache__"))
    wanted = root / "wanted"
    (root / "stub").mkdir()
    (root / "stub" / "torch.py").write_text(NO_TORCH.format(wanted=str(wanted)))
    path = os.pathsep.join(filter(None, [str(root / "stub"), os.environ.get("PYTHONPATH")]))
    term = Term(Course.at(root / "course"), {"PYTHONPATH": path}, wanted)
    term.run("check", code=1)
    term.said["first check"] = term.said.pop("check")
    term.run("outputs")
    term.run("check")
    term.run("release")
    hand_in_all(term)
    term.run("grade", "--jobs", "2")
    give_by_hand(term.course, "right", 1.5)
    term.run("feedback")
    term.run("report", "--into", "report.html")
    term.run("export", "--to", "grades.csv")
    return term


def hand_in_all(term: Term) -> None:
    """One student all right, one right in other ways, one with nothing; the others share the known mistakes."""
    for name in NAMES:
        known = bank.load(term.course, name)
        functions = bank.asked_functions(nb.read(term.course.notebook(name)))
        for number, mistakes in enumerate(
            zip_longest(*([each for each in known.mistakes if each.function == function] for function in functions))
        ):
            made = [mistake for mistake in mistakes if mistake]
            hand_in(term.course, name, f"wrong{number}", with_answers(term.course, name, *made))
            term.mistakes[f"wrong{number}", name] = made
        for student, answers in (("right", ()), ("own-way", known.right_answers)):
            written = {"capitals": WRITTEN} if name == "words" else {}
            hand_in(term.course, name, student, with_answers(term.course, name, *answers) | written)
        hand_in(term.course, name, "blank", {})
        term.mistakes |= {(student, name): [] for student in ("right", "own-way", "blank")}


def give_by_hand(course: Course, student: str, points: float) -> None:
    """A person judges a written answer."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("capitals", "words", "words", student)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = points, False  # as formgrader does
        gradebook.db.commit()


def page(term: Term, student: str, name: str) -> str:
    """What a student reads."""
    text = (term.course.feedback / student / name / f"{name}.html").read_text().partition("<body")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text)))


def test_what_check_says(term: Term) -> None:
    assert term.said["first check"].count("✗") == term.said["first check"].count("run `autograder outputs`") == 2
    assert "✗" not in term.said["check"]
    for exercise in ("word_counts", "tally", "capitals"):
        assert exercise in term.said["check"]
    assert "0 of 17 (0.0 %)" in re.sub(r"\s+", " ", term.said["check"])


def test_scores_are_deserved(term: Term) -> None:
    given: dict[tuple[str, str], dict[str, float]] = {key: {} for key in term.mistakes}
    by_hand = {}
    for student, name, cell, score, manual, _, waits in rows(term.course)["grades"]:
        if cell == "capitals":
            by_hand[student] = score, manual, bool(waits)
        else:
            given[student, name][cell] = score
    assert given == {key: term.deserved(*key) for key in term.mistakes}
    assert sum(map(len, term.mistakes.values())) == 17, "every known mistake was handed in"
    nothing = (0.0, None, False)
    assert by_hand == {
        "right": (None, 1.5, False),
        "own-way": (None, None, True),
        **dict.fromkeys(("blank", "wrong0", "wrong1", "wrong2"), nothing),
    }


def test_each_mistake_is_named_in_its_own_page_alone(term: Term) -> None:
    every = [mistake.name for name in NAMES for mistake in bank.load(term.course, name).mistakes]
    assert len(every) == len(set(every)) == 17
    for (student, name), mistakes in term.mistakes.items():
        text = page(term, student, name)
        assert sorted(each for each in every if each in text) == sorted(mistake.name for mistake in mistakes), student
    assert "known mistakes are told by pieces of messages" not in term.said["feedback"]


def test_pages_speak_of_exercises_by_name(term: Term) -> None:
    assert "cell-" not in page(term, "blank", "recursion")
    for title in ("How deep: 0 of 2", "Flat: 0 of 2", "Stairs: 0 of 2"):
        assert title in page(term, "blank", "recursion")
    assert "What cost points In your words: 1.5 of 2" in page(term, "right", "words")
    assert "What cost points" not in page(term, "right", "recursion")
    assert "not seen" in page(term, "wrong2", "words") and "HIDDEN" not in page(term, "wrong2", "words")


def test_torch_is_imported_nowhere(term: Term) -> None:
    assert not term.wanted.exists()
    for plan in (plan for name in NAMES for plan in load(term.course, name)):
        assert plan.modules == ("random", "sys") and set(plan.checking) <= {"random", "sys"}
    # In the sandbox, where the stub is not, a cell of each notebook asserts the same; and a hidden test beside it.
    for student, name in term.mistakes:
        graded = nb.read(term.course.autograded / student / name / f"{name}.ipynb")
        (asserts,) = (cell for cell in graded.cells if cell.source.startswith('assert "torch" not in sys.modules'))
        assert asserts.execution_count and not asserts.outputs
    assert any('assert "torch" not in sys.modules' in test.source for test in load(term.course, "words")[0].tests)
    wants = [sys.executable, "-c", "import torch"]
    done = subprocess.run(wants, env=os.environ | term.environment, capture_output=True, text=True, timeout=END_S)
    assert "needs no torch" in done.stderr and term.wanted.exists(), "the stub would have been noticed"
    term.wanted.unlink()


def test_plain_nbgrader_gives_the_same_scores(term: Term, tmp_path: Path) -> None:
    left_out = shutil.ignore_patterns("autograded", "feedback", "gradebook.db")
    theirs = Course.at(shutil.copytree(term.course.root, tmp_path / "theirs", ignore=left_out))
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # for its `alembic`
    for words in (words for name in NAMES for words in (["generate_assignment", name, "--force"], ["autograde", name])):
        command = [sys.executable, "-m", "nbgrader", *words]
        settings = {"cwd": theirs.root, "env": os.environ | {"PATH": beside}, "timeout": END_S}
        done = subprocess.run(command, capture_output=True, text=True, **settings)
        assert done.returncode == 0, done.stderr

    def automatic(course: Course) -> dict[tuple[str, str, str], float | None]:
        return {(student, name, cell): score for student, name, cell, score, *_ in rows(course)["grades"]}

    assert automatic(theirs) == automatic(term.course)
    assert len(automatic(theirs)) == 6 * (4 + 5)


def test_its_own_rules_hold_and_not_ours(term: Term, tmp_path: Path) -> None:
    course = Course.at(shutil.copytree(term.course.root, tmp_path / "course"))
    notebook = nb.read(course.notebook("words"))
    title = notebook.cells[0]
    title.source = " ".join(["word"] * 61)
    by_id = {nb.grade_id(cell): cell for cell in notebook.cells}
    by_id["tally_add"].metadata.nbgrader["points"] = 2
    nb.write(notebook, course.notebook("words"))
    done = run(course, "check", "words")
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if "✗" in line] == [
        "✗ the points sum to 7, expected 6",
        f"✗ cell {title.id}: 61 words, expected at most 60",
    ]


def test_report_and_export(term: Term) -> None:
    report = re.sub(r"\s+", " ", html.unescape((term.course.root / "report.html").read_text()))
    for mistakes in term.mistakes.values():
        assert all(f'<td>{mistake.name}</td><td class="n">1</td>' in report for mistake in mistakes)
    assert "cell-" not in re.sub(r'href="[^"]*"', "", report)
    assert "words: 1 answers wait for a person" in term.said["export --to grades.csv"]
    with (term.course.root / "grades.csv").open(encoding="utf-8-sig") as file:
        marks = {(row["student_id"], row["assignment"]): float(row["score"]) for row in csv.DictReader(file)}
    by_hand = {("right", "words"): 1.5}
    assert marks == {key: sum(term.deserved(*key).values()) + by_hand.get(key, 0) for key in term.mistakes}
    assert marks["right", "words"] == 5.5 and marks["right", "recursion"] == 6
