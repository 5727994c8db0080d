"""Says in the metadata that an answer is a test that is worth points."""

from autograder.course import notebook as nb


def change(notebook):
    """Make one answer a graded cell that passes."""
    for cell in notebook.cells:
        if nb.grade_id(cell) == "double":
            cell.metadata.nbgrader |= {"grade": True, "locked": True, "solution": False, "points": 10}
