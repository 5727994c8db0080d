"""Tests that were withdrawn after hand-in: nobody loses a point by them, until the assignment is released anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.course import notebook as nb


@dataclass(frozen=True)
class Withdrawal:
    """How a test was withdrawn.

    Attributes:
        out_of_total: whether its points leave the total; otherwise everybody who handed in has them.
        by_hand: what a person had given for it, by student: that counts no longer, and is kept to be put back.
    """

    out_of_total: bool
    by_hand: Mapping[str, float] = field(default_factory=dict)

    def worth(self, points: float) -> float:
        r"""What everybody has for the test, and it is worth, of the points that it was worth."""
        return 0.0 if self.out_of_total else points

    def said(self, points: float) -> str:
        r"""What became of the points that it was worth, in a sentence."""
        of_it = f"its {many(points, 'point')}"
        if self.out_of_total:
            return f"This test was withdrawn: {of_it} left the total, for everybody"
        return f"This test was withdrawn: everybody who handed in has {of_it}"


#: A test: its notebook and its grade id.
Key = tuple[str, str]
#: The tests of an assignment that were withdrawn.
Withdrawn = Mapping[Key, Withdrawal]


def many(number: float, what: str) -> str:
    r"""So many of something, as it is said."""
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def tests(notebooks: Mapping[str, NotebookNode]) -> dict[Key, NotebookNode]:
    r"""The test cells of an assignment's notebooks, by notebook and grade id."""
    cells = ((name, cell) for name, notebook in notebooks.items() for cell in notebook.cells)
    return {(name, nb.grade_id(cell)): cell for name, cell in cells if nb.kind(cell) is nb.Kind.TEST}


def weigh(notebooks: Mapping[str, NotebookNode], withdrawn: Withdrawn) -> None:
    r"""Give withdrawn tests the points that they are worth now."""
    for key, cell in tests(notebooks).items():
        if key in withdrawn:
            cell.metadata.nbgrader["points"] = withdrawn[key].worth(nb.points(cell))


def said(notebooks: Mapping[str, NotebookNode], withdrawn: Withdrawn) -> dict[Key, str]:
    r"""What became of each withdrawn test.

    Args:
        notebooks: as they were released.
        withdrawn: of their tests.
    Returns: a sentence for each test, by notebook and grade id.
    """
    return {key: withdrawn[key].said(nb.points(cell)) for key, cell in tests(notebooks).items() if key in withdrawn}
