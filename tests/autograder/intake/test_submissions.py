"""Reading what students hand in."""

from __future__ import annotations

import codecs
import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from nbformat.v4 import new_output
from tiny_course import NAME, cell_of, tiny

from autograder import AutograderError
from autograder.course.folders import Course
from autograder.intake.submissions import TIMESTAMP, UploadLimits, for_exchange, read, students, submitted_at


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


def test_outputs_count_for_nothing_but_what_has_to_be_read(course: Course, place: Path) -> None:
    notebook = tiny()
    empty = len(json.dumps(notebook))
    cell_of(notebook, "greeting").outputs = [new_output("stream", text="x" * 1_000_000)]
    (place / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    limits = UploadLimits(size_bytes=empty + 100)
    found = json.loads(read(course, "ann", NAME, limits).files[f"{NAME}.ipynb"])
    assert found == json.loads(json.dumps(tiny()))
    # Where there is room, nothing is changed: what was graded before is not graded anew.
    assert read(course, "ann", NAME, UploadLimits()).files[f"{NAME}.ipynb"] == json.dumps(notebook).encode()
    with pytest.raises(AutograderError, match="holds more than 0.5 MB, outputs included: move away what is not needed"):
        read(course, "ann", NAME, UploadLimits(read_bytes=500_000))
    (place / "data.bin").write_bytes(bytes(empty))
    with pytest.raises(AutograderError, match="holds more than 0.0.* MB: move away what is not needed"):
        read(course, "ann", NAME, limits)


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + b"2026-03-02 10:00:00 UTC",
        b"2026-03-02 10:00:00 UTC\r\n",
        "2026-03-02 10:00:00 UTC\r\n".encode("utf-16"),
    ],
)
def test_a_timestamp_is_read_through_what_an_editor_did_to_it(course: Course, place: Path, content: bytes) -> None:
    (place / TIMESTAMP).write_bytes(content)
    found = read(course, "ann", NAME, UploadLimits())
    assert found.remarks == [] and submitted_at(course, found.files) == datetime(2026, 3, 2, 10)
    # As nbgrader wrote it: feedback is found by its text.
    assert for_exchange(found.files) == {TIMESTAMP: b"2026-03-02 10:00:00 UTC"}


def test_a_timestamp_that_leaves_a_doubt_is_told_and_makes_nobody_late(course: Course, place: Path) -> None:
    (place / TIMESTAMP).write_text("2026-03-02 10:00:00 CST")
    found = read(course, "ann", NAME, UploadLimits())
    assert submitted_at(course, found.files) is None
    assert found.remarks == [
        "timestamp.txt holds '2026-03-02 10:00:00 CST', whose zone is not known, or means several; expected one such "
        "as 2026-01-31 23:59:00 +01:00: correct it and grade again, until then it counts as in time."
    ]
    course.config.Exchange.timezone = "America/Chicago"
    assert read(course, "ann", NAME, UploadLimits()).remarks == []
    assert submitted_at(course, found.files) == datetime(2026, 3, 2, 16)


def test_who_handed_in(course: Course, place: Path) -> None:
    for student in ("bob", "eve", ".hidden"):
        (course.submitted / student / NAME).mkdir(parents=True)
    (course.submitted / "zoe" / "02_other").mkdir(parents=True)
    course.config.CourseDirectory.student_id_exclude = "eve"
    assert students(course, NAME) == ["ann", "bob"]
