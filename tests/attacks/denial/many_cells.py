"""Hands in 100,000 cells more."""

import json


def write(folder):
    """Add the cells to the file."""
    path = folder / f"{folder.name}.ipynb"
    notebook = json.loads(path.read_text())
    empty = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": "1"}
    notebook["cells"] += [{**empty, "id": f"more-{number}"} for number in range(100_000)]
    path.write_text(json.dumps(notebook))
