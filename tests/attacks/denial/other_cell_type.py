"""Turns a test into text; all answers are right."""

from course import FULL, HONEST

from autograder.course import notebook as nb

ANSWERS = HONEST
DESERVES = FULL


def change(notebook):
    """Change the type of one test."""
    for cell in notebook.cells:
        if nb.grade_id(cell) == "double_value":
            cell.cell_type = "markdown"
            del cell["outputs"], cell["execution_count"]
