"""Hands in a link to a file that never ends."""


def write(folder):
    """Add the link."""
    (folder / "data.csv").symlink_to("/dev/zero")
