"""Adds cells of types that there are not, cells whose text is none, and what is no cell; all answers are right."""

import json

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def write(folder):
    """Add them, behind nbformat's back."""
    notebook = folder / f"{folder.name}.ipynb"
    content = json.loads(notebook.read_text())
    content["cells"] += [None, 7, [], {}, {"cell_type": "heading", "source": "x"}, {"cell_type": ["code"]}]
    content["cells"] += [{"cell_type": "code", "source": source} for source in (5, None, {}, ["a", 3])]
    notebook.write_text(json.dumps(content))
