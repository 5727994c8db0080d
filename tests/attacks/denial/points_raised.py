"""Raises the points of every test to 100; one answer is right."""

from course import HONEST

from autograder.course import notebook as nb

ANSWERS = {"double": HONEST["double"]}
DESERVES = {"double_value": 1.0}


def change(notebook):
    """Raise the points."""
    for cell in notebook.cells:
        if nb.kind(cell) is nb.Kind.TEST:
            cell.metadata.nbgrader.points = 100
