"""Folders, names, configuration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_course import NAME

from autograder import AutograderError
from autograder.course.folders import Course


def test_folders_come_from_the_configuration(course: Course) -> None:
    assert course.source == course.root / "source"
    assert course.release == course.root / "notebooks"
    assert course.gradebook_url == f"sqlite:///{course.root / 'gradebook.db'}"


@pytest.mark.parametrize("name", [NAME, "01", "1"])
def test_a_number_is_a_name(course: Course, name: str) -> None:
    assert course.resolve(name) == NAME


def test_an_unknown_name_is_told_what_there_is(course: Course) -> None:
    with pytest.raises(AutograderError, match=rf"^There is no assignment 07 in .*; there are: {NAME}\.$"):
        course.resolve("07")


def test_no_names_are_all_names(course: Course) -> None:
    assert course.resolve_all([]) == [NAME]


def test_a_folder_without_configuration_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(AutograderError, match="is not a course: it has no nbgrader_config.py"):
        Course.at(tmp_path)


def test_a_failing_step_of_nbgrader_gives_its_reason(make_course: Callable[..., Course]) -> None:
    course = make_course()
    with pytest.raises(AutograderError, match="nbgrader's autograde failed on 01_tiny of nobody: .*No notebooks"):
        course.nbgrader("autograde", NAME, "nobody")
