"""Hands in metadata of wrong types, in the notebook and in every cell."""

import json

ODD = [5, "yes", [], {"grade": "yes"}, {"grade": True, "points": [], "grade_id": 5, "schema_version": "three"}, None]


def write(folder):
    """Change the metadata in the file."""
    path = folder / f"{folder.name}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"] |= {"kernelspec": ["python3"], "language_info": 5}
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"nbgrader": ODD[number % len(ODD)], "tags": 5}
    path.write_text(json.dumps(notebook))
