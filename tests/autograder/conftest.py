"""Fixtures: the small course on disk, and its bank."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from nbformat import NotebookNode
from tiny_course import ANSWERS, MISTAKES, NAME, RIGHT_ANSWERS, tiny, write_bank, write_course
from typer.testing import CliRunner, Result

from autograder.author import proving, workers
from autograder.author.trial import station_for
from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading import plan
from autograder.grading.trusted.station import Station


@pytest.fixture(scope="session")
def trial_station() -> Iterator[Station]:
    """Where answers are tried, one for all tests: starting one takes longer than trying all of the small course."""
    made = station_for([plan.of(tiny())])
    yield made
    made.close()


@pytest.fixture(autouse=True)
def tried_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Try answers in one station that stays up from test to test, not in new ones as each command does."""

    @contextmanager
    def trying(course: Course, names: list[str]) -> Iterator[Executor]:
        station = request.getfixturevalue("trial_station")
        with ThreadPoolExecutor(1, initializer=lambda: setattr(workers._here, "station", station)) as executor:
            yield executor

    monkeypatch.setattr(proving, "trying", trying)


@pytest.fixture
def notebook() -> NotebookNode:
    return tiny()


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[..., Course]:
    """A course with this notebook in it, or the sound one."""
    return lambda notebook=None: write_course(tmp_path, notebook or tiny())


@pytest.fixture
def released(released_once: Path, tmp_path: Path, set_bank: Callable[..., Path]) -> Course:
    """The sound course, released, with its bank."""
    set_bank()
    shutil.copytree(released_once, tmp_path, dirs_exist_ok=True)
    return Course.at(tmp_path)


@pytest.fixture
def set_bank(tmp_path: Path) -> Callable[..., Path]:
    """Put a bank into the course."""
    return lambda mistakes=MISTAKES, right_answers=RIGHT_ANSWERS: write_bank(Course(tmp_path), mistakes, right_answers)


@pytest.fixture
def course(make_course: Callable[..., Course], set_bank: Callable[..., Path]) -> Course:
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
