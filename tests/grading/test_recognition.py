"""Known mistakes, from the release that records how they behave to the page that names them: a class that makes all."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from answered import hand_in, with_answers
from running import run
from tiny_course import ROOT

from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Mistake
from autograder.course.folders import CONFIG, Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

NAME = "06_intuitive_code"
#: The least share of known mistakes that their students read by name.
SHARE = 0.95
OWN = "print(torch.rand(3), nn.Linear(2, 3))"
#: Answers of somebody who knows nothing yet, as students write them: none of them is a known mistake.
PLAIN = {
    "NameError": "return nothing_of_that_name",
    "TypeError": "return len(3)",
    "IndexError": "return [1, 2, 3][7]",
    "blank": 'raise NotImplementedError("TODO: this exercise is not done yet")',
}


@dataclass
class Class:
    """A class, graded: who made which mistake, who wrote nothing of worth in which function, what pages say."""

    mistakes: dict[str, Mistake] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def told(self, student: str) -> list[set[str]]:
        """The mistakes that a page names: a set for each place where it does, of those that it could be."""
        one = re.findall(r"like a known mistake: <strong>(.*?)</strong>", self.pages[student])
        several = re.findall(r"like several known mistakes; is one of them yours\?(.*?)</li>", self.pages[student])
        names = [{name} for name in one] + [set(re.findall(r"<strong>(.*?)</strong>", each)) for each in several]
        return [{html.unescape(name) for name in each} for each in names]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The notebook released with its bank; every mistake of it handed in, and graded in the sandbox."""
    course = _course(tmp_path_factory.mktemp("recognition"))
    _run(course, "release", NAME)
    made = Class()
    for number, mistake in enumerate(bank.load(course, NAME).mistakes):
        student = f"wrong{number:03d}"
        made.mistakes[student] = mistake
        # Every other one has tried something before, and has drawn random numbers.
        hand_in(course, NAME, student, with_answers(course, NAME, mistake), *[OWN] * (number % 2))
    exercises = [each for each in nb.exercises(nb.read(course.notebook(NAME))) if not each.by_hand]
    for exercise in exercises:
        for region in nb.regions(exercise.todo, nb.SOLUTION):
            for kind, body in PLAIN.items():
                student = f"plain-{region.qualname}-{kind}"
                made.plain[student] = f"{region.qualname}: {kind}"
                answers = with_answers(course, NAME)
                answers[exercise.id] = nb.replace_region(exercise.todo, region.qualname, body)
                hand_in(course, NAME, student, answers)
    _run(course, "grade", NAME)
    assert "pieces of messages" not in _run(course, "feedback", NAME)
    for student in (*made.mistakes, *made.plain):
        text = (course.feedback / student / NAME / f"{NAME}.html").read_text()
        made.pages[student] = re.sub(r"\s+", " ", text)
    return made


def _course(root: Path) -> Course:
    shutil.copy(ROOT / CONFIG, root)
    for folder, name in (("source", NAME), (bank.FOLDER, f"{NAME}.py")):
        (root / folder).mkdir()
        copy = shutil.copytree if (ROOT / folder / name).is_dir() else shutil.copy
        copy(ROOT / folder / name, root / folder / name)
    return Course.at(root)


def _run(course: Course, *words: str) -> str:
    done = run(course, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_known_mistakes_are_told_by_name(graded: Class) -> None:
    missed = [
        f"{mistake.function}: {mistake.name!r}, which fails {', '.join(mistake.fails)}"
        for student, mistake in graded.mistakes.items()
        if not any(mistake.name in names for names in graded.told(student))
    ]
    count = len(graded.mistakes)
    assert count >= 40
    told = count - len(missed)
    assert told >= SHARE * count, f"{told} of {count} are told by name ({told / count:.1%}); not:\n" + "\n".join(missed)


def test_no_mistake_is_taken_for_another(graded: Class) -> None:
    wrong = {
        f"{mistake.function}: {mistake.name}": names
        for student, mistake in graded.mistakes.items()
        for names in graded.told(student)
        if mistake.name not in names
    }
    assert wrong == {}


def test_who_knows_nothing_yet_is_told_no_mistake(graded: Class) -> None:
    assert len(graded.plain) >= 4 * len(PLAIN)
    assert {what: graded.told(student) for student, what in graded.plain.items() if graded.told(student)} == {}
    # They were told something: the page of each says that points were lost.
    assert all("What cost points" in graded.pages[student] for student in graded.plain)
