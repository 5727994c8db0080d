"""Tables as learning platforms and spreadsheets write them: CSV with commas, semicolons or tabs."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from autograder import AutograderError


def read_lines(path: Path) -> list[list[str]]:
    r"""The lines of a table, the header among them, without spaces around what stands in them.

    Args:
        path: in UTF-8, with the mark that Excel puts at the start or without.
    Raises: AutograderError: if it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        mark = max(",;\t", key=text.partition("\n")[0].count)
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=mark))
    except (OSError, ValueError, csv.Error) as error:
        raise AutograderError(f"{path} cannot be read as CSV in UTF-8 ({error}): export it once more.") from None
    return [[value.strip() for value in line] for line in lines]


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    r"""What stands below the header of a table: for each line its number, and its values by column.

    Raises: AutograderError: if it cannot be read, names a column twice, or a line has more than the header.
    """
    header, *lines = read_lines(path) or [[]]
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise AutograderError(f"{path} has several columns {', '.join(twice)}: leave one of each.")
    found = []
    for number, line in enumerate(lines, start=2):
        if any(line):
            if any(line[len(header) :]):
                found_here = f"{len(line)} values, and {len(header)} columns in the header"
                raise AutograderError(f"{path}, line {number}: there are {found_here}: put quotes around a comma.")
            found.append((number, dict(zip(header, line, strict=False))))
    return found
