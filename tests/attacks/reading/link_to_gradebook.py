"""Hands in links to the gradebook, the source and the plans, by relative and absolute paths."""


def write(folder):
    """Add the links; feedback would follow them."""
    course = folder.parents[2]
    (folder / "data.db").symlink_to("../../../gradebook.db")
    (folder / "more").symlink_to(course / "source")
    (folder / "tests.csv").symlink_to(course / "source" / folder.name / f"{folder.name}.ipynb")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "nowhere.txt").symlink_to("/nowhere/at/all")
    (folder / "itself.txt").symlink_to("itself.txt")
