"""Hands in 900 notebooks more, with other answers and with none; those in the right one are right."""

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def write(folder):
    """Copy the notebook."""
    text = (folder / f"{folder.name}.ipynb").read_text()
    for number in range(900):
        content = text.replace("2 * x", f"{number} * x") if number % 2 else "[" * 10_000
        (folder / f"{folder.name}-Copy{number}.ipynb").write_text(content)
