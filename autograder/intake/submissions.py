"""Submissions as data: read from disk within limits, following no link, and nothing in them believed."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from autograder import AutograderError
from autograder.course.files import replace_folder
from autograder.course.folders import Course
from autograder.course.notebook import is_notebook
from autograder.intake.outputs import without_outputs
from autograder.intake.times import moment, text_of

TIMESTAMP = "timestamp.txt"
#: What `nbgrader submit` puts into a submission and keeps with the student: feedback is handed back under its hash.
SECRET = "submission_secret.txt"
_LIKE_A_SECRET = re.compile(rb"[\w-]{32,256}")


@dataclass(frozen=True)
class UploadLimits:
    """How much may be handed in.

    Attributes:
        size_bytes: of all files together, without the outputs of notebooks.
        files: how many files and folders.
        read_bytes: of all files together, with the outputs: they have to be read to be left out.
    """

    size_bytes: int = 25_000_000
    files: int = 1000
    read_bytes: int = 100_000_000


@dataclass
class Submission:
    """What a student handed in.

    Attributes:
        files: content by relative path, with "/" between folders; notebooks without outputs, which grading makes
            anew, if it would be too much with them.
        remarks: one sentence each about what was left out, and about a time that leaves a doubt.
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
    return read_folder(course, course.submitted / student / assignment, limits)


def read_folder(course: Course, folder: Path, limits: UploadLimits) -> Submission:
    r"""Read what lies in a folder that somebody else may change meanwhile; raises what `read` does."""
    for place in (folder.parent, folder):
        if not stat.S_ISDIR(place.lstat().st_mode):
            raise AutograderError(f"{place} is not a folder, and links are never followed: replace it by a folder.")
    submission = Submission()
    ignored = course.config.CourseDirectory.get("ignore", [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"])
    left, room = limits.files, limits.read_bytes
    for path, entry, within in _entries(folder, list(ignored)):
        left -= 1
        if left < 0:
            raise AutograderError(f"{folder} holds more than {limits.files} files: move away what is not needed.")
        if entry.is_dir(follow_symlinks=False):
            continue
        content = _content(entry, within, room)
        if content is None or not _is_text(path):
            submission.remarks.append(f"{ascii(path)[1:-1]} is not a regular file and was left out.")
            continue
        submission.files[path] = content
        room -= len(content)
        if room < 0:
            raise _too_much(folder, limits.read_bytes, ", outputs included")
    if _size(submission) > limits.size_bytes:
        for path in filter(is_notebook, submission.files):
            submission.files[path] = without_outputs(submission.files[path])
        if _size(submission) > limits.size_bytes:
            raise _too_much(folder, limits.size_bytes)
    try:
        _time(course, submission.files)
    except ValueError as doubt:
        submission.remarks.append(str(doubt))
    return submission


def _size(submission: Submission) -> int:
    return sum(map(len, submission.files.values()))


def _too_much(folder: Path, limit: int, what: str = "") -> AutograderError:
    return AutograderError(f"{folder} holds more than {limit / 1e6:g} MB{what}: move away what is not needed.")


#: How a folder is opened: as one, and no link in its place.
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_NONBLOCK


def _entries(folder: Path, ignored: list[str]) -> Iterator[tuple[str, os.DirEntry[str], int]]:
    """Everything under a folder by relative path, with the open folder that it is in; folders before what they hold.

    Each is opened from the folder that it was seen in, not by its path: a link that somebody puts there meanwhile, for
    any part of the path, leads nowhere.
    """
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        place = waiting.pop()
        with _opened(folder, place) as descriptor, os.scandir(descriptor) as entries:
            for entry in entries:
                if any(fnmatch(entry.name, pattern) for pattern in ignored):
                    continue
                inner = (*place, entry.name)
                yield "/".join(inner), entry, descriptor
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(inner)


@contextmanager
def _opened(folder: Path, place: tuple[str, ...]) -> Iterator[int]:
    """A folder within a folder, from one to the next."""
    descriptor = os.open(folder, _FOLDER)
    try:
        for name in place:
            inner = os.open(name, _FOLDER, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def _content(entry: os.DirEntry[str], within: int, room: int) -> bytes | None:
    """The content of a regular file, one byte more than there is room for at most; None if it is something else."""
    if not entry.is_file(follow_symlinks=False):
        return None
    # Not a link, nor a pipe that would wait for ever, even if it became one just now.
    descriptor = os.open(entry.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=within)
    with open(descriptor, "rb") as file:
        return file.read(room + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None


def _is_text(path: str) -> bool:
    """Whether a name can be sent on: names of files are bytes, and need not be letters."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def collected(course: Course, student: str, assignment: str, files: dict[str, bytes]) -> None:
    r"""Put what a student handed in through the exchange, and what was graded, into `submitted/`.

    What was there and came another way is kept in `downloaded/`; what came through the exchange lies there still.

    Raises: Unavailable: if the disk refuses.
    """
    place = course.submitted / student / assignment
    if place.exists() and SECRET not in from_exchange(place):
        kept = course.root / "downloaded" / assignment / "replaced"
        kept.mkdir(parents=True, exist_ok=True)
        place.rename(kept / f"{student}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    shared = course.config.CourseDirectory.get("groupshared", False)
    replace_folder(place, files, 0o664 if shared else 0o644, shared=shared)


def for_exchange(files: dict[str, bytes]) -> dict[str, bytes]:
    r"""What of a submission nbgrader's exchange needs later; what would end its run is left out.

    Of a timestamp, the text as nbgrader wrote it: feedback is found by it, without what an editor put round it.
    """
    found = {}
    if TIMESTAMP in files:
        found[TIMESTAMP] = text_of(files[TIMESTAMP]).encode()
    if SECRET in files and _LIKE_A_SECRET.fullmatch(files[SECRET].strip()):
        found[SECRET] = files[SECRET]
    return found


def from_exchange(folder: Path) -> dict[str, bytes]:
    r"""The same of a folder of ours: by it, one hand-in is told from another."""
    marks = [folder / name for name in (TIMESTAMP, SECRET)]
    return for_exchange({path.name: path.read_bytes() for path in marks if path.is_file()})


def submitted_at(course: Course, files: dict[str, bytes]) -> datetime | None:
    r"""When a submission was handed in, in UTC, if its timestamp.txt leaves no doubt; what it leaves, `read` tells."""
    with suppress(ValueError):
        return _time(course, files)
    return None


def _time(course: Course, files: dict[str, bytes]) -> datetime | None:
    text = text_of(files.get(TIMESTAMP, b""))
    try:
        return moment(text, course.zone) if text else None
    except ValueError as error:
        expected = "expected one such as 2026-01-31 23:59:00 +01:00"
        what = "correct it and grade again, until then it counts as in time"
        raise ValueError(f"{TIMESTAMP} holds {text[:40]!r}, {error}; {expected}: {what}.") from None
