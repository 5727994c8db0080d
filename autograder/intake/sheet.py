"""When a class handed in, from a list that a learning platform wrote, such as Moodle's grading worksheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from autograder import AutograderError
from autograder.course.spreadsheet import read_rows
from autograder.intake.times import of_platform

#: The columns that name somebody, as platforms call them, in lower case; each by what the gradebook calls it.
_WHO = {
    **{"id": "id", "student": "id", "student_id": "id", "username": "id", "sis login id": "id", "login id": "id"},
    **{"email": "email", "email address": "email", "e-mail": "email"},
    **{"lms_user_id": "lms_user_id", "id number": "lms_user_id", "orgdefinedid": "lms_user_id"},
    "identifier": "number",
}
#: The columns that say when, likewise.
_WHEN = {"time", "timestamp", "submitted_at", "last modified (submission)"}
#: What stands where nothing was handed in.
_NOTHING = {"", "-"}
_NUMBER = re.compile(r"(?:Participant )?(\d+)")
#: From so many on, a class that handed in at one moment shows the clock of whoever made the file.
_CLASS = 3


@dataclass(frozen=True)
class _Line:
    number: int
    who: Mapping[str, str]
    time: datetime


@dataclass(frozen=True)
class Sheet:
    r"""A list of times.

    Attributes:
        path: where it is.
        lines: who, as the list has it, and when, in UTC.
    """

    path: Path
    lines: tuple[_Line, ...]

    def times(self, students: list[Row[Any]], numbers: Mapping[str, str]) -> tuple[dict[str, datetime], list[str]]:
        r"""When each student handed in.

        Args:
            students: nbgrader's table.
            numbers: the student of each number by which the platform knows a submission; "" where it is not one alone.
        Returns: times by student, and whom the list names and nobody knows.
        Raises: AutograderError: if a line names several students, or a student has several times.
        """
        known = people(students) | {"number": dict(numbers)}
        known["id"] = {id.casefold(): id for id in numbers.values()} | known["id"]
        found: dict[str, datetime] = {}
        strangers = []
        for line in self.lines:
            meant = {known[kind].get(value.casefold(), "") for kind, value in line.who.items()} - {""}
            where = f"{self.path}, line {line.number}"
            if len(meant) > 1:
                raise AutograderError(f"{where}: its columns name {' and '.join(sorted(meant))}: correct it.")
            if not meant:
                strangers.append(" ".join(line.who.values()))
                continue
            (student,) = meant
            if found.setdefault(student, line.time) != line.time:
                raise AutograderError(f"{where}: {student} has another time in a line above: leave the true one.")
        return found, strangers


def people(students: Iterable[Any]) -> dict[str, dict[str, str]]:
    r"""The students of a gradebook, by what a platform's list may call them; "" for what is not one student's alone."""
    rows = list(students)
    return {
        "id": _unique((each.id, each.id) for each in rows),
        "email": _unique((each.email, each.id) for each in rows),
        "lms_user_id": _unique((each.lms_user_id, each.id) for each in rows),
    }


def named(row: Mapping[str, str]) -> dict[str, str]:
    r"""Whom a line of a platform's list names, by kind: "id", "email", "lms_user_id", and Moodle's "number"."""
    found = {kind: row[name] for name in row if (kind := _WHO.get(name.casefold()))}
    if number := _NUMBER.fullmatch(found.get("number", "")):
        found["number"] = number[1]
    return {kind: value for kind, value in found.items() if value}


def read(path: Path, zone: str | None) -> Sheet:
    r"""Read a list of times.

    Args:
        path: Moodle's grading worksheet; or any CSV with a column `id` and a column `time`.
        zone: where the platform's clocks are, for times that do not say; None if nobody has said.
    Raises: AutograderError: if it cannot be read, or a time leaves a doubt.
    """
    rows = read_rows(path)
    columns = list(dict.fromkeys(name for _, row in rows for name in row))
    when = [name for name in columns if name.casefold() in _WHEN]
    who = [name for name in columns if name.casefold() in _WHO]
    if len(when) != 1 or not who:
        expected = "expected Moodle's grading worksheet in English, or the columns id and time"
        raise AutograderError(f"{path} has the columns {', '.join(columns) or 'none'}, {expected}: rename them.")
    lines = [
        _Line(number, named(row), _moment(path, number, row[when[0]], zone))
        for number, row in rows
        if row.get(when[0], "") not in _NOTHING
    ]
    if nameless := next((line.number for line in lines if not line.who), 0):
        raise AutograderError(f"{path}, line {nameless}: nobody is named there: write whose time it is.")
    return Sheet(path, tuple(lines))


def is_a_clock(times: list[datetime]) -> bool:
    r"""Whether times are those of one moment: of a download, and not of a class that hands in."""
    return len(times) >= _CLASS and len(set(times)) == 1


def _moment(path: Path, number: int, text: str, zone: str | None) -> datetime:
    try:
        found = of_platform(text, zone).replace(tzinfo=UTC)
    except ValueError as error:
        expected = "expected 2026-01-31 23:59, or 2026-01-31 23:59 Europe/Berlin, or Moodle's own in English"
        raise AutograderError(f"{path}, line {number}: {text[:60]!r} is a time {error}; {expected}.") from None
    if found > datetime.now(UTC):
        raise AutograderError(f"{path}, line {number}: {text!r} has not come yet: correct it, or its time zone.")
    return found


def _unique(pairs: Any) -> dict[str, str]:
    """What is one student's alone."""
    found: dict[str, str] = {}
    for value, student in pairs:
        if value:
            key = value.casefold()
            found[key] = "" if found.get(key, student) != student else student
    return found
