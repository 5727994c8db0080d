"""Hands in a notebook of version 99."""


def write(folder):
    """Change the version."""
    notebook = folder / f"{folder.name}.ipynb"
    notebook.write_text(notebook.read_text().replace('"nbformat": 4', '"nbformat": 99'))
