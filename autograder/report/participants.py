"""A learning platform's list of its users: who is in it, of the students that a gradebook has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from autograder import AutograderError
from autograder.course.spreadsheet import read_lines


def in_list(path: Path, students: Mapping[str, Collection[str]]) -> set[str]:
    r"""The students that a platform's list names, in whichever of its columns most are found.

    Args:
        path: a CSV as the platform exports it, also as a spreadsheet saved it again: with commas, semicolons or tabs.
        students: by id, what a student may be listed as: the id, the platform's own number, an e-mail address.
    Returns: their ids.
    Raises: AutograderError: if the file cannot be read, or names nobody.
    """
    table = [[value.casefold() for value in line] for line in read_lines(path)]
    columns = [{line[place] for line in table if place < len(line)} for place in range(max(map(len, table), default=0))]
    # Not in any column: a student's number could be another one's grade.
    found = [{id for id, names in students.items() if _any(names, column)} for column in columns]
    best = max(found, key=len, default=set())
    if not best:
        there = f"{path} names none of the {len(students)} students by id, number or e-mail address"
        raise AutograderError(f"{there}, expected the platform's list of its users: export that.")
    return best


def _any(names: Collection[str], column: set[str]) -> bool:
    return any(name and name.casefold() in column for name in names)
