"""Hands in a number of 5,000 digits, lists 100,000 deep, and numbers that JSON does not know; all answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL
ODD = f'"odd": [NaN, -Infinity, {"9" * 5000}, {"[" * 100_000}{"]" * 100_000}], '


def write(folder):
    """Put them into the notebook."""
    notebook = folder / f"{folder.name}.ipynb"
    notebook.write_text(notebook.read_text().replace('"nbformat": 4', f'{ODD}"nbformat": 4', 1))
