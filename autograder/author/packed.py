"""What archives of earlier weeks hold: a later one never takes the place of a notebook that a student works in."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from autograder import AutograderError
from autograder.course import notebook as nb


@dataclass(frozen=True)
class Packed:
    """The archives of a course in one folder: the first is called after the course, those after it have a number.

    Attributes:
        files: the content of each file in them, by its place in the course's folder; the last one that was packed.
        path: of the archive that comes after them.
    """

    files: dict[str, bytes]
    path: Path

    @classmethod
    def into(cls, folder: Path, name: str) -> Packed:
        r"""What was packed into a folder before.

        Args:
            folder: where archives lie; it may not be there yet.
            name: what the first is called, without its ending, and the one folder in each.
        Raises: AutograderError: if a file that is called like one cannot be read as one.
        """
        files: dict[str, bytes] = {}
        path, numbers = folder / f"{name}.zip", count(2)
        while path.exists():
            try:
                with zipfile.ZipFile(path) as archive:
                    files |= {entry.removeprefix(f"{name}/"): archive.read(entry) for entry in archive.namelist()}
            except (OSError, zipfile.BadZipFile) as error:
                why = f"{path} is no archive that can be read ({error}), expected one that was packed here before"
                raise AutograderError(f"{why}: move it away, or name another folder.") from None
            path = folder / f"{name}-{next(numbers)}.zip"
        return cls(files, path)

    def beside(self, place: str, content: bytes) -> str | None:
        r"""Where a file is packed so that no earlier one is overwritten; None if an earlier archive has it.

        Args:
            place: where it lies in the course's folder.
            content: what is in it. Of what is no notebook, the new content counts: a notebook finds it by its name.
        """
        path, there = PurePosixPath(place), place
        for number in count(2):
            if self.files.get(there) == content:
                return None
            if there not in self.files or not nb.is_notebook(place):
                break
            there = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        return there
