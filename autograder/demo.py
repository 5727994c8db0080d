"""The whole way once, on an invented class: release, hand in, grade, compare with what was deserved, feedback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from autograder import AutograderError
from autograder.course import CONFIG, Course
from autograder.feedback import write_feedback
from autograder.grade import grade, scores
from autograder.release import release
from autograder.simulate import Expected, simulate

STUDENTS = 12
SEED = 1
#: Says that a folder was made here, so that it may be deleted here.
STAMP = ".made-by-autograder-demo"


@dataclass
class Demo:
    """A graded class.

    Attributes:
        course: the copy of the course in which all of it happened.
        expected: what every test cell of every student should give.
        recorded: what the gradebook has, by student, assignment and test.
        pages: the feedback written.
    """

    course: Course
    expected: list[Expected] = field(default_factory=list)
    recorded: dict[tuple[str, str, str], float] = field(default_factory=dict)
    pages: list[Path] = field(default_factory=list)

    def differences(self) -> list[str]:
        """Where the gradebook has another score than the answer deserves."""
        found = []
        for row in self.expected:
            score = self.recorded.get((row.student, row.assignment, row.test))
            if score != row.points:
                what = f"{row.student}, {row.assignment}, {row.test} ({row.answer})"
                found.append(f"{what}: the gradebook has {score}, expected {row.points:g}")
        return found


def demo(course: Course, folder: Path, students: int, told: Callable[[int, int, str], None]) -> Demo:
    r"""Run the demonstration in a folder made afresh.

    Args:
        course: what is demonstrated; nothing in it changes.
        folder: where; deleted first if an earlier demonstration made it.
        students: how many there are in the class.
        told: is called as told(steps done, steps in all, what comes next).
    Raises: AutograderError: if the folder holds something else, or a step fails.
    """
    result = Demo(_copy(course, folder))
    names = result.course.names()
    total, done = len(names) * (1 + students), 0

    for name in names:
        told(done, total, f"releasing {name}")
        release(result.course, name)
        result.expected += simulate(result.course, name, students, SEED, folder)
        done += 1
    handed_in = list(dict.fromkeys((row.student, row.assignment) for row in result.expected))
    told(done, total, "grading and writing feedback")
    # A process for each core: nbgrader itself grades one submission after the other.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        marking = {pool.submit(_mark, folder, name, student): (name, student) for student, name in handed_in}
        try:
            for marked in as_completed(marking):
                name, student = marking[marked]
                found, page = marked.result()
                result.recorded |= {(student, name, test): score for test, score in found.items()}
                result.pages.append(page)
                done += 1
                told(done, total, f"graded {name} of {student}")
        except AutograderError:
            pool.shutdown(cancel_futures=True)
            raise
    result.pages.sort()
    return result


def _mark(root: Path, name: str, student: str) -> tuple[dict[str, float], Path]:
    """Grade one submission and write its feedback: the scores by test, and the page."""
    course = Course.at(root)
    grade(course, name, student)
    return scores(course, name, student), write_feedback(course, name, student)


def _copy(course: Course, folder: Path) -> Course:
    """Copy what an instructor writes into a fresh folder."""
    if folder.exists():
        if not (folder / STAMP).is_file():
            raise AutograderError(f"{folder} was not made by `autograder demo`: move it away.")
        # nbgrader makes what it has graded read-only, which does not hinder deleting: the folders are not.
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / STAMP).touch()
    shutil.copy(course.root / CONFIG, folder / CONFIG)
    shutil.copytree(course.source, folder / course.source.relative_to(course.root))
    return Course.at(folder)
