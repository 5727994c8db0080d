"""Fixtures: the small course, released, for a class to hand in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tiny_course import NAME, tiny, write_course

from autograder.course import Course
from autograder.release import release


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = write_course(tmp_path_factory.mktemp("released"), tiny())
    release(course, NAME)
    return course.root


@pytest.fixture
def course(released_once: Path, tmp_path: Path) -> Course:
    """A copy of its own for every test."""
    root = tmp_path / "course"
    shutil.copytree(released_once, root)
    return Course.at(root)
