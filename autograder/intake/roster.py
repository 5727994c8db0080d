"""Who handed in a file, and when, as the platform or the instructor wrote it; what a student wrote says neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from autograder.intake.times import at_home

#: "Ada Lovelace_4711_assignsubmission_file_/x.ipynb", or the same with the file's name after it.
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(file|onlinetext)_?")
#: "4711-815 - Ada Lovelace - Nov 24, 2026 1012 AM/x.ipynb", with or without a colon in the time.
_BRIGHTSPACE = re.compile(
    r"(?P<number>\d+)-\d+ - (?P<name>.+?) - (?P<time>\w{3,9} \d{1,2}, \d{4} \d{1,2}:?\d{2} [AP]M)"
)
#: "lovelaceada_LATE_4711_815_x-2.ipynb": the user's number, then the submission's.
_CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<number>\d+)_\d+_")
#: "anon_LATE_Xy5zQ_815_x-2.ipynb": nobody's, until Canvas shows names.
_CANVAS_BLIND = re.compile(r"anon_(?P<late>LATE_)?(?P<id>[A-Za-z0-9]{5})_\d+_")
#: What Moodle writes for a name that it hides, and before it perhaps a group.
_MOODLE_BLIND = re.compile(r"(.*-)?Participant")
#: How many folders within folders are asked whose they are.
_DEPTH = 20


@dataclass(frozen=True)
class Owner:
    """Whose a file is.

    Attributes:
        student: the id; None if it is somebody whom the gradebook does not know.
        depth: how many parts of the file's path there are down to the one that says so.
        account: the platform's number of the sender, if the student was found by the name alone: others can share it.
        handed_in: when, in UTC, if the platform wrote that there.
        late: whether the platform wrote there that it is.
        called: the part of the path that says so.
    """

    student: str | None
    depth: int
    account: str = ""
    handed_in: datetime | None = None
    late: bool = False
    called: str = ""


def moodle_number(called: str) -> str:
    r"""The number by which an assignment of Moodle's knows who sent a file or folder that is called so; or ""."""
    found = _MOODLE.match(called)
    # More than one such mark: somebody's name, or a file's, looks like what Moodle writes for another one.
    return found["number"] if found and called.count("_assignsubmission_") == 1 else ""


def is_hidden(called: str) -> bool:
    r"""Whether a platform hides the name of who sent a file or folder that is called so."""
    found = _MOODLE.match(called)
    return bool(_CANVAS_BLIND.match(called) or found and _MOODLE_BLIND.fullmatch(found["name"]))


class Roster:
    """The students of a gradebook, by what platforms call them."""

    def __init__(self, students: list[Row[Any]], *, hidden: bool = False, zone: str | None = None) -> None:
        r"""Take nbgrader's table; two students of one name are known by their ids and numbers alone.

        Args:
            students: its rows.
            hidden: whether people whose names a platform hides go by what it calls them.
            zone: where the platform's clock is, such as Europe/Berlin; None if it is where this machine is.
        """
        self._hidden, self._zone = hidden, zone
        self._ids: dict[str, str] = {_composed(student.id): student.id for student in students}
        self._longest = max(map(len, self._ids), default=0)
        self._numbers: dict[str, str] = {student.lms_user_id: student.id for student in students if student.lms_user_id}
        self._numbered = set(self._numbers.values())
        self._names: dict[str, str | None] = {}
        for student in students:
            first, last = student.first_name or "", student.last_name or ""
            for name in {_folded(first + last), _folded(last + first)} - {""}:
                self._names[name] = None if name in self._names else student.id

    def owners(self, paths: Sequence[tuple[str, ...]]) -> list[Owner | None]:
        r"""Whose files are that lie in one folder, or in one archive that no student packed.

        What is outside decides: what is within a folder or an archive of a student's was named by the student. Where
        a file is called after a student, so are those beside it, and so with folders: any other there is somebody's
        whom the gradebook does not know, and names within it are that person's words.

        Args:
            paths: where each is, in parts.
        Returns: for each, its owner; None if nothing in its path is called after anybody.
        """
        folders: dict[tuple[int, str], int] = {}
        of_students = set()
        for path in paths:
            for folder, depth, part in _downwards(path, folders):
                if self._owner(part, depth, is_file=depth == len(path)):
                    of_students.add((folder, depth == len(path)))
                    break  # all below was named by the student
        found: list[Owner | None] = []
        for path in paths:
            owner = None
            for folder, depth, part in _downwards(path, folders):
                is_file = depth == len(path)
                owner = self._owner(part, depth, is_file=is_file)
                owner = replace(owner, called=part) if owner else None
                if owner is None and (folder, is_file) in of_students:
                    owner = Owner(None, depth)
                if owner:
                    break
            found.append(owner)
        return found

    def _owner(self, part: str, depth: int, *, is_file: bool) -> Owner | None:
        """Whose a file or folder is by its own name."""
        part = _composed(part)
        if part in self._ids:
            return Owner(self._ids[part], depth)
        if found := _found(_MOODLE, part, is_file=is_file):
            if self._hidden and _MOODLE_BLIND.fullmatch(found["name"]):
                return Owner(f"Participant_{found['number']}", depth)
            return Owner(self._names.get(_folded(found["name"])), depth, found["number"])
        if found := _found(_BRIGHTSPACE, part, is_file=is_file):
            return Owner(
                self._names.get(_folded(found["name"])), depth, found["number"], _time(found["time"], self._zone)
            )
        if found := _CANVAS_BLIND.match(part):
            return Owner(f"anon_{found['id']}" if self._hidden else None, depth, late=bool(found["late"]))
        if found := _CANVAS.match(part):
            return self._of_canvas(depth, **found.groupdict())
        student = self._starting(part) if is_file else None
        return Owner(student, depth) if student else None

    def _of_canvas(self, depth: int, name: str, late: str | None, number: str) -> Owner:
        """By the number; by the name only whoever has no number, since names can be shared, and chosen."""
        if student := self._numbers.get(number):
            return Owner(student, depth, late=bool(late))
        student = self._names.get(_folded(name))
        return Owner(student if student not in self._numbered else None, depth, number, late=bool(late))

    def _starting(self, name: str) -> str | None:
        """Whose id a file's name is or begins with; the longest, since ids can hold what stands after them."""
        stem = name.rpartition(".")[0] or name
        ends = (at for at in range(min(len(stem), self._longest), 0, -1) if at == len(stem) or stem[at] == "_")
        return next((self._ids[stem[:end]] for end in ends if stem[:end] in self._ids), None)


def _found(form: re.Pattern[str], part: str, *, is_file: bool) -> re.Match[str] | None:
    """What a platform wrote there: of a folder the last that looks so, since before it stands a name that is chosen.

    A file's name goes on with what its student called it.
    """
    return (None if is_file else form.fullmatch(part)) or form.match(part)


def _downwards(path: tuple[str, ...], folders: dict[tuple[int, str], int]) -> Iterator[tuple[int, int, str]]:
    """The parts of a path from outside: the number of the folder that each is in, its depth, and itself."""
    folder = 0
    for depth, part in enumerate(path[:_DEPTH], start=1):
        yield folder, depth, part
        folder = folders.setdefault((folder, part), len(folders) + 1)


def _time(text: str, zone: str | None) -> datetime | None:
    """The time that Brightspace writes; none if clocks in the zone show it never or twice."""
    for form in ("%b %d, %Y %I%M %p", "%b %d, %Y %I:%M %p", "%B %d, %Y %I%M %p", "%B %d, %Y %I:%M %p"):
        try:
            local = datetime.strptime(text, form)
            return at_home(local, zone).replace(tzinfo=UTC) if zone else local.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _composed(name: str) -> str:
    """A name in one of the two ways to write an accent: macOS packs the other."""
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    """A name without what platforms change in it: accents, case, spaces, signs."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters.casefold() if letter.isalnum())
