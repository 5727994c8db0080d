"""Deletes a test; all answers are right."""

from course import FULL, HONEST

from autograder.course import notebook as nb

ANSWERS = HONEST
DESERVES = FULL


def change(notebook):
    """Delete it."""
    notebook.cells = [cell for cell in notebook.cells if nb.grade_id(cell) != "double_value"]
