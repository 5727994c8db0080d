"""What grading goes by: the notebook as released, never as submitted."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode

from autograder import notebook as nb
from autograder.course import Course


@dataclass(frozen=True)
class Plan:
    """A notebook of an assignment.

    Attributes:
        assignment: the assignment's full name.
        name: the notebook's name without .ipynb.
        notebook: the source as released, with solutions and hidden tests.
        seed: secret, hex.
    """

    assignment: str
    name: str
    notebook: NotebookNode
    seed: str


def load(course: Course, assignment: str) -> list[Plan]:
    r"""The plans of an assignment."""
    paths = sorted((course.source / assignment).glob("*.ipynb"))
    return [Plan(assignment, path.stem, nb.read(path), "") for path in paths]
