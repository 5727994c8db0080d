"""What a notebook is to a grader: kinds of cell, points, exercises, and the regions that students never see."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from pathlib import Path, PurePosixPath
from textwrap import dedent, indent

import nbformat
from nbformat import NotebookNode

from autograder import AutograderError
from autograder.course import names

#: What marks the regions that a release leaves out, as nbgrader spells it.
SOLUTION = "SOLUTION"
HIDDEN_TESTS = "HIDDEN TESTS"
MARK_SCHEME = "MARK SCHEME"

#: Tag of cells that grading does not run: long demonstrations, figures, steppers.
SKIP = "skip-grading"

_MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_ANY_HEADING = re.compile(r"#{1,6} +\S.*")
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(
    r"### Exercise (?P<number>\d+) · (?P<title>.+?) · (?P<difficulty>●○○|●●○|●●●)"
    r" · (?P<minutes>\d+) min · (?P<points>\d+(?:\.\d+)?) points?"
)


class Kind(Enum):
    """What a cell is for, as nbgrader's metadata says."""

    SOLUTION = "solution"  # the student writes, tests elsewhere judge
    TEST = "test"  # judges, locked
    MANUAL = "manual"  # the student writes, a person judges
    TASK = "task"  # says what to do, a person judges
    PLAIN = "plain"


@dataclass(frozen=True)
class Region:
    """Lines between two markers: `begin` and `end` are the indices of the marker lines themselves."""

    begin: int
    end: int
    indentation: str
    qualname: str


@dataclass(frozen=True)
class Heading:
    """What the heading of an exercise promises."""

    number: int
    title: str
    difficulty: str
    minutes: int
    points: float


@dataclass(frozen=True)
class Exercise:
    """A cell where the student answers, with the test cells that follow it up to the next one."""

    heading: str | None
    todo: NotebookNode
    tests: tuple[NotebookNode, ...]
    question: NotebookNode | None = None  # the read-only text right above the answer
    above: str | None = None  # the nearest heading of any kind, below the answer before

    @property
    def id(self) -> str:
        """The grade id of the cell where the student answers."""
        return grade_id(self.todo)

    @property
    def points(self) -> float:
        """What its tests are worth, or the answer itself where a person judges."""
        return sum(points(cell) for cell in (self.todo, *self.tests))

    @property
    def by_hand(self) -> bool:
        """Whether a person gives the points."""
        return kind(self.todo) in (Kind.MANUAL, Kind.TASK)


def is_notebook(path: str) -> bool:
    r"""Whether a file is one by its name; browsers add .txt or .json to it."""
    return ".ipynb" in PurePosixPath(path).name.lower()


def read(path: Path) -> NotebookNode:
    r"""Read and validate a notebook.

    Raises: AutograderError: if it is not there or is not a valid notebook of version 4.
    """
    try:
        notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(notebook)
    except FileNotFoundError:
        raise AutograderError(f"There is no notebook {path}.") from None
    except (ValueError, nbformat.ValidationError, AttributeError, TypeError, KeyError) as error:
        # nbformat looks into what it reads before it asks whether it is a notebook.
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise AutograderError(
            f"{path} is not a valid notebook ({reason.rstrip('.')}): mend it or take it from your repository."
        ) from None
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    r"""Write a notebook as nbformat does, so that the same content gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def foreign_language(notebook: NotebookNode) -> str | None:
    r"""The language that a notebook's kernel speaks, if that is said and is not Python."""
    metadata = notebook.metadata
    language = metadata.get("kernelspec", {}).get("language") or metadata.get("language_info", {}).get("name")
    return language if language and str(language).lower() not in ("python", "ipython") else None


def kind(cell: NotebookNode) -> Kind:
    r"""Say what a cell is for."""
    # By the key: the attribute takes ten times as long, and this is asked some hundred times for each submission.
    meta = cell["metadata"].get("nbgrader", {})
    if meta.get("task"):
        return Kind.TASK
    if meta.get("grade"):
        return Kind.MANUAL if meta.get("solution") else Kind.TEST
    return Kind.SOLUTION if meta.get("solution") else Kind.PLAIN


def is_question(cell: NotebookNode) -> bool:
    r"""Whether a cell is read-only text: nbgrader restores it when it grades, mark scheme included."""
    return (
        cell.cell_type == "markdown"
        and kind(cell) is Kind.PLAIN
        and bool(cell.metadata.get("nbgrader", {}).get("locked"))
    )


def grade_id(cell: NotebookNode) -> str:
    r"""The name that nbgrader knows a cell by; the cell's own id where it knows none."""
    found: str = cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", "")
    return found


def points(cell: NotebookNode) -> float:
    r"""What a cell is worth; 0 where nbgrader gives no points."""
    graded = kind(cell) in (Kind.TEST, Kind.MANUAL, Kind.TASK)
    return float(cell.metadata["nbgrader"].get("points", 0)) if graded else 0.0


def regions(cell: NotebookNode, marker: str) -> list[Region]:
    r"""The regions of one kind in a cell, in order.

    Args:
        cell: any cell.
        marker: SOLUTION, HIDDEN_TESTS or MARK_SCHEME.
    Raises: AutograderError: if a region is not closed, not opened, or lies in another.
    """
    lines = cell.source.split("\n")
    where = f"cell {grade_id(cell)}"
    found: list[Region] = []
    begin: int | None = None
    for number, line in enumerate(lines):
        match = _MARKER.search(line)
        if match is None or match[2] != marker:
            continue
        if (match[1] == "BEGIN") != (begin is None):
            raise AutograderError(f"{where}: line {number + 1} has {match[0]} where it cannot stand.")
        if begin is None:
            begin = number
            continue
        indentation = lines[begin].removesuffix(lines[begin].lstrip())
        found.append(Region(begin, number, indentation, _enclosing(cell.source, begin + 1)))
        begin = None
    if begin is not None:
        raise AutograderError(f"{where}: BEGIN {marker} in line {begin + 1} has no END {marker}.")
    return found


def _enclosing(source: str, line: int) -> str:
    """The qualified name of the innermost def or class round a line, "" at the top or where nothing parses."""
    try:
        body = names.parse(source).body
    except SyntaxError:
        return ""
    inside = []
    while scope := next((each for each in body if isinstance(each, _SCOPES) and _spans(each, line)), None):
        inside.append(scope.name)
        body = scope.body
    return ".".join(inside)


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _spans(node: ast.stmt, line: int) -> bool:
    return node.end_lineno is not None and node.lineno <= line <= node.end_lineno


def replace_region(cell: NotebookNode, qualname: str, body: str) -> str:
    r"""The source of a TODO cell with another answer in it, markers left out.

    Args:
        cell: the TODO cell of a source notebook.
        qualname: whose region, e.g. "rnn_step" or "SimpleRNN.forward".
        body: the other answer, at any indentation.
    Raises: AutograderError: if the cell has no such region.
    """
    lines = cell.source.split("\n")
    for region in reversed(regions(cell, SOLUTION)):
        if region.qualname == qualname:
            answer = indent(dedent(body).strip("\n"), region.indentation).split("\n")
            lines[region.begin : region.end + 1] = answer
            return without_markers("\n".join(lines))
    raise AutograderError(f"cell {grade_id(cell)} has no solution region in a function named {qualname}.")


def without_markers(source: str) -> str:
    r"""A cell's source as it stands, marker lines left out."""
    return "\n".join(line for line in source.split("\n") if not _MARKER.search(line))


@lru_cache(maxsize=1024)  # each submission is compared with the same ones
def without_regions(source: str) -> str:
    r"""What is left of a cell's source when every region between markers is taken out."""
    kept, inside = [], False
    for line in source.split("\n"):
        match = _MARKER.search(line)
        if match:
            inside = match[1] == "BEGIN"
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def misplaced_markers(notebook: NotebookNode) -> list[str]:
    r"""Regions that are not closed, or stand in a cell where nbgrader would refuse or leak them."""
    homes = {
        SOLUTION: (Kind.SOLUTION, Kind.MANUAL),
        HIDDEN_TESTS: (Kind.TEST,),
        MARK_SCHEME: (Kind.TASK,),
    }
    problems = []
    for cell in notebook.cells:
        for marker, kinds in homes.items():
            try:
                found = regions(cell, marker)
            except AutograderError as error:
                problems.append(str(error))
                continue
            if found and kind(cell) not in kinds and not (marker == MARK_SCHEME and is_question(cell)):
                also = " or a read-only text" if marker == MARK_SCHEME else ""
                problems.append(
                    f"cell {grade_id(cell)}: BEGIN {marker} stands in a {kind(cell).value} cell, "
                    f"expected a {' or '.join(k.value for k in kinds)} cell{also}."
                )
    return problems


def parse_heading(line: str) -> Heading | None:
    r"""Read `### Exercise 2 · rnn_forward · ●●○ · 10 min · 3 points`; None if it is written otherwise."""
    match = _HEADING.fullmatch(line.strip())
    if match is None:
        return None
    number, minutes = int(match["number"]), int(match["minutes"])
    return Heading(number, match["title"], match["difficulty"], minutes, float(match["points"]))


def exercises(notebook: NotebookNode) -> list[Exercise]:
    r"""The exercises of a notebook, in order; a test cell belongs to the nearest answer above it."""
    found: list[Exercise] = []
    heading: str | None = None
    above: str | None = None
    before: NotebookNode | None = None
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and kind(cell) in (Kind.PLAIN, Kind.TASK):
            above = next(reversed(_headings(cell.source)), above)
        if cell.cell_type == "markdown" and kind(cell) is Kind.PLAIN:
            heading = next((line for line in cell.source.split("\n") if line.startswith("### Exercise")), heading)
        elif kind(cell) is Kind.TEST and found:
            last = found.pop()
            found.append(replace(last, tests=(*last.tests, cell)))
        elif kind(cell) in (Kind.SOLUTION, Kind.MANUAL, Kind.TASK):
            question = before if before is not None and is_question(before) else None
            found.append(Exercise(heading, cell, (), question, above))
            heading = above = None
        before = cell
    return found


def title_of(notebook: NotebookNode) -> str | None:
    r"""What a notebook calls itself: its first heading of the first level, without the mark."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    lines = (line for text in texts for line in _headings(text))
    return next((line[2:].strip() for line in lines if line.startswith("# ")), None)


def _headings(text: str) -> list[str]:
    """The lines of a text that are headings, for students to see; in a fence, "#" begins a comment."""
    return [line for line in _FENCED.sub("", without_regions(text)).split("\n") if _ANY_HEADING.fullmatch(line)]
