"""A submitted notebook and its plan made one: the student's answers, and everything else as it was released."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course import notebook as nb
from autograder.course.notebook import Kind

#: More cells than any honest notebook has.
MOST_CELLS = 2000

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_TYPES = ("code", "markdown", "raw")


def merge(plan: NotebookNode, handed_in: bytes) -> tuple[NotebookNode, list[str]]:
    r"""The notebook to grade.

    Cells that nbgrader locked are the plan's, whatever became of them; all of nbgrader's metadata is. A cell with an
    id of the plan's that comes twice counts where it comes last. Other cells stay as the student wrote them.

    Args:
        plan: the notebook of a plan.
        handed_in: the bytes of the submitted file.
    Returns: the notebook, without outputs, and what was mended.
    Raises: ValueError: if it is not a notebook.
    """
    planned = {nb.grade_id(cell): cell for cell in plan.cells if "nbgrader" in cell.metadata}
    cells = _cells(handed_in)
    claimed = [_claimed(cell) for cell in cells]
    last = {name: index for index, name in enumerate(claimed)}
    merged: list[NotebookNode] = []
    remarks: list[str] = []
    for index, (cell, name) in enumerate(zip(cells, claimed, strict=True)):
        original = None if name is None else planned.get(name)
        if original is None:
            merged.append(_own(cell))
        elif last[name] != index:
            remarks.append(f"cell {nb.grade_id(original)} was there more than once: the last one counts")
            merged.append(_own(cell))
        else:
            made = _fresh(original)
            if not is_locked(original):
                made.source = _source(cell)
                if made.cell_type == "markdown" and (attachments := _attachments(cell)):
                    made.attachments = attachments
            elif _source(cell) != nb.without_regions(original.source) and _source(cell) != original.source:
                remarks.append(f"cell {nb.grade_id(original)} was changed: it was graded as released")
            merged.append(made)
    return _complete(plan, merged, remarks), remarks


def is_locked(cell: NotebookNode) -> bool:
    r"""Whether a student cannot change a cell: a test, a task, or one that is read-only."""
    meta = cell.metadata.nbgrader
    return not meta.get("solution") and bool(meta.get("grade") or meta.get("locked") or meta.get("task"))


def _complete(plan: NotebookNode, merged: list[NotebookNode], remarks: list[str]) -> NotebookNode:
    """Put back what was deleted, after what stood before it; an answer that was deleted stays away."""
    places = {_key(cell): cell for cell in merged}
    before = None
    for original in plan.cells:
        key = _key(original)
        if key in places:
            before = places[key]
        elif "nbgrader" in original.metadata and nb.kind(original) is not Kind.SOLUTION:
            made = _fresh(original)
            # `index` would compare whole cells.
            at = next((i for i, cell in enumerate(merged) if cell is before), -1) + 1
            merged.insert(at, made)
            before = places[key] = made
            remarks.append(f"cell {nb.grade_id(original)} was missing: it was put back")
    _order(plan, merged, remarks)
    _identify(merged, {cell.id for cell in plan.cells if "nbgrader" in cell.metadata})
    metadata = {"kernelspec": plan.metadata.get("kernelspec", {})}
    content = {"cells": merged, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    complete: NotebookNode = nbformat.from_dict(content)
    return complete


def _order(plan: NotebookNode, merged: list[NotebookNode], remarks: list[str]) -> None:
    """Move a test that stands before what it tests behind it."""
    behind, keys = -1, [_key(cell) for cell in merged]
    for original in (cell for cell in plan.cells if "nbgrader" in cell.metadata):
        at = keys.index(_key(original)) if _key(original) in keys else None
        if at is not None and at < behind and nb.kind(original) is Kind.TEST:
            # What stood between moves up by one.
            merged.insert(behind, merged.pop(at))
            keys.insert(behind, keys.pop(at))
            remarks.append(f"cell {nb.grade_id(original)} stood before what it tests: it was moved")
        elif at is not None:
            behind = max(behind, at)


def _key(cell: NotebookNode) -> str:
    return nb.grade_id(cell) if "nbgrader" in cell.metadata else f"id {cell.id}"


def _identify(cells: list[NotebookNode], reserved: set[str]) -> None:
    """Give every cell an id of its own; the plan's cells keep theirs."""
    taken = set(reserved)
    for index, cell in enumerate(cells):
        if "nbgrader" in cell.metadata:
            continue
        if not _ID.fullmatch(cell.id) or cell.id in taken:
            cell.id = f"own-{index}"
        taken.add(cell.id)


def _cells(handed_in: bytes) -> list[dict[str, Any]]:
    try:
        content = json.loads(handed_in)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(content, dict) or content.get("nbformat") != 4 or not isinstance(content.get("cells"), list):
        raise ValueError("it is not a notebook of version 4")
    cells: list[dict[str, Any]] = content["cells"]
    if len(cells) > MOST_CELLS:
        raise ValueError(f"it has {len(cells)} cells, expected at most {MOST_CELLS}")
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") not in _TYPES:
            raise ValueError("one of its cells has no known type")
        _source(cell)
    return cells


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise ValueError("one of its cells has a source that is no text")
    # A lone surrogate cannot be written into any file.
    return source.encode("utf-8", "replace").decode("utf-8")


def _claimed(cell: Mapping[str, Any]) -> str | None:
    """The grade id that a submitted cell gives as its own."""
    meta = cell.get("metadata")
    meta = meta.get("nbgrader") if isinstance(meta, dict) else None
    found = meta.get("grade_id") if isinstance(meta, dict) else None
    return found if isinstance(found, str) else None


def _own(cell: Mapping[str, Any]) -> NotebookNode:
    """A cell of the student's own: its text and its type, and nothing else that it says of itself."""
    found = cell.get("id")
    made: dict[str, Any] = {
        "id": found if isinstance(found, str) else "",
        "cell_type": cell["cell_type"],
        "metadata": {},
    }
    made["source"] = _source(cell)
    if made["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
    elif made["cell_type"] == "markdown" and (attachments := _attachments(cell)):
        made["attachments"] = attachments
    own: NotebookNode = nbformat.from_dict(made)
    return own


def _attachments(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Pictures that a student pasted into a text."""
    found = cell.get("attachments")
    if not isinstance(found, dict):
        return {}
    return {
        name: pictures
        for name, pictures in found.items()
        if isinstance(pictures, dict)
        and all(kind in ("image/png", "image/jpeg") and isinstance(data, str) for kind, data in pictures.items())
    }


def _fresh(cell: NotebookNode) -> NotebookNode:
    made = deepcopy(cell)
    if made.cell_type == "code":
        made.outputs, made.execution_count = [], None
    return made
