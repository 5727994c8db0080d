"""The whole way once, on an invented class: from release to feedback and report, and what was deserved beside it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from autograder import AutograderError, Progress
from autograder.author.behaviours import recorded
from autograder.author.release import release
from autograder.author.simulate import Expected, simulate
from autograder.course.bank import FOLDER as ANSWERS
from autograder.course.folders import CONFIG, Course
from autograder.feedback.write import feedback
from autograder.grade.class_run import grade_class, scores
from autograder.grading.stored_plans import choose_seed, load
from autograder.grading.trusted.bubblewrap import refusal
from autograder.grading.trusted.station import Isolation
from autograder.grading.worker import Worker, threads
from autograder.report.write import report

STUDENTS = 12
SEED = 1
#: Where the reports are, in the folder of the demonstration.
REPORTS = "reports"
#: Says that a folder was made here, so that it may be deleted here.
STAMP = ".made-by-autograder-demo"


@dataclass
class Demo:
    """A graded class.

    Attributes:
        course: the copy of the course in which all of it happened.
        isolation: "process" where there can be no sandbox: this class is invented, so nothing needs one.
        expected: what every graded cell of every student should give.
        recorded: what the gradebook has, by student, assignment and test.
        pages: the feedback written.
        reports: a page for instructors, an assignment each.
    """

    course: Course
    isolation: Isolation
    expected: list[Expected] = field(default_factory=list)
    recorded: dict[tuple[str, str, str], float] = field(default_factory=dict)
    pages: list[Path] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)

    def differences(self) -> list[str]:
        """Where the gradebook has another score than the answer deserves."""
        found = []
        for row in self.expected:
            score = self.recorded.get((row.student, row.assignment, row.test))
            if score != row.points:
                what = f"{row.student}, {row.assignment}, {row.test} ({row.answer})"
                expected = "none before a person gives one" if row.points is None else f"{row.points:g}"
                found.append(f"{what}: the gradebook has {score}, expected {expected}")
        return found


def demo(course: Course, folder: Path, students: int, progress: Progress) -> Demo:
    r"""Run the demonstration in a folder made afresh.

    Args:
        course: what is demonstrated; nothing in it changes.
        folder: where; deleted first if an earlier demonstration made it.
        students: how many there are in the class.
        progress: is called as progress(steps done, steps in all, what comes next).
    Raises: AutograderError: if the folder holds something else, or a step fails.
    """
    result = Demo(_copy(course, folder), isolation="process" if refusal() else "bubblewrap")
    names = result.course.names()
    total, done = len(names) * (3 + 2 * students), 0
    for name in names:  # a secret that everybody knows: the same class gets the same marks each time
        choose_seed(result.course, name, f"demonstration {SEED}")

    def learning(tried: int, parts: int, part: str) -> None:
        progress(tried * len(names) // parts, total, f"known mistakes, {part}")

    known = recorded(result.course, names, learning)
    done += len(names)

    for name in names:
        progress(done, total, f"releasing {name}")
        release(result.course, name, known[name])
        result.expected += simulate(result.course, name, students, SEED, folder)
        done += 1
    worker = Worker(isolation=result.isolation).expecting(
        [plan for name in names for plan in load(result.course, name)]
    )
    with threads() as (executor, jobs):
        for name in names:

            def grading(submissions: int, _: int, student: str, name: str = name, done: int = done) -> None:
                progress(done + submissions, total, f"graded {name} of {student}")

            plans = load(result.course, name)
            graded = grade_class(result.course, name, plans, worker, executor, jobs=jobs, progress=grading)
            done += students
            if graded.failed:
                raise AutograderError(f"{name}: {graded.failed[0]}")
    for name in names:
        progress(done, total, f"feedback on {name}")
        pages = feedback(result.course, name)
        if pages.failed:
            raise AutograderError(f"{name}: {pages.failed[0]}")
        result.pages += pages.written
        done += students
    (result.course.root / REPORTS).mkdir()
    for name in names:
        progress(done, total, f"report on {name}")
        result.reports.append(result.course.root / REPORTS / f"{name}.html")
        report(result.course, [name], result.reports[-1])
        done += 1
    for student, name in {(row.student, row.assignment) for row in result.expected}:
        found = scores(result.course, name, student)
        result.recorded |= {(student, name, test): score for test, score in found.items()}
    result.pages.sort()
    return result


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
    if (course.root / ANSWERS).is_dir():
        shutil.copytree(course.root / ANSWERS, folder / ANSWERS, ignore=shutil.ignore_patterns("__pycache__"))
    return Course.at(folder)
