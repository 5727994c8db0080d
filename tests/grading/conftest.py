"""Fixtures: the small course, released, for a class to hand in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course.folders import Course


@pytest.fixture
def course(released_once: Path, tmp_path: Path) -> Course:
    """A copy of its own for every test, in a folder as people name them: with spaces and umlauts."""
    root = tmp_path / "Übung für Anfänger"
    shutil.copytree(released_once, root)
    return Course.at(root)
