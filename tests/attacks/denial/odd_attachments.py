"""Hands in attachments and outputs that are malformed."""

from autograder import notebook as nb


def change(notebook):
    """Change a text cell and a code cell."""
    notebook.cells[0]["attachments"] = {"x": 5, "y.png": {"image/png": ["not", 5]}}
    for cell in notebook.cells:
        if nb.grade_id(cell) == "double":
            cell.outputs = [{"output_type": "nothing"}, 7, {"output_type": "stream", "name": [], "text": {"x": 1}}]
            cell.execution_count = "many"
