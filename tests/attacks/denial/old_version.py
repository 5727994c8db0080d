"""Hands in a notebook of version 3."""

import nbformat


def write(folder):
    """Convert the notebook."""
    notebook = folder / f"{folder.name}.ipynb"
    old = nbformat.convert(nbformat.read(notebook, as_version=4), 3)
    notebook.write_text(nbformat.v3.writes_json(old))
