"""What arrived from a learning platform: files in folders and in archives, read and never written anywhere.

What students pack is unpacked within a budget of their own, of files, bytes and depth. That bounds the time that it
takes, too, and a busy machine costs nobody anything.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TypeVar

from autograder.intake import zips
from autograder.intake.roster import Owner, Roster
from autograder.intake.submissions import UploadLimits

#: What platforms put beside submissions, and what computers leave behind: nothing to tell anybody about.
_BESIDE = re.compile(r"(index\.html|timestamp\.txt|\.DS_Store|Thumbs\.db|\._.*)$")
_FOLDERS_BESIDE = {".ipynb_checkpoints", "__MACOSX"}
#: A student's archive may hold archives, and these none.
_DEPTH = 2
#: How many notebooks and archives of full size a student may send at once: more is no homework.
_FULL_SIZED = 4
#: How many files an archive of a class may hold.
_CLASS_FILES = 100_000
#: Who says when something was handed in, if that stands in the name.
_PLATFORM = "the platform"
_File = TypeVar("_File")


@dataclass(frozen=True)
class Arrival:
    """A file that arrived.

    Attributes:
        path: where, with the names of the archives that it was in.
        student: whose; None if nothing says so, or somebody whom the gradebook does not know.
        content: what is in it, if it is a student's notebook.
        account: who sent it, if the student was found by the name alone: in which folder or archive, by which number.
        called: the file, folder or archive by whose name the platform says whose it is.
        handed_in: when, in UTC, if the platform says so.
        source: who says that.
        late: whether the platform says that, and not when.
        stored: when it was downloaded, as the disk or an archive of the platform's says.
        changed: when it was changed, as an archive of the student's says; like `stored`, it tells the last of several
            that one student sent, and no more.
        trouble: why it was left, and what to do, if it could not be read.
    """

    path: PurePosixPath
    student: str | None = None
    content: bytes = b""
    account: PurePosixPath | None = None
    called: str = ""
    handed_in: datetime | None = None
    source: str = ""
    late: bool = False
    stored: datetime | None = None
    changed: datetime | None = None
    trouble: str = ""

    @property
    def order(self) -> tuple[bool, datetime, datetime]:
        """For sorting what a student sent: the last comes last, and after it what is the student's beyond doubt."""
        never = datetime.min.replace(tzinfo=UTC)
        return (self.account is None, self.handed_in or self.stored or never, self.changed or never)


class _Budget:
    """How much more is unpacked and read of what a student sent, of all that came in one folder or class's archive."""

    def __init__(self, limits: UploadLimits) -> None:
        self.limits = limits
        self.files, self.size_bytes = limits.files, _FULL_SIZED * limits.size_bytes

    def take(self, *, files: int = 0, size_bytes: int = 0) -> None:
        """Before the work is done.

        Raises: zips.TooMuch: if it is more than what is left.
        """
        self.files -= files
        # Too many files are the end, for each costs something; what is too large leaves room for what is smaller.
        if self.files < 0 or size_bytes > self.size_bytes:
            raise zips.TooMuch
        self.size_bytes -= size_bytes

    def __str__(self) -> str:
        return f"{self.limits.files} files or {_FULL_SIZED * self.limits.size_bytes / 1e6:g} MB"


def arrivals(folder: Path, roster: Roster, limits: UploadLimits) -> Iterator[Arrival]:
    r"""Everything that lies in a folder, and in the archives there.

    Args:
        folder: archives, folders and files; links are not followed.
        roster: says whose a file is.
        limits: how much a student may hand in.
    Yields: a file at a time, archives after all else, in the order of their names, without what platforms and computers
        leave beside them. A stranger's archive or folder is one, and is not opened.
    """
    files = _in_order([(path, PurePosixPath(path.relative_to(folder))) for path in _below(folder)])
    budgets: dict[str, _Budget] = defaultdict(lambda: _Budget(limits))
    strangers = set()
    for (path, where), owner in zip(files, roster.owners([where.parts for _, where in files]), strict=True):
        arrival = _of(Arrival(where), owner)
        if path.is_symlink() or not path.is_file():
            yield replace(arrival, trouble="it is a link or no file, and is not followed: put a copy of the file there")
        elif arrival.student is not None:
            yield from _on_disk(path, arrival, budgets[arrival.student])
        elif owner is None and _is_archive(path.name):
            yield from _of_a_class(path, arrival, roster, limits)
        elif arrival.path not in strangers:
            strangers.add(arrival.path)
            yield arrival


def _below(folder: Path) -> Iterator[Path]:
    """All in it that is no folder; however deep, and so without a function that calls itself."""
    waiting = [str(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:  # a path can be longer than the system reads
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield Path(entry.path)


def _of(arrival: Arrival, owner: Owner | None, outside: int = 0) -> Arrival:
    """With its owner; a stranger's is called by the part of its path that says so, which has so many others outside."""
    if owner is None:
        return arrival
    if owner.student is None:
        return Arrival(PurePosixPath(*arrival.path.parts[: outside + owner.depth]))
    at = outside + owner.depth - 1
    account = PurePosixPath(*arrival.path.parts[:at], owner.account) if owner.account else None
    arrival = replace(arrival, student=owner.student, account=account, called=owner.called, late=owner.late)
    return replace(arrival, handed_in=owner.handed_in, source=_PLATFORM if owner.handed_in else "")


def _on_disk(path: Path, arrival: Arrival, budget: _Budget) -> Iterator[Arrival]:
    """A student's file that lies there."""
    try:
        status = path.stat()
        try:
            arrival = replace(arrival, stored=datetime.fromtimestamp(status.st_mtime, UTC))
        except (ValueError, OverflowError):
            pass  # a year beyond 9999
        yield from _sent(arrival, status.st_size, path.read_bytes, budget)
    except OSError as error:
        yield replace(arrival, trouble=f"it cannot be read ({error.strerror}): mend that and run this again")


def _of_a_class(path: Path, arrival: Arrival, roster: Roster, limits: UploadLimits) -> Iterator[Arrival]:
    """What is in an archive that a platform made."""
    budgets: dict[str, _Budget] = defaultdict(lambda: _Budget(limits))
    strangers = set()
    try:
        with path.open("rb", buffering=0) as file, zips.opened(file, _CLASS_FILES) as archive:
            entries = _in_order(zips.entries(archive))
            if not entries:
                yield replace(arrival, trouble="there is nothing in it: download it again")
            owners = roster.owners([where.parts for _, where in entries])
            for (entry, where), owner in zip(entries, owners, strict=True):
                inside = replace(arrival, path=arrival.path / where, stored=zips.clock(entry))
                inside = _of(inside, owner, len(arrival.path.parts))
                if inside.student is not None:
                    yield from _entry(inside, archive, entry, budgets[inside.student])
                elif inside.path not in strangers:
                    strangers.add(inside.path)
                    yield inside
    except zips.TooMuch:
        yield replace(arrival, trouble=f"more than {_CLASS_FILES} files are in it: put a class's archive there")
    except PermissionError as error:
        yield replace(arrival, trouble=f"it cannot be read ({error.strerror}): mend that and run this again")
    except zips.BROKEN:
        yield replace(arrival, trouble="it is broken, or no archive: download it again")


def _sent(
    arrival: Arrival, size_bytes: int, read: Callable[[], bytes], budget: _Budget, depth: int = 0
) -> Iterator[Arrival]:
    """What a student's file comes to, which is in so many archives of the student's."""
    packed = _is_archive(arrival.path.name)
    try:
        if not packed and arrival.path.suffix.lower() != ".ipynb":
            yield arrival
        elif size_bytes > budget.limits.size_bytes:
            most = f"{budget.limits.size_bytes / 1e6:g} MB"
            yield replace(arrival, trouble=f"more than {most} are in it: ask for a smaller file")
        elif packed and depth == _DEPTH:
            yield replace(arrival, trouble=f"it is an archive within {_DEPTH} others: ask for the .ipynb file")
        else:
            # Those in an archive of the student's were counted when it was opened.
            budget.take(files=0 if depth else 1, size_bytes=size_bytes)
            content = read()
            if packed:
                yield from _unpacked(arrival, content, budget, depth)
            else:
                yield replace(arrival, content=content)
    except zips.TooMuch:
        if depth:
            raise
        much = f"it goes beyond the {budget}, counted as unpacked, up to which a student's are read"
        yield replace(arrival, trouble=f"{much}: ask for the .ipynb file alone")


def _unpacked(arrival: Arrival, content: bytes, budget: _Budget, depth: int) -> Iterator[Arrival]:
    """What is in a student's archive."""
    budget.take(files=1)
    try:
        with zips.opened(io.BytesIO(content), budget.limits.files) as archive:
            budget.take(files=len(archive.infolist()))
            entries = _in_order(zips.entries(archive))
            if not entries:
                yield replace(arrival, trouble="there is nothing in it: ask for it again")
            for entry, where in entries:
                inside = replace(arrival, path=arrival.path / where, changed=zips.clock(entry))
                yield from _entry(inside, archive, entry, budget, depth + 1)
    except zips.BROKEN:
        yield replace(arrival, trouble="it is broken, or no archive: ask for it again")


def _entry(
    arrival: Arrival, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget, depth: int = 0
) -> Iterator[Arrival]:
    """A student's file in an archive: what is wrong with it is its own trouble."""
    if why := zips.trouble(entry):
        yield replace(arrival, trouble=why)
        return
    try:
        yield from _sent(arrival, zips.size_bytes(entry), lambda: zips.content(archive, entry), budget, depth)
    except zips.BROKEN:
        yield replace(arrival, trouble="it is broken and cannot be unpacked: ask for it again")


def _in_order(files: list[tuple[_File, PurePosixPath]]) -> list[tuple[_File, PurePosixPath]]:
    """Archives last, so that they cost none of the rest; without what lies beside what was handed in."""
    wanted = [file for file in files if not _BESIDE.match(file[1].name) and not _FOLDERS_BESIDE & set(file[1].parts)]
    return sorted(wanted, key=lambda file: (_is_archive(file[1].name), _natural(str(file[1]))))


def _is_archive(name: str) -> bool:
    """Whether a file is one by its name."""
    return name.lower().endswith(".zip")


def _natural(text: str) -> list[tuple[int, str]]:
    """For sorting: "x-10" after "x-2"."""
    parts = enumerate(re.split(r"(\d+)", text))
    # By their length, since a number in a name can be longer than Python reads.
    return [(len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (0, part) for index, part in parts]
