"""Eighty cells show as much as a cell may; all answers are right."""

from course import FULL, HONEST
from nbformat.v4 import new_code_cell


def change(notebook):
    """Add the cells."""
    notebook.cells += [new_code_cell("print('x' * 999_000)", id=f"more-{number}") for number in range(80)]


ANSWERS = HONEST
DESERVES = FULL
