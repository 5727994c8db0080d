"""A course that is not ours: what `nbgrader quickstart` makes, graded to nbgrader's scores."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rows import rows
from running import configure, run
from stock import autograde

from autograder.course import notebook as nb
from autograder.course.folders import Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

NAME = "ps1"
WRONG = "def squares(n):\n    if n < 1:\n        raise ValueError('too small')\n    return [i ** 2 for i in range(n)]"
RIGHT = WRONG.replace("range(n)", "range(1, n + 1)")
#: What students write for squares, sum_of_squares and the text that a person marks; None leaves it as it is.
STUDENTS = {
    "right": (RIGHT, "def sum_of_squares(n):\n    return sum(squares(n))", "$n$ squares"),
    "own way": (RIGHT, "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6", None),
    "wrong": (WRONG, "def sum_of_squares(n):\n    return sum(squares(n))", None),
    "untouched": (None, None, None),
    "half": (RIGHT, None, "one notebook only"),
}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course, released by nbgrader, with what students handed in."""
    folder = tmp_path_factory.mktemp("foreign")
    nbgrader = [sys.executable, "-m", "nbgrader"]
    subprocess.run([*nbgrader, "quickstart", "course101"], cwd=folder, check=True, capture_output=True)
    course = Course.at(folder / "course101")
    course.nbgrader("generate_assignment", NAME)
    for student, sources in STUDENTS.items():
        place = course.submitted / student / NAME
        shutil.copytree(course.release / NAME, place)
        notebook = nb.read(place / "problem1.ipynb")
        for name, source in zip(("squares", "sum_of_squares", "sum_of_squares_equation"), sources, strict=True):
            if source is not None:
                next(cell for cell in notebook.cells if nb.grade_id(cell) == name).source = source
        nb.write(notebook, place / "problem1.ipynb")
    (course.submitted / "half" / NAME / "problem2.ipynb").unlink()
    return course


@pytest.mark.parametrize(
    "options, settings",
    [(["--tests-in-student-process"], []), ([], ['c.Autograder.together = ["sum_of_squares_uses_squares"]'])],
    ids=["all tests in the student's process", "one of them"],
)
def test_nbgraders_scores(foreign: Course, tmp_path: Path, options: list[str], settings: list[str]) -> None:
    theirs, ours = (Course.at(shutil.copytree(foreign.root, tmp_path / name)) for name in ("theirs", "ours"))
    configure(ours, *settings)
    for student in STUDENTS:
        autograde(theirs, NAME, student)
    done = run(ours, "grade", NAME, "--jobs", "2", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert rows(ours) == rows(theirs)
    assert {row[3] for row in rows(ours)["grades"]} == {0.0, 0.5, 1.0, None}
    assert "• half: problem2.ipynb was not handed in" in done.stdout


def test_a_test_that_cannot_run_apart(foreign: Course, tmp_path: Path) -> None:
    course = Course.at(shutil.copytree(foreign.root, tmp_path / "course"))
    done = run(course, "grade", NAME, "--jobs", "2")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "test sum_of_squares_uses_squares: it deletes squares" in done.stderr
    assert 'grade with c.Autograder.together = ["sum_of_squares_uses_squares"]' in done.stderr
    assert "with --tests-in-student-process" in done.stderr
    assert rows(course)["grades"] == [] and not course.autograded.exists()
