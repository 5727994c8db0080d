"""Hands in JSON that nests 200,000 deep."""


def write(folder):
    """Replace the notebook."""
    (folder / f"{folder.name}.ipynb").write_text("[" * 200_000 + "]" * 200_000)
