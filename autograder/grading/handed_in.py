"""What was handed in: cells of a file in which nothing need be true, whose cells they are, and which file is whose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from autograder.course import notebook as nb
from autograder.grading import lenient
from autograder.grading.plan import Plan

#: More cells than any honest notebook has.
MOST_CELLS = 2000

_TYPES = ("code", "markdown", "raw")
#: How many files, and how much of a name, a remark shows.
_TOLD, _LONG = 3, 100

#: A cell as JSON has it.
Cell = Mapping[str, Any]
#: Stands where there is something that is no cell, or one of a type that is not known.
UNREADABLE: Cell = {"cell_type": "raw", "source": "[here was something that is no cell]"}


def cells_of(handed_in: bytes) -> list[Cell]:
    r"""The cells of a submitted file.

    Raises: ValueError: if it is not a notebook; says why.
    """
    try:
        content = lenient.loads(handed_in)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(content, dict) or content.get("nbformat") != 4 or not isinstance(content.get("cells"), list):
        raise ValueError("it is not a notebook of version 4")
    cells = content["cells"]
    if len(cells) > MOST_CELLS:
        raise ValueError(f"it has {len(cells)} cells, expected at most {MOST_CELLS}")
    return [cell if _is_cell(cell) else UNREADABLE for cell in cells]


def _is_cell(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") in _TYPES and _text(cell) is not None


def source_of(cell: Cell) -> str:
    r"""The text of a cell, with the line ends of Jupyter."""
    # A lone surrogate cannot be written into any file.
    return _lines_of_jupyter(_text(cell) or "").encode("utf-8", "replace").decode("utf-8")


def _text(cell: Cell) -> str | None:
    source = cell.get("source", "")
    if isinstance(source, list):
        try:
            return "".join(source)
        except TypeError:  # not all of it is text
            return None
    return source if isinstance(source, str) else None


def same_text(one: str, other: str) -> bool:
    r"""Whether texts differ at most in what editors change on their own: how lines end, and spaces there."""
    if one == other:
        return True
    first, second = ([line.rstrip() for line in _lines_of_jupyter(text).rstrip().split("\n")] for text in (one, other))
    return first == second


def _lines_of_jupyter(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_ours(cell: NotebookNode) -> bool:
    r"""Whether students answer in a cell of a plan, or may not change it; the others are theirs as any of their own.

    Old versions of nbgrader wrote into the metadata of those, too.
    """
    meta = cell["metadata"].get("nbgrader", {})
    return nb.kind(cell) is not nb.Kind.PLAIN or bool(meta.get("locked") and meta.get("grade_id"))


def ours(plan: NotebookNode) -> dict[str, NotebookNode]:
    r"""Those cells of a plan's notebook, by grade id."""
    return {nb.grade_id(cell): cell for cell in plan.cells if is_ours(cell)}


def known_as(cells: Sequence[Cell], planned: Mapping[str, NotebookNode]) -> list[str | None]:
    r"""Which of the plan's cells, by grade id, each submitted cell is; None for those of the student's own.

    It is the one that nbgrader's metadata names. Where an editor lost that, it is the one whose id it has, if it is of
    its type and no other cell is named so.
    """
    named = [_named(cell) for cell in cells]
    by_id = {cell.id: (name, cell.cell_type) for name, cell in planned.items() if name not in named}
    return [
        (name if name in planned else None) if name is not None else _by_its_id(cell, by_id)
        for name, cell in zip(named, cells, strict=True)
    ]


def _named(cell: Cell) -> str | None:
    """The grade id that a submitted cell gives as its own."""
    meta = cell.get("metadata")
    meta = meta.get("nbgrader") if isinstance(meta, dict) else None
    found = meta.get("grade_id") if isinstance(meta, dict) else None
    return found if isinstance(found, str) else None


def _by_its_id(cell: Cell, planned: Mapping[str, tuple[str, str]]) -> str | None:
    id = cell.get("id")
    name, cell_type = planned.get(id, (None, "")) if isinstance(id, str) else (None, "")
    return name if cell["cell_type"] == cell_type else None


@dataclass(frozen=True)
class Choice:
    """The file that is graded as a plan's notebook.

    Attributes:
        path: where it is in the submission; None if there is none.
        remarks: what an instructor should know of how it was chosen, one sentence each.
    """

    path: str | None
    remarks: list[str] = field(default_factory=list)


def choose(plans: Sequence[Plan], files: Mapping[str, bytes]) -> list[Choice]:
    r"""Which file of a submission is graded as the notebook of which plan; none for two of them.

    It is the one of its name. Another takes its place if it has most of the plan's answer cells, and that one is
    missing, cannot be read, or has nothing in it but what was released.

    Args:
        plans: of the assignment's notebooks.
        files: what was handed in, by relative path.
    Returns: a choice for each plan, in their order.
    """
    notebooks = {path: _Notebook(content) for path, content in sorted(files.items()) if nb.is_notebook(path)}
    answers = [{path: _Answers(plan, notebook) for path, notebook in notebooks.items()} for plan in plans]
    own = [f"{plan.name}.ipynb" for plan in plans]
    # A file that is called as a plan's, and is it, is no other plan's: cells of two notebooks can have the same ids.
    kept = {path for path, of in zip(own, answers, strict=True) if path in of and of[path].there}
    chosen: list[str | None] = [
        path if path in of and of[path].changed else None for path, of in zip(own, answers, strict=True)
    ]
    for index, (plan, path, of) in enumerate(zip(plans, own, answers, strict=True)):
        if chosen[index] is None:
            others = [
                other
                for other, found in reversed(of.items())  # of two that are as likely, the last by name
                if other not in kept and other not in chosen and found.is_most and (found.changed or path not in of)
            ]
            chosen[index] = max(others, key=lambda other: _likely(plan, other, of[other]), default=None)
    for index, path in enumerate(own):
        if chosen[index] is None and path in notebooks and path not in chosen:
            chosen[index] = path
    return [
        Choice(taken, _told(path, taken, of, kept | {*filter(None, chosen)}))
        for path, taken, of in zip(own, chosen, answers, strict=True)
    ]


def _likely(plan: Plan, path: str, found: _Answers) -> tuple[bool, bool, int]:
    """For sorting: what has answers, and then what is called nearly so, is more likely to be meant."""
    return bool(found.changed), plan.name in path, len(found.changed)


class _Notebook:
    """The cells of a file; none, and why, if it cannot be read."""

    def __init__(self, content: bytes) -> None:
        self.why = ""
        self.cells: list[Cell] = []
        try:
            self.cells = cells_of(content)
        except ValueError as error:
            self.why = str(error)


class _Answers:
    """What a file holds of a plan's answer cells; where students write into cells of their own, of all its cells."""

    def __init__(self, plan: Plan, notebook: _Notebook) -> None:
        planned = ours(plan.notebook)
        asked = {name for name, cell in planned.items() if cell.metadata.nbgrader.get("solution")} or set(planned)
        names = known_as(notebook.cells, planned)
        texts = {
            name: source_of(cell)
            for name, cell in zip(names, notebook.cells, strict=True)
            if name is not None and name in asked
        }
        self.why = notebook.why
        self.there = not planned.keys().isdisjoint(names)
        self.is_most = 2 * len(texts) > len(asked)
        self.changed = {
            name: text
            for name, text in texts.items()
            if planned[name].metadata.nbgrader.get("solution") and not same_text(text, planned[name].source)
        }

    def lacks(self, other: _Answers) -> bool:
        """Whether another file holds an answer that is not in this one."""
        return any(not same_text(text, self.changed.get(name, "")) for name, text in other.changed.items())


def _told(own: str, taken: str | None, of: Mapping[str, _Answers], read: Collection[str]) -> list[str]:
    """What is to be said of a choice."""
    remarks = []
    if taken is not None and taken != own:
        why = f"{own} was not handed in"
        if own in of:
            why = f"{own} cannot be read: {of[own].why}" if of[own].why else f"no answer was found in {own}"
        remarks.append(f"{why}; {shown(taken)}, which has its cells, was graded in its place")
    if taken is None:
        why = "was not handed in" if own not in of else "is another notebook of this assignment: ask for the right one"
        remarks.append(f"{own} {why}")
    unread = [
        path
        for path, found in of.items()
        if path not in read and found.changed and (taken is None or of[taken].lacks(found))
    ]
    if unread:
        more = f" and {len(unread) - _TOLD} more" if len(unread) > _TOLD else ""
        where = ", ".join(shown(path) for path in unread[:_TOLD])
        remarks.append(f"other answers to {own} are in {where}{more} and were not graded: ask which are meant")
    return remarks


def shown(path: str, most: int = _LONG) -> str:
    r"""A name as it may be printed: students choose theirs, line breaks and commands to a terminal included.

    Args:
        path: a name.
        most: how many characters of it are shown; of a longer one, both ends.
    """
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-most // 2 :]}"
