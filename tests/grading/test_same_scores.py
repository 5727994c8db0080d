"""A class over every notebook there is: `autograder grade` gives what answers deserve, and what nbgrader gives."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from running import run
from stock import autograde
from tiny_course import ROOT

from autograder.author.release import release
from autograder.author.simulate import EXPECTED, simulate
from autograder.course.folders import CONFIG, Course
from autograder.grade.class_run import scores

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

SEED = 3
Scores = dict[tuple[str, str, str], float]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((1, 3), id="one student, every third notebook"),
        pytest.param((40, 1), id="a class of 40", marks=pytest.mark.large),
    ],
)
def handed_in(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course, released, with a class that handed in all of it."""
    students, every = request.param
    root = tmp_path_factory.mktemp("class")
    shutil.copy(ROOT / CONFIG, root / CONFIG)
    for name in Course.at(ROOT).names()[every - 1 :: every]:  # of every three, the third: 12 has written answers
        shutil.copytree(ROOT / "source" / name, root / "source" / name)
    course = Course.at(root)
    for name in course.names():
        release(course, name)
        simulate(course, name, students, SEED, root)
    return course


@pytest.fixture(scope="module")
def stock(handed_in: Course, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """What nbgrader's own autograde gives, on a copy of the course."""
    course = _copy(handed_in, tmp_path_factory.mktemp("stock"))
    jobs = [(course.root, name, path.name) for name in course.names() for path in sorted(course.submitted.iterdir())]
    # Two at a time: nbgrader itself grades one submission after the other. The first alone: nbgrader makes a student's
    # folder, and two that begin with the same student would both find none.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        pool.submit(_autograde, jobs[0]).result()
        list(pool.map(_autograde, jobs[1:]))
    return _scores(course)


@pytest.mark.parametrize("way", ["apart", "--tests-in-student-process"])
def test_same_scores(handed_in: Course, stock: Scores, tmp_path: Path, way: str) -> None:
    course = _copy(handed_in, tmp_path)
    done = run(course, "grade", "--jobs", "2", *([] if way == "apart" else [way]))
    assert done.returncode == 0, done.stdout + done.stderr
    given = _scores(course)
    with (course.root / EXPECTED).open() as file:
        expected = {
            (row["student"], row["assignment"], row["test"]): float(row["points"]) if row["points"] else None
            for row in csv.DictReader(file)
        }
    assert {key: given.get(key) for key in expected} == expected
    assert given == stock


def _copy(course: Course, folder: Path) -> Course:
    shutil.copytree(course.root, folder / "course")
    return Course.at(folder / "course")


def _autograde(job: tuple[Path, str, str]) -> None:
    root, name, student = job
    autograde(Course.at(root), name, student)


def _scores(course: Course) -> Scores:
    return dict(_all(course))


def _all(course: Course) -> Iterator[tuple[tuple[str, str, str], float]]:
    for name in course.names():
        for path in course.submitted.iterdir():
            for test, score in scores(course, name, path.name).items():
                yield (path.name, name, test), score
