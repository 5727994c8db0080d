"""Asks for a kernel that is not there; all answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def change(notebook):
    """Change the notebook's kernel."""
    notebook.metadata.kernelspec = {"display_name": "R", "language": "R", "name": "../../ir"}
    notebook.metadata.language_info = {"name": "R"}
