"""`autograder grade` as an instructor runs it, on classes that hand in the small course."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell
from rows import rows
from tiny_course import NAME, cell_of
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.grading.trusted.fork_client import _Root

#: Ends a run that should have ended by its own limits.
END_S = 600

#: Processes that import for sandboxes and stay when a command in this process ends: another one that needs the same
#: begins at once.
KEPT = 4

#: Answers to the exercise, and what its two tests are worth with them.
ANSWERS = {
    "drops the sign": ("return 2 * abs(x)", (4.0, 0.0)),
    "is right": ("return x + x", (4.0, 3.0)),
    "is wrong": ("return x + 3", (0.0, 0.0)),
}


def command(*words: str) -> list[str]:
    """A command of ours, by this Python."""
    return [sys.executable, "-m", "autograder", *words]


def run_apart(
    course: Course, *words: str, end_s: float = END_S, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of ours in the course's folder, in a process of its own, until it ends."""
    wide = {**os.environ, "COLUMNS": "200", **environment}
    return subprocess.run(command(*words), cwd=course.root, env=wide, capture_output=True, text=True, timeout=end_s)


def run(course: Course, *words: str) -> subprocess.CompletedProcess[str]:
    """The same in this process, which has imported all that a command does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        patch.setattr(_Root, "leave", _stay)
        done = CliRunner(env={"COLUMNS": "200"}).invoke(app, words)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def _stay(root: _Root) -> None:
    """One user less; those that were begun last stay without any."""
    with _Root._lock:
        root._users -= 1
        idle = [each for each in _Root._all.values() if not each._users][:-KEPT]
        for each in idle:
            del _Root._all[each._key]
    lost = [] if root._users or root in _Root._all.values() else [root]  # another one has taken its place
    for each in {*idle, *lost}:
        each.end()


def hand_in(course: Course, student: str, body: str, *more: str) -> Path:
    """Hand in the release with an answer to its exercise, and more cells at the end."""
    notebook = nb.read(course.release / NAME / f"{NAME}.ipynb")
    cell_of(notebook, "double").source = "def double(x: float) -> float:\n    " + body.replace("\n", "\n    ")
    notebook.cells += [new_code_cell(source, id=f"more-{number}") for number, source in enumerate(more)]
    path = course.submitted / student / NAME / f"{NAME}.ipynb"
    nb.write(notebook, path)
    return path


def hand_in_all(course: Course, students: int) -> dict[str, dict[str, float]]:
    """A class that gives the known answers in turn; returns what each deserves."""
    deserved = {}
    for number in range(students):
        body, (value, sign) = list(ANSWERS.values())[number % len(ANSWERS)]
        hand_in(course, f"student{number:02d}", body)
        deserved[f"student{number:02d}"] = {"double_value": value, "double_sign": sign}
    return deserved


def given(course: Course) -> dict[str, dict[str, float]]:
    """What the gradebook gives every student for the tests."""
    found: dict[str, dict[str, float]] = {}
    for student, _, test, score, *_ in rows(course)["grades"]:
        if test != "why":
            found.setdefault(student, {})[test] = score
    return found


def configure(course: Course, *lines: str) -> None:
    """Add to the course's configuration."""
    with (course.root / CONFIG).open("a") as file:
        file.writelines(f"{line}\n" for line in lines)


def mark(course: Course) -> str:
    """Set a limit that no other run on this machine has, to know the processes of this one by it."""
    number = f"{600 + uuid.uuid4().int % 10**9 / 10**9:.9f}"
    configure(course, f"c.Autograder.submission_s = {number}")
    return str(float(number))


def processes(course: Course, mark: str) -> list[int]:
    """All that grades this course now: sandboxes carry its mark, checkers are in its folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "cmdline").read_bytes() or (process / "cwd").readlink() == course.root:
                found.append(int(process.name))
        except OSError:
            continue  # it has ended, or is not ours
    return found
