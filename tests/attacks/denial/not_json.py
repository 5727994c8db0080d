"""Hands in something that is not JSON."""


def write(folder):
    """Replace the notebook."""
    (folder / f"{folder.name}.ipynb").write_bytes(b"%PDF-1.7\n\xff\xfe\x00 my answers")
