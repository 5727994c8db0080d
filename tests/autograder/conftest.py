"""Fixtures: the small course on disk, and its bank where the autograder looks for it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from nbformat import NotebookNode
from tiny_course import MISTAKES, NAME, RIGHT_ANSWERS, ROOT, tiny

from autograder import notebook as nb
from autograder.course import CONFIG, Course
from autograder.mistakes import Mistake, RightAnswer


@pytest.fixture
def notebook() -> NotebookNode:
    return tiny()


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[..., Course]:
    """Write a course with this notebook in it."""

    def make(notebook: NotebookNode | None = None) -> Course:
        shutil.copy(ROOT / CONFIG, tmp_path / CONFIG)
        nb.write(notebook or tiny(), tmp_path / "source" / NAME / f"{NAME}.ipynb")
        return Course.at(tmp_path)

    return make


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
