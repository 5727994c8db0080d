"""Hands in metadata that looks like a mark that a person has given already."""


def change(notebook):
    """Add comments and scores."""
    notebook.metadata["nbgrader"] = {"comments": ["well done"], "score": 8.0, "max_score": 8.0}
    for cell in notebook.cells:
        cell.metadata |= {"score": 1.0, "manual_score": 1.0, "extra_credit": 50.0, "comment": "well done"}
