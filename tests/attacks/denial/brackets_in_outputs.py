"""Hands in 90 MB of outputs, which are lists in lists that never end."""


def write(folder):
    """Break the notebook off in its first outputs."""
    notebook = folder / f"{folder.name}.ipynb"
    before, _, _ = notebook.read_text().partition('"outputs": [')
    notebook.write_text(before + '"outputs": [' + "[" * 90_000_000)
