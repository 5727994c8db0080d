"""What the commands print, and how they exit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_course import ANSWERS, NAME
from typer.testing import Result

from autograder.author.check import Report, Row
from autograder.author.simulate import Expected
from autograder.course.folders import Course
from autograder.demo import Demo


def test_help_does_not_wait_for_heavy_imports() -> None:
    code = "import sys, autograder.cli; print({'torch', 'nbgrader', 'nbclient', 'nbformat'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


ROWS = [Row("double", 7, False, 2, 3, 2, 2, 1), Row("why", 3, True, 0, 0, 0, 0, 0)]


def test_check_of_a_sound_course(course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.check.check_all", lambda course, names, told: iter([Report(NAME, ROWS)]))
    result = run("check", "1")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines() if "double" in line or "why" in line]
    assert rows == ["│ double │ 7 │ 2 │ 2/3 │ 1/2 │".split(), "│ why │ 3 │ by hand │ │ │".split()]


def test_check_prints_every_problem(
    course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = ["the first [bold]problem[/bold]", "the second problem " * 10 + "."]
    monkeypatch.setattr("autograder.check.check_all", lambda course, names, told: iter([Report(NAME, ROWS, problems)]))
    result = run("check")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if "✗" in line] == [f"✗ {problem}" for problem in problems]


@pytest.mark.parametrize("command", ["check", "outputs", "release"])
def test_a_wrong_name_is_wrong_use(course: Course, run: Callable[..., Result], command: str) -> None:
    result = run(command, "07")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("There is no assignment 07 in")


def test_another_folder_is_wrong_use(run: Callable[..., Result]) -> None:
    result = run("check")
    assert result.exit_code == 2
    assert "is not a course" in result.stderr


def test_a_problem_is_one_sentence(course: Course, run: Callable[..., Result]) -> None:
    (course.source / NAME / "answers.txt").write_text("secret")
    result = run("release")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "answers.txt is not part of the release" in result.stderr


def test_release_and_simulate(released: Course, run: Callable[..., Result]) -> None:
    assert run("release").stdout == f"released notebooks/{NAME}/{NAME}.ipynb\n"
    arguments = ("simulate", "1", "--students", "2", "--seed", "1", "--into", "class")
    assert run(*arguments).stdout == "2 submissions in class/submitted, 6 scores in class/expected.csv\n"
    again = run(*arguments)
    assert again.exit_code == 1
    assert "never overwritten" in again.stderr


def test_release_keeps_answers_back(answering: Course, run: Callable[..., Result]) -> None:
    refused = run("release")
    assert refused.exit_code == 1
    assert refused.stdout == ""  # nothing is put out before all may be
    assert refused.stderr.count("\n") == 1
    assert f"{ANSWERS} is not released: it answers {NAME}" in refused.stderr
    assert run("release", "1").exit_code == 0
    assert run("release", "--with-answers").stdout.count("released") == 2


def test_outputs(course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Path] = []
    monkeypatch.setattr("autograder.outputs.refresh", done.append)
    assert run("outputs").stdout == f"stored the outputs of {NAME}\n"
    assert done == [course.notebook(NAME)]


@pytest.mark.parametrize(("score", "exit_code"), [(4.0, 0), (3.0, 1)])
def test_demo(
    course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, score: float, exit_code: int
) -> None:
    def fake(course: Course, folder: Path, students: int, told: Callable[[int, int, str], None]) -> Demo:
        told(1, 2, "grading")
        expected = [Expected("student01", NAME, "double", "double_value", 4.0, 4.0, "the solution")]
        return Demo(course, "bubblewrap", expected, {("student01", NAME, "double_value"): score})

    monkeypatch.setattr("autograder.demo.demo", fake)
    result = run("demo")
    assert result.exit_code == exit_code
    assert "student01" in result.stdout and f"feedback: {course.feedback}" in result.stdout
    difference = f"✗ student01, {NAME}, double_value (the solution): the gradebook has 3.0, expected 4"
    assert (difference in result.stdout) == (exit_code == 1)
    assert ("all 1 scores are what the answers deserve" in result.stdout) == (exit_code == 0)
