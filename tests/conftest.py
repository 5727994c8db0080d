"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tiny_course import NAME, tiny, write_course

from autograder.grading.trusted.sandbox import refusal
from autograder.release import release


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch with which tests/test_terms.py writes into notebooks what it would ask for."""
    help = "write the glossary's pages, and each notebook's line of terms, into source/"
    parser.addoption("--write-terms", action="store_true", help=help)


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, released where there was no gradebook: making one takes nbgrader seconds."""
    course = write_course(tmp_path_factory.mktemp("released"), tiny())
    release(course, NAME)
    return course.root


@pytest.fixture(scope="session")
def sandbox() -> None:
    """Skip where there can be no sandbox, and say why; where one is required, as in CI, that is a failure."""
    if why := refusal():
        give_up = pytest.fail if os.environ.get("UNROLLED_SANDBOX") == "required" else pytest.skip
        give_up(why)
