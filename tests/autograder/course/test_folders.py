"""Folders, names, configuration."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_course import NAME

from autograder import AutograderError
from autograder.course.folders import CONFIG, Course


def test_folders_come_from_the_configuration(course: Course) -> None:
    assert course.source == course.root / "source"
    assert course.release == course.root / "notebooks"
    assert course.gradebook_url == f"sqlite:///{course.root / 'gradebook.db'}"


def test_what_is_configured_for_all_counts_below_the_course(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "settings"))
    (tmp_path / "settings").mkdir()
    theirs = tmp_path / "settings" / CONFIG
    theirs.write_text("c = get_config()\nc.Exchange.root = '/there'\nc.CourseDirectory.source_directory = 'other'\n")
    (tmp_path / "settings" / "nbgrader_config.json").write_text('{"Exchange": {"root": "/", "timezone": "CET"}}')
    configured = Course.at(course.root)
    assert configured.config.Exchange == {"root": "/there", "timezone": "CET"}
    assert configured.source == course.root / "source"
    theirs.write_text("c = get_config(")
    with pytest.raises(
        AutograderError, match=rf"^{re.escape(str(theirs))} cannot be read \(SyntaxError: .*: mend it\.$"
    ):
        _ = Course.at(course.root).config


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
