"""Says in the metadata that the tests are answers, which a person would have to mark."""

from autograder.course import notebook as nb


def change(notebook):
    """Turn each test into an answer."""
    for cell in notebook.cells:
        if nb.kind(cell) is nb.Kind.TEST:
            cell.source = "# thank you"
            cell.metadata.nbgrader |= {"solution": True, "locked": False}
