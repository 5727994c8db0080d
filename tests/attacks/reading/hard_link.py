"""Hands in a second name of the gradebook's and the source's file."""


def write(folder):
    """Add hard links."""
    course = folder.parents[2]
    for file in (course / "gradebook.db", course / "source" / folder.name / f"{folder.name}.ipynb"):
        (folder / f"data_{file.name}.csv").hardlink_to(file)
