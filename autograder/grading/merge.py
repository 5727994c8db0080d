"""A submitted notebook and its plan made one: the student's answers, and everything else as it was released."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course import notebook as nb
from autograder.course.notebook import Kind
from autograder.grading.handed_in import UNREADABLE, Cell, cells_of, is_ours, known_as, ours, same_text, source_of

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


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
    planned = ours(plan)
    cells = cells_of(handed_in)
    names = known_as(cells, planned)
    last = {name: index for index, name in enumerate(names)}
    merged: list[NotebookNode] = []
    unread = sum(cell is UNREADABLE for cell in cells)
    remarks = [f"{unread} of its cells cannot be read: they were left out"] if unread else []
    for index, (cell, name) in enumerate(zip(cells, names, strict=True)):
        if name is None:
            merged.append(_own(cell))
        elif last[name] != index:
            remarks.append(f"cell {name} was there more than once: the last one counts")
            merged.append(_own(cell))
        else:
            original, source = planned[name], source_of(cell)
            made = _fresh(original)
            if not is_locked(original):
                # What an editor changed on its own is no answer: by its text, nbgrader knows that there is none.
                made.source = original.source if same_text(source, original.source) else source
                if made.cell_type == "markdown" and (attachments := _attachments(cell)):
                    made.attachments = attachments
            elif not any(same_text(source, text) for text in (nb.without_regions(original.source), original.source)):
                remarks.append(f"cell {name} was changed: it was graded as released")
            merged.append(made)
    complete = _complete(plan, merged, remarks)
    if planned and not any(names):
        remarks = [
            "none of its cells has nbgrader's metadata or its id: only what it defines was tested, look at the rest"
        ]
    return complete, remarks


def is_locked(cell: NotebookNode) -> bool:
    r"""Whether a student cannot change a cell: a test, a task, or one that is read-only."""
    meta = cell.metadata.nbgrader
    return not meta.get("solution") and bool(meta.get("grade") or meta.get("locked") or meta.get("task"))


def _complete(plan: NotebookNode, merged: list[NotebookNode], remarks: list[str]) -> NotebookNode:
    """Put back what was deleted, after what stood before it; an answer that was deleted stays away."""
    places = {_key(cell): cell for cell in merged}
    # Where nothing of ours is known, all of it comes last, when what it tests has run.
    known = any(_key(cell) in places for cell in plan.cells if is_ours(cell))
    at_first = 0 if known else len(merged)
    before = None
    for original in plan.cells:
        key = _key(original)
        if key in places:
            before = places[key] if known else before
        elif is_ours(original) and nb.kind(original) is not Kind.SOLUTION:
            made = _fresh(original)
            # `index` would compare whole cells.
            at = next((i + 1 for i, cell in enumerate(merged) if cell is before), at_first)
            merged.insert(at, made)
            before = places[key] = made
            remarks.append(f"cell {nb.grade_id(original)} was missing: it was put back")
    _order(plan, merged, remarks)
    _identify(merged, {cell.id for cell in plan.cells if is_ours(cell)})
    metadata = {"kernelspec": plan.metadata.get("kernelspec", {})}
    complete: NotebookNode = nbformat.from_dict({"metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
    complete.cells = merged  # which are nodes already: they would be copied once more
    return complete


def _order(plan: NotebookNode, merged: list[NotebookNode], remarks: list[str]) -> None:
    """Move a test that stands before what it tests behind it."""
    behind, keys = -1, [_key(cell) for cell in merged]
    for original in filter(is_ours, plan.cells):
        at = keys.index(_key(original)) if _key(original) in keys else None
        if at is not None and at < behind and nb.kind(original) is Kind.TEST:
            # What stood between moves up by one.
            merged.insert(behind, merged.pop(at))
            keys.insert(behind, keys.pop(at))
            remarks.append(f"cell {nb.grade_id(original)} stood before what it tests: it was moved")
        elif at is not None:
            behind = max(behind, at)


def _key(cell: NotebookNode) -> str:
    return nb.grade_id(cell) if is_ours(cell) else f"id {cell.id}"


def _identify(cells: list[NotebookNode], reserved: set[str]) -> None:
    """Give every cell an id of its own; the plan's cells keep theirs."""
    taken = set(reserved)
    for index, cell in enumerate(cells):
        if is_ours(cell):
            continue
        if not _ID.fullmatch(cell.id) or cell.id in taken:
            cell.id = f"own-{index}"
        taken.add(cell.id)


def _own(cell: Cell) -> NotebookNode:
    """A cell of the student's own: its text and its type, and nothing else that it says of itself."""
    found = cell.get("id")
    made: dict[str, Any] = {
        "id": found if isinstance(found, str) else "",
        "cell_type": cell["cell_type"],
        "metadata": {},
    }
    made["source"] = source_of(cell)
    if made["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
    elif made["cell_type"] == "markdown" and (attachments := _attachments(cell)):
        made["attachments"] = attachments
    own: NotebookNode = nbformat.from_dict(made)
    return own


def _attachments(cell: Cell) -> dict[str, Any]:
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
