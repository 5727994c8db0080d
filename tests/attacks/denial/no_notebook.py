"""Hands in a folder without a notebook."""


def write(folder):
    """Take the notebook away."""
    (folder / f"{folder.name}.ipynb").unlink()
    (folder / "answers.docx").write_text("my answers")
