"""Deletes an answer's cell, and answers in a cell of its own; the other answers are right."""

from course import FULL, HONEST

from autograder.course import notebook as nb

ANSWERS = HONEST
DESERVES = FULL | {"double_value": 0.0}


def change(notebook):
    """Delete it."""
    notebook.cells = [cell for cell in notebook.cells if nb.grade_id(cell) != "double"]
