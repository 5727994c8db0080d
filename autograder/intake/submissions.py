"""Submissions as data: read from disk within limits, following no link, and nothing in them believed."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder import AutograderError
from autograder.course.folders import Course

TIMESTAMP = "timestamp.txt"
#: What `nbgrader submit` puts into a submission and keeps with the student: feedback is handed back under its hash.
SECRET = "submission_secret.txt"
_LIKE_A_SECRET = re.compile(rb"[\w-]{32,256}")


@dataclass(frozen=True)
class UploadLimits:
    """How much may be handed in.

    Attributes:
        size_bytes: of all files together.
        files: how many files and folders.
    """

    size_bytes: int = 25_000_000
    files: int = 1000


@dataclass
class Submission:
    """What a student handed in.

    Attributes:
        files: content by relative path, with "/" between folders.
        remarks: one sentence each about what was left out.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def students(course: Course, assignment: str) -> list[str]:
    r"""Who handed in an assignment, by the names of folders, links included."""
    excluded = course.config.CourseDirectory.get("student_id_exclude", "").split(",")
    found = sorted(path.parent.name for path in course.submitted.glob(f"*/{assignment}"))
    return [name for name in found if name not in excluded and not name.startswith(".")]


def read(course: Course, student: str, assignment: str, limits: UploadLimits) -> Submission:
    r"""Read a submission.

    Args:
        course: where it is.
        student: whose.
        assignment: the assignment's full name.
        limits: how much is read.
    Raises: AutograderError: if it is a link, or too much.
    """
    folder = course.submitted / student / assignment
    for place in (folder.parent, folder):
        if not stat.S_ISDIR(place.lstat().st_mode):
            raise AutograderError(f"{place} is not a folder, and links are never followed: replace it by a folder.")
    submission = Submission()
    ignored = course.config.CourseDirectory.get("ignore", [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"])
    left, room = limits.files, limits.size_bytes
    for entry in _entries(folder, list(ignored)):
        left -= 1
        if left < 0:
            raise AutograderError(f"{folder} holds more than {limits.files} files: move away what is not needed.")
        path = os.path.relpath(entry.path, folder)
        content = None if entry.is_dir(follow_symlinks=False) else _content(entry, room)
        if content is not None and _is_text(path):
            room -= len(content)
            submission.files[path] = content
        elif not entry.is_dir(follow_symlinks=False):
            submission.remarks.append(f"{ascii(path)[1:-1]} is not a regular file and was left out.")
        if room < 0:
            megabytes = f"{limits.size_bytes / 1e6:g} MB"
            raise AutograderError(f"{folder} holds more than {megabytes}: move away what is not needed.")
    return submission


def _entries(folder: Path, ignored: list[str]) -> Iterator[os.DirEntry[str]]:
    """Everything under a folder, links not followed; folders come before what they hold."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if any(fnmatch(entry.name, pattern) for pattern in ignored):
                    continue
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))


def _content(entry: os.DirEntry[str], room: int) -> bytes | None:
    """The content of a regular file, one byte more than there is room for at most; None if it is something else."""
    if not entry.is_file(follow_symlinks=False):
        return None
    # Not a link, nor a pipe that would wait for ever, even if it became one just now.
    descriptor = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:
        return file.read(room + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None


def _is_text(path: str) -> bool:
    """Whether a name can be sent on: names of files are bytes, and need not be letters."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def for_exchange(files: dict[str, bytes]) -> dict[str, bytes]:
    r"""What of a submission nbgrader's exchange needs later; what is no secret would end its run, and is left out."""
    found = {name: files[name] for name in (TIMESTAMP, SECRET) if name in files}
    if SECRET in found and not _LIKE_A_SECRET.fullmatch(found[SECRET].strip()):
        del found[SECRET]
    return found


def submitted_at(files: dict[str, bytes]) -> datetime | None:
    r"""When a submission was handed in, in UTC, if its timestamp.txt says so.

    Raises: AutograderError: if it says something else.
    """
    text = files.get(TIMESTAMP, b"").decode("utf-8", "replace").strip()
    try:
        return parse_utc(text) if text else None
    except (ValueError, OverflowError, TypeError):
        expected = "expected a date such as 2026-01-31 23:59:00 UTC"
        raise AutograderError(f"{TIMESTAMP} holds {text[:40]!r}, {expected}: correct it.") from None
