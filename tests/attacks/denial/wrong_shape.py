"""Hands in JSON that is no notebook."""


def write(folder):
    """Replace the notebook."""
    (folder / f"{folder.name}.ipynb").write_text(
        '{"cells": {"0": 1}, "metadata": [], "nbformat": 4, "nbformat_minor": 5}'
    )
