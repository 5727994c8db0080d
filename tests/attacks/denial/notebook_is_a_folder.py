"""Hands in a folder with the notebook's name."""


def write(folder):
    """Replace the notebook."""
    notebook = folder / f"{folder.name}.ipynb"
    notebook.unlink()
    notebook.mkdir()
    (notebook / "inside.txt").write_text("hello")
