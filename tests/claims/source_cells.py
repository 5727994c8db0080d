"""A source notebook, as what it says is compared with what it does."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

SOURCE = Path(__file__).parents[2] / "source"


def cells(number: str) -> dict[str, str]:
    """The source of each cell of a notebook, by the cell's id."""
    (path,) = SOURCE.glob(f"{number}_*/*.ipynb")
    return {cell.id: cell.source for cell in nbformat.read(path, 4).cells}


def ran(sources: Iterable[str], names: dict[str, Any] | None = None) -> tuple[dict[str, Any], str]:
    """Run cells, one after the other, with these names, to which they add theirs: all names, and what was printed."""
    names = {"__name__": "__main__"} if names is None else names
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        for source in sources:
            exec(source, names)
    return names, printed.getvalue()
