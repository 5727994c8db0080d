"""Hands in a notebook with all answers under a name of the student's own."""

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def write(folder):
    """Rename it."""
    (folder / f"{folder.name}.ipynb").rename(folder / "My homework (final).ipynb")
