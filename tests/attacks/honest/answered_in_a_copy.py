"""Leaves the notebook untouched, and answers everything in a copy that Jupyter made beside it."""

import shutil

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def write(folder):
    """Put the notebook as it was released back in its place."""
    notebook = folder / f"{folder.name}.ipynb"
    notebook.rename(folder / f"{folder.name}-Copy1.ipynb")
    shutil.copy(folder.parents[2] / "notebooks" / folder.name / notebook.name, notebook)
