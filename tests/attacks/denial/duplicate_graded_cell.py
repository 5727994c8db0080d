"""Hands in a test twice, and an answer twice."""

from copy import deepcopy

from autograder.course import notebook as nb


def change(notebook):
    """Duplicate both."""
    for cell in list(notebook.cells):
        if nb.grade_id(cell) in ("double", "double_value"):
            copy = deepcopy(cell)
            copy.id = f"{cell.id}-again"
            notebook.cells.append(copy)
