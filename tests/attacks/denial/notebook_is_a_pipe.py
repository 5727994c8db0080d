"""Hands in a pipe in place of a notebook."""

import os


def write(folder):
    """Replace the notebook."""
    notebook = folder / f"{folder.name}.ipynb"
    notebook.unlink()
    os.mkfifo(notebook)
