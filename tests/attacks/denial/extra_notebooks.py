"""Hands in more notebooks than were asked for, one with a line break in its name."""


def write(folder):
    """Copy the notebook under other names."""
    text = (folder / f"{folder.name}.ipynb").read_text()
    for name in ("attacks (1).ipynb", "Attacks.ipynb", "attacks\n.ipynb", "-rf.ipynb", "attacks\udcff.ipynb"):
        (folder / name).write_text(text)
