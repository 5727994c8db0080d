"""Hands in a notebook in an encoding of which some letters are no UTF-8; all answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def write(folder):
    """Write it again as Windows did once."""
    notebook = folder / f"{folder.name}.ipynb"
    notebook.write_bytes(notebook.read_text().replace("# A course", "# \xe9\xdf A course").encode("latin-1", "replace"))
