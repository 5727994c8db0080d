"""Grading a class, with a stand-in for the grader of one submission, and a real gradebook."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor

import nbformat
import pytest
from nbformat.v4 import new_output
from tiny_course import NAME, cell_of

from autograder import AutograderError, Unavailable
from autograder.author.simulate import simulate
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grade.class_run import GradedSubmission, GradingReport, grade_class
from autograder.grading.plan import Plan
from autograder.grading.stored_plans import load
from autograder.grading.submission import Outcome
from autograder.intake.submissions import UploadLimits

POINTS = {"double_value": 4.0, "double_sign": 3.0, "why": None}


def graded(plans: list[Plan], files: dict[str, bytes], points: dict[str, float | None] = POINTS) -> list[Outcome]:
    """Gives everybody the same points, where there is a notebook."""
    outcomes = []
    for plan in plans:
        content = files.get(f"{plan.name}.ipynb")
        if content is None or content == b"no notebook":
            said = [f"{plan.name}.ipynb is not JSON: ask for it again."] if content else []
            outcomes.append(Outcome(plan.name, None, dict.fromkeys(points, 0.0), said, 0.0))
            continue
        notebook = nbformat.reads(content.decode(), as_version=4)
        if points["double_sign"] == 0:
            error = new_output("error", ename="AssertionError", evalue="keep the sign\nplease", traceback=[])
            cell_of(notebook, "double_sign").outputs = [error]
        outcomes.append(Outcome(plan.name, notebook, points, [], 0.5))
    return outcomes


@pytest.fixture
def submitted(released: Course) -> Course:
    simulate(released, NAME, 3, 1, released.root)
    return released


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture
def run(submitted: Course, executor: Executor) -> Callable[..., GradingReport]:
    return lambda task=graded, plans=None, **options: grade_class(
        *(submitted, NAME, plans or load(submitted, NAME), task, executor), jobs=2, **options
    )


def test_a_class_is_graded_once(submitted: Course, run: Callable[..., GradingReport]) -> None:
    told: list[tuple[int, int, str]] = []
    report = run(progress=lambda *what: told.append(what))
    students = ["student01", "student02", "student03"]
    assert report.rows == [GradedSubmission(student, 7.0, 10.0, 1, 0.5) for student in students]
    assert (report.remarks, report.failed, report.changed, report.skipped) == ([], [], [], 0)
    assert sorted(done for done, _, _ in told) == [1, 2, 3]
    assert {total for _, total, _ in told} == {3} and sorted(student for _, _, student in told) == students
    assert all((submitted.autograded / student / NAME / f"{NAME}.ipynb").is_file() for student in students)

    again = run(lambda plans, files: pytest.fail("graded for nothing"))
    assert (again.graded, again.skipped, again.failed) == (0, 3, [])
    path = submitted.submitted / "student02" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text() + "\n")
    assert (run().graded, run().skipped) == (1, 3)
    assert run(students=["student03"], regrade=True).rows == [GradedSubmission("student03", 7.0, 10.0, 1, 0.5)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_python_forgets_ends_it_all_the_same(run: Callable[..., GradingReport]) -> None:
    class Tidied:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)  # what is raised in here goes nowhere

    with pytest.raises(KeyboardInterrupt):
        run(progress=lambda *_: Tidied() and None)


def test_a_new_plan_grades_anew(
    submitted: Course, run: Callable[..., GradingReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    plan = Plan(NAME, NAME, nb.read(submitted.notebook(NAME)), (), "another seed")
    assert run(plans=[plan]).graded == 3


def test_a_regrade_says_whose_score_changed_and_why(submitted: Course, run: Callable[..., GradingReport]) -> None:
    run()
    with sqlite3.connect(submitted.root / "gradebook.db") as db:
        db.execute("update grade set manual_score = 2 where cell_id in (select id from base_cell where name = 'why')")
    db.close()
    fewer = {**POINTS, "double_sign": 0.0, "why": 0.0}
    report = run(lambda plans, files: graded(plans, files, fewer), regrade=True, students=["student02"])
    assert sorted(report.changed) == [
        "student02: double_sign 3 → 0 (AssertionError: keep the sign)",
        "student02: why by hand → 0, but 2 given by hand stands",
    ]
    assert sorted(run(regrade=True, students=["student02"]).changed) == [
        "student02: double_sign 0 → 3 (no longer AssertionError: keep the sign)",
        "student02: why 0 → by hand, but 2 given by hand stands",
    ]


def test_everyone_else_is_graded(submitted: Course, run: Callable[..., GradingReport]) -> None:
    def place(student: str) -> object:
        folder = submitted.submitted / student / NAME
        folder.mkdir(parents=True)
        return folder

    (place("bad_json") / f"{NAME}.ipynb").write_bytes(b"no notebook")
    (place("big") / "data.bin").write_bytes(bytes(200_000))
    (place("crash") / f"{NAME}.ipynb").write_bytes(b"crash")
    late = place("late")
    (late / f"{NAME}.ipynb").write_bytes((submitted.submitted / "student01" / NAME / f"{NAME}.ipynb").read_bytes())
    (late / "timestamp.txt").write_text("soon")
    (place("renamed") / "my homework.ipynb").write_text("{}")
    (submitted.submitted / "student02" / NAME / "link").symlink_to("/etc/passwd")
    (submitted.submitted / "link").symlink_to(submitted.submitted / "student01", target_is_directory=True)

    def task(plans: list[Plan], files: dict[str, bytes]) -> list[Outcome]:
        if b"crash" in files.values():
            raise RuntimeError("the worker is gone\nfor good")
        return graded(plans, files)

    report = run(task, limits=UploadLimits(size_bytes=100_000))
    assert [row.student for row in report.rows] == ["late", "student01", "student02", "student03"]
    assert report.remarks[0].startswith("late: timestamp.txt holds 'soon', which is no date; expected one such as")
    assert report.remarks[1:] == ["student02: link is not a regular file and was left out."]
    failed = dict(line.split(": ", 1) for line in sorted(report.failed))
    assert failed.keys() == {"bad_json", "big", "crash", "link", "renamed"}
    assert failed["bad_json"] == f"{NAME}.ipynb is not JSON: ask for it again."
    assert failed["big"].endswith("holds more than 0.1 MB: move away what is not needed.")
    assert failed["crash"] == "could not be graded (RuntimeError: the worker is gone)."
    assert failed["link"].endswith("links are never followed: replace it by a folder.")
    assert failed["renamed"].endswith(f"expected {NAME}.ipynb, found my homework.ipynb.")
    assert not (submitted.autograded / "bad_json").exists()
    with sqlite3.connect(submitted.root / "gradebook.db") as db:
        assert db.execute("select count(*) from student").fetchone() == (4,)
    db.close()


def test_submissions_are_not_read_all_at_once(submitted: Course, executor: Executor) -> None:
    source = submitted.submitted / "student01" / NAME / f"{NAME}.ipynb"
    for number in range(40):
        folder = submitted.submitted / f"more{number:02d}" / NAME
        folder.mkdir(parents=True)
        (folder / source.name).write_bytes(source.read_bytes())
    most, waiting, lock = 0, 0, threading.Lock()

    class Counting(Executor):
        def submit(self, *what: object) -> object:
            nonlocal most, waiting
            with lock:
                waiting += 1
                most = max(most, waiting)
            future = executor.submit(*what)
            future.add_done_callback(self.finished)
            return future

        def finished(self, future: object) -> None:
            nonlocal waiting
            with lock:
                waiting -= 1

    assert grade_class(submitted, NAME, load(submitted, NAME), graded, Counting(), jobs=2).graded == 43
    assert most <= 8


def test_when_nothing_can_be_recorded_all_is_over(submitted: Course, run: Callable[..., GradingReport]) -> None:
    with sqlite3.connect(submitted.root / "gradebook.db") as db:
        db.execute("delete from assignment")
    db.close()
    with pytest.raises(Unavailable, match=f"run `autograder release {NAME}` and grade again"):
        run()


def test_dead_workers_end_it_too(submitted: Course, run: Callable[..., GradingReport]) -> None:
    def task(plans: list[Plan], files: dict[str, bytes]) -> list[Outcome]:
        raise BrokenExecutor("killed")

    with pytest.raises(AutograderError, match="The workers ended .killed.: run this again"):
        run(task)


def test_there_must_be_somebody(submitted: Course, run: Callable[..., GradingReport]) -> None:
    with pytest.raises(AutograderError, match=f"There is no submission of {NAME} from nobody in "):
        run(students=["nobody", "student01"])
    (submitted.submitted).rename(submitted.root / "away")
    with pytest.raises(AutograderError, match=f"There is no submission of {NAME} in "):
        run()


def test_a_forged_fingerprint_is_of_no_use(submitted: Course, run: Callable[..., GradingReport]) -> None:
    run()
    real = json.loads((submitted.autograded / "student01" / NAME / f"{NAME}.ipynb").read_text())
    path = submitted.submitted / "student02" / NAME / f"{NAME}.ipynb"
    forged = json.loads(path.read_text())
    forged["metadata"]["autograder"] = real["metadata"]["autograder"]
    path.write_text(json.dumps(forged))
    assert run().graded == 1
    assert run().skipped == 3
