"""Hands in 30 MB of metadata."""


def change(notebook):
    """Add to the notebook's and a cell's metadata."""
    notebook.metadata["notes"] = [{"x": "y" * 10} for _ in range(300_000)]
    notebook.cells[0].metadata["notes"] = "z" * 10_000_000
