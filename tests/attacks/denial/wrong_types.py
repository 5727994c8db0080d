"""Hands in metadata of wrong types, in the notebook and in every cell."""


def change(notebook):
    """Change the metadata."""
    notebook.metadata.kernelspec = ["python3"]
    notebook.metadata.language_info = 5
    odd = [
        5,
        "yes",
        [],
        {"grade": "yes"},
        {"grade": True, "points": [], "grade_id": 5, "schema_version": "three"},
        None,
    ]
    for number, cell in enumerate(notebook.cells):
        cell.metadata["nbgrader"] = odd[number % len(odd)]
        cell.metadata["tags"] = 5
