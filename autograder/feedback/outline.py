"""The exercises of a graded notebook as a page shows them: each with its score, its cells, and why it lost points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from nbformat import NotebookNode

from autograder.course import notebook as nb
from autograder.feedback.lost_points import LostPoints, title, waits


@dataclass
class Part:
    """An exercise on the page.

    Attributes:
        title: number and name.
        score: reached, of `points`.
        waits: whether a person has still to judge it.
        ids: the grade ids of its answer and its tests, in this order.
        heading: the line above the answer that names it, if there is one.
        lost: why it cost points, if it did.
        cells: all that belong to it, from its heading to its last test.
    """

    title: str
    score: float
    points: float
    waits: bool
    ids: tuple[str, ...]
    heading: str | None = None
    lost: LostPoints | None = None
    cells: list[NotebookNode] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What is to be said of it: "waits", "lost" or "passed"."""
        return "waits" if self.waits else "lost" if self.score < self.points else "passed"


@dataclass(frozen=True)
class Outline:
    """A page in the order in which it is read: exercises with their cells, and all other cells."""

    parts: Sequence[Part]
    rest: Sequence[NotebookNode]


def parts(notebook: NotebookNode, released: NotebookNode | None, lost: Iterable[LostPoints]) -> list[Part]:
    r"""The exercises that are worth something, without their cells.

    Args:
        notebook: with scores in its cells, as GetGrades puts them there.
        released: as it was released; without it, an exercise whose cell a student deleted has no part.
        lost: why exercises cost points.
    """
    cells = {nb.grade_id(cell): cell for cell in notebook.cells if nb.points(cell)}
    why = {each.id: each for each in lost}
    answers = {nb.grade_id(cell): cell for cell in notebook.cells}
    lines = {line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.split("\n")}
    found = []
    for exercise in nb.exercises(released or notebook):
        if exercise.above not in lines:  # however a course marks what students must not see
            exercise = replace(exercise, above=None)
        ids = (exercise.id, *map(nb.grade_id, exercise.tests))
        if exercise.points:
            score = sum(_score(cells.pop(id)) for id in ids if id in cells)
            facts = (title(exercise), score, exercise.points, waits(answers.get(exercise.id)), ids)
            found.append(Part(*facts, exercise.heading or exercise.above, why.get(exercise.id)))
    # A test above the first answer belongs to none.
    alone = [Part(id, _score(cell), nb.points(cell), waits(cell), (id,)) for id, cell in cells.items()]
    return [*alone, *found]


def outline(notebook: NotebookNode, exercises: Sequence[Part] = ()) -> Outline:
    r"""Give each exercise its cells, in the order of the notebook; none has two places."""
    taken: set[int] = set()
    for part in exercises:
        part.cells = []
        for number in _span(notebook.cells, part):
            if number not in taken:
                taken.add(number)
                part.cells.append(notebook.cells[number])
    rest = [cell for number, cell in enumerate(notebook.cells) if number not in taken]
    return Outline(exercises, rest)


def _score(cell: NotebookNode) -> float:
    return float(cell.metadata.nbgrader.get("score") or 0)


def _span(cells: Sequence[NotebookNode], part: Part) -> Iterator[int]:
    """Where the cells of an exercise stand: from its heading, or the question above its answer, to its last test."""
    graded = ((number, cell) for number, cell in enumerate(cells) if "nbgrader" in cell.metadata)
    places = [number for number, cell in graded if nb.grade_id(cell) in part.ids]
    if not places:
        return
    begin = min(places)
    for number in range(begin - 1, -1, -1):
        cell = cells[number]
        if nb.kind(cell) is not nb.Kind.PLAIN:
            break
        if cell.cell_type == "markdown" and part.heading in cell.source.split("\n"):
            begin = number
            break
    yield from range(begin, max(places) + 1)
