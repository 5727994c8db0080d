"""Gives the same id to every cell; all answers are right."""

import json

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def write(folder):
    """Rename the cells in the file, since nbformat would mend them."""
    path = folder / f"{folder.name}.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["id"] = "same"
    path.write_text(json.dumps(notebook))
