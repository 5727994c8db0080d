"""Fixtures: the small course on disk, and its bank where the autograder looks for it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from nbformat import NotebookNode
from tiny_course import ANSWERS, MISTAKES, NAME, RIGHT_ANSWERS, tiny, write_course
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course.bank import Mistake, RightAnswer
from autograder.course.folders import Course


@pytest.fixture
def notebook() -> NotebookNode:
    return tiny()


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[..., Course]:
    """A course with this notebook in it, or the sound one."""
    return lambda notebook=None: write_course(tmp_path, notebook or tiny())


@pytest.fixture
def released(released_once: Path, tmp_path: Path, set_bank: Callable[..., None]) -> Course:
    """The sound course, released, with its bank."""
    set_bank()
    shutil.copytree(released_once, tmp_path, dirs_exist_ok=True)
    return Course.at(tmp_path)


@pytest.fixture
def set_bank(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a bank where `mistakes.load` finds it."""

    def put(mistakes: list[Mistake] = MISTAKES, right_answers: list[RightAnswer] = RIGHT_ANSWERS) -> None:
        module = ModuleType(f"autograder.mistakes.{NAME}")
        module.MISTAKES, module.RIGHT_ANSWERS = mistakes, right_answers
        monkeypatch.setitem(sys.modules, module.__name__, module)

    return put


@pytest.fixture
def course(make_course: Callable[..., Course], set_bank: Callable[..., None]) -> Course:
    """The sound course, with its bank."""
    set_bank()
    return make_course()


@pytest.fixture
def answering(released: Course, notebook: NotebookNode) -> Course:
    """The sound course, released, and in its source a second assignment, which answers the first."""
    notebook.metadata["autograder"] = {"answers": NAME}
    (released.source / ANSWERS).mkdir()
    nb.write(notebook, released.notebook(ANSWERS))
    return released


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Run a command in the course's folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, arguments)
