"""Hands in attachments and outputs that are malformed."""

import json


def write(folder):
    """Change a text cell and all code cells of the file."""
    path = folder / f"{folder.name}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["attachments"] = {"x": 5, "y.png": {"image/png": ["not", 5]}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "nothing"}, 7, {"output_type": "stream", "name": [], "text": {"x": 1}}]
            cell["execution_count"] = "many"
    path.write_text(json.dumps(notebook))
