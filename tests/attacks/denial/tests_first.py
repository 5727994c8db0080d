"""Moves the tests to the front, where nothing is defined yet; all answers are right."""

from course import FULL, HONEST

from autograder.course import notebook as nb

ANSWERS = HONEST
DESERVES = FULL


def change(notebook):
    """Sort the cells."""
    notebook.cells.sort(key=lambda cell: nb.kind(cell) is not nb.Kind.TEST)
