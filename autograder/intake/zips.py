"""Zip archives, of which nothing is believed: no name leads anywhere, and no list is read without end."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import PurePosixPath

#: What reading an archive raises that is broken, by accident or on purpose.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError, OverflowError),
)
#: How much an archive may say of each file: its name, where it is, how large, when it was changed.
_ENTRY_BYTES = 250
#: LZMA reserves as much memory as an archive asks for.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
#: What archives hold that know no time.
_NO_TIME = 1980


class TooMuch(Exception):
    """Of whatever is counted."""


class _Archive(io.BufferedReader):
    """An archive on disk or in memory, of which no more than this is read at once."""

    most_bytes: float = float("inf")

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self.most_bytes:
            raise TooMuch
        return super().read(size)


@contextmanager
def opened(file: io.RawIOBase | io.BytesIO, most: int) -> Iterator[zipfile.ZipFile]:
    r"""An archive.

    Args:
        file: holds it.
        most: how many files it may list; `zipfile` would read a list of millions before it says how many.
    Raises: TooMuch: if it lists more. One of `BROKEN`: if it is no archive.
    """
    with _Archive(file) as limited:
        limited.most_bytes = most * _ENTRY_BYTES
        with zipfile.ZipFile(limited) as archive:
            limited.most_bytes = float("inf")
            if len(archive.infolist()) > most:
                raise TooMuch
            yield archive


def entries(archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    r"""The files in an archive, and where each is in it."""
    named = [(entry, _name(entry)) for entry in archive.infolist()]
    return [(entry, PurePosixPath(*_parts(name))) for entry, name in named if not name.endswith("/")]


def _parts(name: str) -> list[str]:
    return [part for part in PurePosixPath(name).parts if part not in ("/", "//", "..", ".")]


def _name(entry: zipfile.ZipInfo) -> str:
    """What a file in an archive is called; many programs write UTF-8 and do not say so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name.replace("\\", "/")


def clock(entry: zipfile.ZipInfo) -> datetime | None:
    r"""The time of a file in an archive, which is the local one of whoever made it."""
    try:
        time = datetime(*entry.date_time).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return time if time.year > _NO_TIME else None


def trouble(entry: zipfile.ZipInfo) -> str:
    r"""Why a file in an archive is not read, and what to do; "" if it is."""
    if entry.flag_bits & 1:
        return "it has a password: ask for it without"
    if entry.compress_type not in _METHODS:
        return "it is packed in a way that few programs know: ask for an ordinary .zip"
    return ""


def size_bytes(entry: zipfile.ZipInfo) -> int:
    r"""How much `content` reads or makes at most, whatever is true of what the archive claims."""
    return max(entry.file_size, entry.compress_size)


def content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    r"""What is in a file.

    Raises: one of `BROKEN`.
    """
    with archive.open(entry) as file:
        # Told how much, `zipfile` stops there; else it inflates all that it has read, and cuts that.
        return file.read(entry.file_size + 1)
