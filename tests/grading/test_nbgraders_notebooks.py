"""nbgrader's own test notebooks, as it is installed with them: graded to its scores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbgrader.tests.apps
import pytest
from rows import rows
from running import configure, run_apart
from stock import autograde

from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.course.notebook import Kind

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

FILES = Path(nbgrader.tests.apps.__file__).parent / "files"
#: Those whose tests nbgrader writes, of what is to be tested: values shown, hashed, hidden, of many types.
AUTOTESTS = ("autotest-simple", "autotest-hashed", "autotest-hidden", "autotest-multi")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of their notebooks, released and handed in, not graded yet."""
    root = tmp_path_factory.mktemp("nbgraders")
    (root / CONFIG).write_text("c = get_config()\nc.CourseDirectory.course_id = 'theirs'\n")
    shutil.copy(FILES / "autotests.yml", root)
    course = Course.at(root)
    for name, notebooks in {"autotests": AUTOTESTS, "squares": ["test"]}.items():
        (course.source / name).mkdir(parents=True)
        for notebook in notebooks:
            shutil.copy(FILES / f"{notebook}.ipynb", course.source / name)
        # As a command: what nbgrader leaves open while it writes tests would count as this test's.
        path = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", name]
        subprocess.run(command, cwd=root, env=path, check=True, capture_output=True)
        for student in ("right", "untouched", "wrong"):
            shutil.copytree(course.release / name, course.submitted / student / name)
        for path in course.notebooks(name):
            answer(course, "right", name, path)
    wrong = course.submitted / "wrong" / "autotests"
    shutil.copy(FILES / "autotest-hidden-changed-wrong.ipynb", wrong / "autotest-hidden.ipynb")
    shutil.copy(FILES / "autotest-multi-changed.ipynb", wrong / "autotest-multi.ipynb")
    return course


def answer(course: Course, student: str, name: str, source: Path) -> None:
    """Hand in what the source's solution is."""
    answers = {nb.grade_id(cell): cell.source for cell in nb.read(source).cells if nb.kind(cell) is Kind.SOLUTION}
    path = course.submitted / student / name / source.name
    notebook = nb.read(path)
    for cell in notebook.cells:
        cell.source = nb.without_markers(answers.get(nb.grade_id(cell), cell.source))
    nb.write(notebook, path)


def scores(course: Course) -> list[tuple]:
    return [row[:4] for row in rows(course)["grades"]]


def test_nbgraders_scores(theirs: Course, tmp_path: Path) -> None:
    stock, ours = (Course.at(shutil.copytree(theirs.root, tmp_path / name)) for name in ("stock", "ours"))
    for student in ("right", "untouched", "wrong"):
        for name in ("autotests", "squares"):
            autograde(stock, name, student)
    configure(ours, 'c.Autograder.together = ["sum_of_squares_uses_squares"]')  # deletes a name of the student's
    done = run_apart(ours, "grade")
    assert done.returncode == 0, done.stdout + done.stderr
    assert scores(ours) == scores(stock)
    of_autotests = {row[0]: row[3] for row in scores(ours) if row[1] == "autotest-hidden"}
    assert of_autotests == {"right": 1, "untouched": 0, "wrong": 0}
