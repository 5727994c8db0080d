"""What arrived from a learning platform: files in folders and in archives, read and never written anywhere.

What students chose, such as clocks and names within an archive of theirs, does not decide when it was handed in.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.intake.submissions import UploadLimits

#: "Ada Lovelace_4711_assignsubmission_file_/x.ipynb", or the same with the file's name after it.
MOODLE = re.compile(r"(?P<name>.+?)_\d+_assignsubmission_(file|onlinetext)_?")
#: "4711-815 - Ada Lovelace - Nov 24, 2026 1012 AM/x.ipynb", with or without a colon in the time.
BRIGHTSPACE = re.compile(r"\d+-\d+ - (?P<name>.+) - (?P<time>\w{3,9} \d{1,2}, \d{4} \d{1,2}:?\d{2} [AP]M)")
#: What platforms put beside submissions, and what computers leave behind: nothing to tell anybody about.
_BESIDE = re.compile(r"(index\.html|timestamp\.txt|\.DS_Store|Thumbs\.db|\._.*)$")
_FOLDERS_BESIDE = {".ipynb_checkpoints", "__MACOSX"}
_NESTED = 2
#: How much may be in a student's archive, in files of full size and in number: more is no homework.
_FULL_SIZED, _FILES = 4, 1000
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, RuntimeError, NotImplementedError, OverflowError),
)
#: What archives hold that know no time.
_NO_TIME = 1980


@dataclass(frozen=True)
class Arrival:
    """A file that arrived.

    Attributes:
        path: where, with the names of the archives that it was in.
        content: what is in it, if it is a notebook or an archive.
        time: when it was handed in, in UTC, if anything says so.
        changed: when it was changed, as an archive of the student's says: enough to tell the last of several.
        trouble: why it was left, if it could not be read.
    """

    path: PurePosixPath
    content: bytes = b""
    time: datetime | None = None
    changed: datetime | None = None
    trouble: str = ""

    @property
    def order(self) -> tuple[bool, datetime, datetime]:
        """For sorting: the last that was handed in comes last."""
        never = datetime.min.replace(tzinfo=UTC)
        return (self.time is not None, self.time or never, self.changed or never)


def arrivals(folder: Path, of_student: Callable[[PurePosixPath], bool], limits: UploadLimits) -> Iterator[Arrival]:
    r"""Everything that lies in a folder, and in the archives there.

    Args:
        folder: archives, folders and files; links are not followed.
        of_student: whether a path names a student, so that what is in an archive there was packed by the student.
        limits: how much a student may hand in.
    Yields: a file at a time, in the order of their names, without what platforms and computers leave beside them.
    """
    for arrival in _arrivals(folder, of_student, limits):
        if not _BESIDE.match(arrival.path.name) and not _FOLDERS_BESIDE & set(arrival.path.parts):
            yield arrival


def _arrivals(folder: Path, of_student: Callable[[PurePosixPath], bool], limits: UploadLimits) -> Iterator[Arrival]:
    for path in sorted(folder.rglob("*"), key=lambda path: _natural(str(path))):
        if path.is_symlink() or not path.is_file():
            continue
        where = PurePosixPath(path.relative_to(folder))
        try:
            arrival = _timed(Arrival(where, time=datetime.fromtimestamp(path.stat().st_mtime, UTC)))
            if is_archive(path.name):
                with path.open("rb") as file:
                    yield from _opened(arrival, file, limits, _NESTED, of_student=of_student(where))
            elif path.stat().st_size > limits.size_bytes:
                yield replace(arrival, trouble=_too_large(limits))
            else:
                content = path.read_bytes() if path.suffix.lower() == ".ipynb" else b""
                yield replace(arrival, content=content)
        except OSError as error:
            yield Arrival(where, trouble=f"it cannot be read ({error.strerror})")


def _opened(
    arrival: Arrival, file: IO[bytes], limits: UploadLimits, depth: int, *, of_student: bool
) -> Iterator[Arrival]:
    """What is in an archive; a student's own may hold no more than homework, and tells no time."""
    room = _FULL_SIZED * limits.size_bytes
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if of_student and (len(entries) > _FILES or sum(entry.file_size for entry in entries) > room):
                much = f"more than {_FILES} files or {room / 1e6:g} MB"
                yield replace(arrival, trouble=f"there is {much} in it")
                return
            if not entries:
                yield replace(arrival, trouble="there is nothing in it")
            for entry in sorted(entries, key=lambda entry: _natural(_name(entry))):
                yield from _entry(arrival, archive, entry, limits, depth, of_student=of_student)
    except _BROKEN:
        yield replace(arrival, trouble="it is broken, or no archive")


def _entry(
    arrival: Arrival,
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    limits: UploadLimits,
    depth: int,
    *,
    of_student: bool,
) -> Iterator[Arrival]:
    """One file of an archive: what is wrong with it is its own trouble."""
    # No name in it leads anywhere else.
    parts = [part for part in PurePosixPath(_name(entry)).parts if part not in ("/", "//", "..", ".")]
    inside, changed = replace(arrival, path=PurePosixPath(arrival.path, *parts)), _clock(entry)
    inside = replace(inside, changed=changed) if of_student else _timed(replace(inside, time=changed))
    suffix = inside.path.suffix.lower()
    try:
        if entry.file_size > limits.size_bytes:
            yield replace(inside, trouble=_too_large(limits))
        elif suffix not in (".ipynb", ".zip") or suffix == ".zip" and depth == 1:
            yield inside
        else:
            with archive.open(entry) as file:  # the size that it claims need not be true
                content = file.read(limits.size_bytes + 1)
            if len(content) > limits.size_bytes:
                yield replace(inside, trouble=_too_large(limits))
            elif suffix == ".zip":
                yield from _opened(inside, io.BytesIO(content), limits, depth - 1, of_student=True)
            else:
                yield replace(inside, content=content)
    except _BROKEN:
        yield replace(inside, trouble="it cannot be unpacked: it is broken or has a password")


def _name(entry: zipfile.ZipInfo) -> str:
    """What a file in an archive is called; many programs write UTF-8 and do not say so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name.replace("\\", "/")


def _clock(entry: zipfile.ZipInfo) -> datetime | None:
    """The time of a file in an archive, which is the local one of whoever made it."""
    try:
        time = datetime(*entry.date_time).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return time if time.year > _NO_TIME else None


def _too_large(limits: UploadLimits) -> str:
    return f"more than {limits.size_bytes / 1e6:g} MB"


def is_archive(name: str) -> bool:
    """Whether a file is one by its name."""
    return name.lower().endswith(".zip")


def _timed(arrival: Arrival) -> Arrival:
    """With the time that Brightspace writes into a folder's name, if it does; a student's folder tells none."""
    for part in arrival.path.parts:
        if MOODLE.match(part):
            return arrival
        if found := BRIGHTSPACE.match(part):
            for form in ("%b %d, %Y %I%M %p", "%b %d, %Y %I:%M %p", "%B %d, %Y %I%M %p", "%B %d, %Y %I:%M %p"):
                try:
                    return replace(arrival, time=datetime.strptime(found["time"], form).astimezone(UTC))
                except ValueError:
                    continue
            return arrival
    return arrival


def _natural(text: str) -> list[tuple[int, str]]:
    """For sorting: "x-10" after "x-2"."""
    parts = enumerate(re.split(r"(\d+)", text))
    # By their length, since a number in a name can be longer than Python reads.
    return [(len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (0, part) for index, part in parts]
