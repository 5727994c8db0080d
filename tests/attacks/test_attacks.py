"""The corpus, graded as one class: everyone gets what the answers deserve, and nobody reads or harms anything."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest
from corpus import MARK, Submission, submissions
from course import FULL, NAME, TESTS, attacked_course
from watch import active_markup, digests, left_in, secrets, secrets_of_notebook

from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grade.class_run import scores

CORPUS = submissions()
SHARED = (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))
#: Has marks from before, and hands nothing in.
ALUMNA = "alumna"
LIMIT_S = 3600
BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans of what we start become our children

every = pytest.mark.parametrize("submission", CORPUS, ids=lambda submission: submission.student)


def grade_corpus(course: Course, home: Path) -> str:
    """Grade everything and write all feedback, as an instructor would; returns all that was printed."""
    told = ""
    environment = os.environ | {"HOME": str(home)}
    for words in (["grade", "--jobs", "2"], ["feedback"]):
        command = [sys.executable, "-m", "autograder", *words]
        run = subprocess.run(
            command, cwd=course.root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_S
        )
        told += (run.stdout + run.stderr).decode(errors="replace")
        assert run.returncode in (0, 1), told
    return told


@dataclass
class Graded:
    """The class after grading.

    Attributes:
        course: its folder.
        told: what grading printed.
        scores: by student and test.
        before: the files there were, by their place in the course.
        left: files in folders that are nobody's.
        running: processes that outlived grading.
    """

    course: Course
    told: str
    scores: dict[str, dict[str, float]]
    before: dict[str, str]
    left: list[str]
    running: list[str]


@pytest.fixture(scope="session")
def graded(sandbox: None, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Everyone hands in, and is graded at once."""
    home = tmp_path_factory.mktemp("home")
    course = attacked_course(tmp_path_factory.mktemp("course"))
    for submission in CORPUS:
        submission.hand_in(course)
    mark_alumna(course)
    before = digests(course.root)
    earlier = set(left_in(home, SHARED))
    ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)
    own = set(children())
    told = grade_corpus(course, home)
    running = [line for pid in still_running(own) if (line := command_of(pid))]
    left = sorted(set(left_in(home, (*SHARED, course.root))) - earlier)
    recorded = {submission.student: recorded_for(course, submission.student) for submission in CORPUS}
    return Graded(course, told, recorded, before, left, running)


def mark_alumna(course: Course) -> None:
    """Give one student marks before the class is graded."""
    from nbgrader.api import Gradebook

    with (
        warnings.catch_warnings(action="ignore"),  # SQLAlchemy's, about nbgrader's own steps
        Gradebook(course.gradebook_url, course.config.CourseDirectory.course_id) as gradebook,
    ):
        gradebook.add_student(ALUMNA)
        gradebook.add_submission(NAME, ALUMNA)
        for grade in gradebook.find_submission_notebook(NAME, NAME, ALUMNA).grades:
            grade.auto_score = 1.0
        gradebook.db.commit()


def recorded_for(course: Course, student: str) -> dict[str, float]:
    """What the gradebook has for a student; nothing if there is no submission."""
    from nbgrader.api import MissingEntry

    try:
        return scores(course, NAME, student)
    except MissingEntry:
        return {}


def children() -> list[int]:
    """Processes that this one has started, or inherited from a parent that ended."""
    return [int(pid) for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()]


def still_running(own: set[int]) -> set[int]:
    """Children that do not end within seconds."""
    found = set(children()) - own
    for _ in range(20):
        if not found:
            break
        time.sleep(0.25)
        found = {pid for pid in set(children()) - own if command_of(pid)}
    return found


def command_of(pid: int) -> str:
    """The command line of a process; nothing if it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def test_submissions_are_told_apart() -> None:
    assert len({submission.student for submission in CORPUS}) == len(CORPUS)
    assert all(submission.tries.endswith(".") for submission in CORPUS)
    assert {submission.student for submission in CORPUS} >= {"honest-control", "honest-warnings", "honest-slow"}


@pytest.mark.slow
@every
def test_points_are_what_the_answers_deserve(graded: Graded, submission: Submission) -> None:
    recorded = graded.scores[submission.student]
    assert {test: recorded.get(test, 0.0) for test in TESTS} == pytest.approx(submission.deserves)


@pytest.mark.slow
@every
def test_no_hidden_test_can_be_read(graded: Graded, submission: Submission) -> None:
    folder = graded.course.root / "autograded" / submission.student / NAME
    notebook = folder / f"{NAME}.ipynb"
    if notebook.exists():
        assert secrets_of_notebook(nb.read(notebook)) == []
    for path in folder.rglob("*"):
        if path.is_file() and path != notebook:
            assert not secrets(path.read_text(errors="replace")), path.name
    for path in (graded.course.feedback / submission.student).rglob("*"):
        if path.is_file():
            assert not secrets(path.read_text(errors="replace")), path.name


@pytest.mark.slow
@every
def test_neither_network_nor_other_students_are_in_reach(graded: Graded, submission: Submission) -> None:
    notebook = graded.course.root / "autograded" / submission.student / NAME / f"{NAME}.ipynb"
    for cell in nb.read(notebook).cells if notebook.exists() else []:
        outputs = str(cell.get("outputs", []))
        assert f"{MARK} reached" not in outputs and "FOUND_OF_OTHERS" not in outputs


@pytest.mark.slow
@every
def test_no_page_runs_what_a_student_wrote(graded: Graded, submission: Submission) -> None:
    for page in (graded.course.feedback / submission.student).rglob("*.html"):
        assert active_markup(page.read_text(errors="replace")) == []


@pytest.mark.slow
@every
def test_everyone_is_graded_or_named(graded: Graded, submission: Submission) -> None:
    assert graded.scores[submission.student] or submission.student in graded.told


@pytest.mark.slow
def test_nobody_changes_the_course(graded: Graded) -> None:
    after = digests(graded.course.root)
    changed = [name for name, digest in graded.before.items() if after.get(name) != digest]
    # A hard link to the gradebook, which one submission holds, changes with it.
    assert [name for name in changed if "gradebook.db" not in name] == []


@pytest.mark.slow
def test_nobody_changes_other_marks(graded: Graded) -> None:
    from nbgrader.api import Gradebook

    assert recorded_for(graded.course, ALUMNA) == FULL | {"why": 1.0}
    with Gradebook(graded.course.gradebook_url, graded.course.config.CourseDirectory.course_id) as gradebook:
        assert gradebook.find_assignment(NAME).max_score == 8.0
        known = {student.id for student in gradebook.students}
    assert known <= {ALUMNA, *graded.scores}


@pytest.mark.slow
def test_nothing_is_left_behind(graded: Graded) -> None:
    assert graded.left == []


@pytest.mark.slow
def test_no_process_is_left_behind(graded: Graded) -> None:
    assert graded.running == []
    assert [line for pid in Path("/proc").glob("[0-9]*") if MARK in (line := command_of(int(pid.name)))] == []


@pytest.mark.slow
def test_no_text_of_a_student_commands_the_terminal(graded: Graded) -> None:
    assert "\x1b]" not in graded.told and "\x1b[2J" not in graded.told
