"""What `autograder grade` says when it is given what it cannot use."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable

import pytest
from running import configure, hand_in
from tiny_course import NAME
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course.folders import Course


@pytest.fixture
def grade(course: Course, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command in this process: what is wrong here is noticed before another is started."""
    monkeypatch.chdir(course.root)
    return lambda *words: CliRunner().invoke(app, ["grade", *words])


def check_sentence(result: Result, code: int, pattern: str) -> None:
    """One sentence on stderr, and this exit code."""
    assert re.search(pattern, result.stderr), result.output
    assert result.stderr.count("\n") == 1
    assert result.exit_code == code


@pytest.mark.parametrize(
    ("words", "code", "pattern"),
    [
        (["2"], 2, f"There is no assignment 2 in .*; there are: {NAME}"),
        (["1", "--student", "nobody"], 1, f"There is no submission of {NAME} from nobody in "),
        (
            ["1", "--db", "sqlite:////nowhere/Übung/marks.db"],
            1,
            "The gradebook sqlite:////nowhere/Übung/marks.db cannot",
        ),
        (["1", "--db", "gradebook.db"], 1, "gradebook.db is no URL of a gradebook"),
        (["1", "--scheduler", "nowhere"], 1, "No Dask scheduler answers at nowhere: start one with"),
    ],
)
def test_what_is_not_there(
    course: Course, grade: Callable[..., Result], words: list[str], code: int, pattern: str
) -> None:
    hand_in(course, "student", "return 2 * x")
    check_sentence(grade(*words), code, pattern)


def test_a_scheduler_that_does_not_answer(course: Course, grade: Callable[..., Result]) -> None:
    hand_in(course, "student", "return 2 * x")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        check_sentence(grade("--scheduler", address), 1, f"No Dask scheduler answers at {address}: start one with")


@pytest.mark.parametrize("words", [[], ["1"]])
def test_nobody_handed_in(course: Course, grade: Callable[..., Result], words: list[str]) -> None:
    course.submitted.mkdir()
    check_sentence(grade(*words), 1, "There is no submission .*in .*/submitted")


@pytest.mark.parametrize("words", [["--jobs", "0"], ["--jobs", "two"], ["--isolation", "none"], ["--fast"]])
def test_wrong_use(grade: Callable[..., Result], words: list[str]) -> None:
    result = grade(*words)
    assert result.exit_code == 2
    assert words[0] in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("line", "code", "pattern"),
    [
        ("c.Autograder.unknown = 1", 1, "c.Autograder sets unknown, which is no limit; there are: cell_s, call_s"),
        ("c.Autograder.cell_s = 'long'", 1, "c.Autograder.cell_s is 'long', expected a number above 0"),
        ("c.Autograder.files = 0", 1, "c.Autograder.files is 0, expected a number above 0"),
        ("c.Autograder.hidden_messages = 'all'", 1, "hidden_messages is 'all', expected .full. or .title.: corr"),
        ("c.Autograder.cell_s = ", 2, "nbgrader_config.py cannot be read .SyntaxError: .*: mend it"),
    ],
)
def test_a_configuration_that_cannot_be_used(
    course: Course, grade: Callable[..., Result], line: str, code: int, pattern: str
) -> None:
    hand_in(course, "student", "return 2 * x")
    configure(course, line)
    check_sentence(grade(), code, pattern)
