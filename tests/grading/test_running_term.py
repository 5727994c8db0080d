"""A course in the middle of its term, as the version before the rooms left it: in tests/grading/running_term.

That version released 05_steps, ann and ben handed it in, ben late, it graded both, and a person read their texts. The
gradebook is a dump of its database. Its nbgrader_config.py and its notebooks use the names of before.
"""

from __future__ import annotations

import csv
import html
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from rows import rows
from running import END_S, run
from tiny_course import cell_of

from autograder.course import notebook as nb
from autograder.course.folders import Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

BEFORE = Path(__file__).parent / "running_term"
NAME = "05_steps"
MISTAKE = "leaves out the state"
#: What ben's hidden test said then: its two numbers are drawn with the plan's secret, by Python and by torch.
SAID = re.compile(r"step\(1\.\d{6}, 1\.\d{6}\) is 0\.\d{3}, which is not tanh of 0\.5 \* x \+ h")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The course as it was left."""
    root = shutil.copytree(BEFORE, tmp_path / "course", ignore=shutil.ignore_patterns("gradebook.sql", "__pycache__"))
    db = sqlite3.connect(root / "gradebook.db")
    db.executescript((BEFORE / "gradebook.sql").read_text())
    db.close()
    for path in (root / "autograded").rglob("*.*"):
        path.chmod(0o444)  # as nbgrader leaves it; git forgets that
    return Course.at(root)


def graded(course: Course, student: str) -> NotebookNode:
    return nb.read(course.autograded / student / NAME / f"{NAME}.ipynb")


def error(notebook: NotebookNode, test: str) -> str:
    """What a test says."""
    (output,) = cell_of(notebook, test).outputs
    return output.evalue


def hand_in_as_ben_did(course: Course, student: str, *more: str) -> None:
    """The release of then with ben's answer in it, and cells of the student's own."""
    notebook = nb.read(course.submitted / "ben" / NAME / f"{NAME}.ipynb")
    notebook.cells += [new_code_cell(source, id=f"more-{number}") for number, source in enumerate(more)]
    nb.write(notebook, course.submitted / student / NAME / f"{NAME}.ipynb")


def said_by(course: Course, *words: str) -> str:
    """All that a command says, which works."""
    done = run(course, *words)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stdout + done.stderr
    return done.stdout + done.stderr


def nbgrader(course: Course, *words: str) -> None:
    """A command of nbgrader's, which works."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # for its `alembic`
    command, settings = [sys.executable, "-m", "nbgrader", *words], {"env": os.environ | {"PATH": beside}}
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=END_S, **settings)
    assert done.returncode == 0, done.stderr


def page(course: Course, student: str) -> str:
    """A page of feedback, as it is read."""
    text = (course.feedback / student / NAME / f"{NAME}.html").read_text().partition("<body")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text)))


def recorded(course: Course) -> dict[str, list[tuple]]:
    """The gradebook, but for what waits for a person: as nbgrader has it, that is all that was graded again."""
    return {**(found := rows(course)), "grades": [row[:-1] for row in found["grades"]]}


def scores(course: Course, student: str) -> dict[str, tuple[float | None, float | None]]:
    """What machine and person gave, by cell."""
    return {row[2]: (row[3], row[4]) for row in rows(course)["grades"] if row[0] == student}


def test_nothing_is_graded_again_for_nothing(course: Course) -> None:
    left = rows(course), {path: path.read_bytes() for path in course.autograded.rglob("*.*")}
    said = said_by(course, "grade")
    assert f"{NAME}: 0 graded, 2 graded before, 0 could not be graded" in said
    assert "→" not in said
    assert (rows(course), {path: path.read_bytes() for path in course.autograded.rglob("*.*")}) == left


def test_graded_again_on_purpose_nothing_changes(course: Course) -> None:
    left = recorded(course)
    then = error(graded(course, "ben"), "step_value")
    said = said_by(course, "grade", "--regrade")
    assert f"{NAME}: 2 graded, 0 graded before, 0 could not be graded" in said and "→" not in said
    assert recorded(course) == left
    assert error(graded(course, "ben"), "step_value") == then and SAID.fullmatch(then)


def test_a_new_submission_meets_the_same_random_numbers(course: Course) -> None:
    hand_in_as_ben_did(course, "cleo", "show(HiddenStateView(trace), 2)", "Stepper(HiddenStateView(trace))")
    assert f"{NAME}: 1 graded, 2 graded before, 0 could not be graded" in said_by(course, "grade")
    cleo = graded(course, "cleo")
    assert error(cleo, "step_value") == error(graded(course, "ben"), "step_value")
    assert scores(course, "cleo") == {"step_value": (0, None), "step_sign": (3, None), "words": (None, None)}
    # The helpers answer to their former names in the sandbox.
    assert cell_of(cleo, "helpers").source.count("from rnn_helpers.") == 3
    assert cell_of(cleo, "helpers").outputs == []
    assert cell_of(cleo, "recorded").outputs[0].text == "(3, 2)\n"
    assert cell_of(cleo, "more-0").outputs[0].data["text/html"].startswith("<p>Step 2 of 3")
    assert cell_of(cleo, "more-1").outputs[0].data["text/plain"] == "Stepper(3 frames)"


def test_plain_nbgrader_finds_what_the_configuration_names(course: Course) -> None:
    assert "autograder.execute.SandboxedExecute" in course.config.Autograde.autograde_preprocessors
    hand_in_as_ben_did(course, "cleo")
    nbgrader(course, "autograde", NAME, "--student", "cleo")
    assert error(graded(course, "cleo"), "step_value") == error(graded(course, "ben"), "step_value")
    assert scores(course, "cleo") == {"step_value": (0, None), "step_sign": (3, None), "words": (None, None)}
    nbgrader(course, "generate_feedback", NAME)
    for student in ("ben", "cleo"):
        text = page(course, student)
        assert f"Your answer behaves like a known mistake: {MISTAKE}." in text
        assert "random.random()" not in text and "Two points for the cause" not in text
    assert "Handed in late: 0.4 points off. Up to one day after the due date costs nothing" in page(course, "ben")


def test_formgraders_pages_are_safe_by_the_names_of_before(course: Course) -> None:
    assert "autograder.page.markdown" in course.config.HTMLExporter.filters.values()
    written = new_notebook(cells=[new_markdown_cell("*read*\n\n<script>alert(1)</script><img src=x onerror=alert(2)>")])
    text, _ = HTMLExporter(config=course.config).from_notebook_node(written)
    assert "<em>read</em>" in text
    assert "alert(1)</script>" not in text and "onerror=alert" not in text


def test_feedback_falls_back_to_pieces_of_messages(course: Course) -> None:
    lines = said_by(course, "feedback").splitlines()
    advice = f"run `autograder release {NAME}`, then `autograder grade {NAME} --regrade`."
    what = "known mistakes are told by pieces of messages, since nobody recorded how they behave"
    assert lines == [f"{NAME}: 2 pages in {course.feedback}", f"• {NAME}: {what}: {advice}"]
    assert f"Your answer behaves like a known mistake: {MISTAKE}." in page(course, "ben")
    assert "Why?" in page(course, "ben")
    assert "What cost points" not in page(course, "ann")

    # What it advises helps, and changes nothing else.
    left, secret = recorded(course), (course.root / "plans" / f"{NAME}.json").read_text().partition("\n")[2][:50]
    said_by(course, "release", NAME)
    assert secret.strip().startswith('"seed"') and secret in (course.root / "plans" / f"{NAME}.json").read_text()
    said_by(course, "grade", NAME, "--regrade")
    assert recorded(course) == left
    assert said_by(course, "feedback").splitlines() == lines[:1]
    assert f"Your answer behaves like a known mistake: {MISTAKE}." in page(course, "ben")
    behaviour = cell_of(graded(course, "ben"), "step_value").metadata.autograder.behaviour
    assert behaviour in (course.root / "plans" / f"{NAME}.json").read_text()


def test_report_and_export(course: Course) -> None:
    said_by(course, "report", "--into", "report.html")
    report = (course.root / "report.html").read_text()
    assert f'<td>{MISTAKE}</td><td class="n">1</td>' in report
    said_by(course, "export", "--to", "marks.csv")
    with (course.root / "marks.csv").open() as file:
        marks = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert marks == {"ann": "10", "ben": "3.6"}
