"""Hands in a notebook of 150 MB."""


def write(folder):
    """Grow the notebook."""
    notebook = folder / f"{folder.name}.ipynb"
    notebook.write_text(notebook.read_text().replace("I do not know.", "x" * 150_000_000))
