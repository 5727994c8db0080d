"""Deletes the gradebook."""

LAST = """
from pathlib import Path

for folder in (Path("@course@"), *Path.cwd().parents):
    for file in folder.glob("*.db"):
        try:
            file.unlink()
        except OSError as error:
            print(error)
"""
