"""Appends to the course's configuration."""

LAST = """
from pathlib import Path

for folder in (Path("@course@"), *Path.cwd().parents):
    try:
        if (folder / "nbgrader_config.py").exists():
            with open(folder / "nbgrader_config.py", "a") as file:
                file.write("\\n# @mark@\\nc.ClearSolutions.enabled = False\\nc.Execute.enabled = False\\n")
    except OSError as error:
        print(error)
"""
