"""What the commands print, and how they exit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from tiny_course import NAME, cell_of
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import Course


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Run a command in the course's folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, arguments)


def test_help_does_not_wait_for_heavy_imports() -> None:
    code = "import sys, autograder.cli; print({'torch', 'nbgrader', 'nbclient', 'nbformat'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_check_of_a_sound_course(course: Course, run: Callable[..., Result]) -> None:
    result = run("check", "1")
    assert result.exit_code == 0
    assert "3/3" in result.stdout and "2/2" in result.stdout and "by hand" in result.stdout


def test_check_of_a_broken_course(
    make_course: Callable[..., Course], run: Callable[..., Result], notebook: NotebookNode
) -> None:
    cell_of(notebook, "heading-1").source = "### Exercise 1"
    make_course(notebook)
    result = run("check")
    assert result.exit_code == 1
    assert "✗ exercise double: its heading is '### Exercise 1', expected one like" in result.stdout
    assert "✗ There is no bank autograder/mistakes/01_tiny.py" in result.stdout


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


def test_release_and_simulate(course: Course, run: Callable[..., Result]) -> None:
    assert run("release").stdout == f"released notebooks/{NAME}/{NAME}.ipynb\n"
    arguments = ("simulate", "1", "--students", "2", "--seed", "1", "--into", "class")
    assert run(*arguments).stdout == "2 submissions in class/submitted, 4 scores in class/expected.csv\n"
    again = run(*arguments)
    assert again.exit_code == 1
    assert "never overwritten" in again.stderr


def test_outputs(course: Course, run: Callable[..., Result]) -> None:
    assert run("outputs").stdout == f"stored the outputs of {NAME}\n"


def test_demo(course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.demo.STUDENTS", 1)
    result = run("demo")
    assert result.exit_code == 0
    assert "student01" in result.stdout and "all 2 scores are what the answers deserve" in result.stdout
