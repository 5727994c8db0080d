"""Reading what students hand in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tiny_course import NAME

from autograder import AutograderError
from autograder.course.folders import Course
from autograder.intake.submissions import UploadLimits, read, students


@pytest.fixture
def place(course: Course) -> Path:
    folder = course.submitted / "ann" / NAME
    (folder / "data" / "more").mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_bytes(b"{}")
    (folder / "data" / "more" / "a.csv").write_bytes(b"1,2")
    return folder


def test_files_are_read_as_data(course: Course, place: Path) -> None:
    (place / ".ipynb_checkpoints").mkdir()
    (place / ".ipynb_checkpoints" / "old.ipynb").touch()
    found = read(course, "ann", NAME, UploadLimits())
    assert found.files == {f"{NAME}.ipynb": b"{}", "data/more/a.csv": b"1,2"}
    assert found.remarks == []


def test_what_is_no_regular_file_is_left_out(course: Course, place: Path) -> None:
    (place / "gradebook.db").symlink_to(course.root / "gradebook.db")
    (place / "source").symlink_to(course.source, target_is_directory=True)
    os.mkfifo(place / "pipe")
    (place / os.fsdecode(b"\xff.txt")).write_text("x")
    found = read(course, "ann", NAME, UploadLimits())
    assert set(found.files) == {f"{NAME}.ipynb", "data/more/a.csv"}
    assert sorted(remark.partition(" ")[0] for remark in found.remarks) == [
        "\\udcff.txt",
        "gradebook.db",
        "pipe",
        "source",
    ]


@pytest.mark.parametrize("where", ["student", "assignment"])
def test_a_link_in_place_of_the_folder_is_refused(course: Course, place: Path, where: str) -> None:
    link = place.parent if where == "student" else place
    link.rename(course.root / "elsewhere")
    link.symlink_to(course.root / "elsewhere", target_is_directory=True)
    assert students(course, NAME) == ["ann"]
    with pytest.raises(AutograderError, match="is not a folder, and links are never followed"):
        read(course, "ann", NAME, UploadLimits())


def test_limits(course: Course, place: Path) -> None:
    assert read(course, "ann", NAME, UploadLimits(size_bytes=5, files=4)).files
    with pytest.raises(AutograderError, match="holds more than 4e-06 MB: move away what is not needed"):
        read(course, "ann", NAME, UploadLimits(size_bytes=4))
    with pytest.raises(AutograderError, match="holds more than 3 files"):
        read(course, "ann", NAME, UploadLimits(files=3))


def test_who_handed_in(course: Course, place: Path) -> None:
    for student in ("bob", "eve", ".hidden"):
        (course.submitted / student / NAME).mkdir(parents=True)
    (course.submitted / "zoe" / "02_other").mkdir(parents=True)
    course.config.CourseDirectory.student_id_exclude = "eve"
    assert students(course, NAME) == ["ann", "bob"]
