"""Overwrites the submissions, the marked notebooks and the feedback of others."""

LAST = """
from pathlib import Path

for course in (Path("@course@"), *Path.cwd().parents):
    for folder in ("submitted", "autograded", "feedback"):
        for file in (course / folder).glob("*/*/*"):
            if file.is_file() and "submissions_overwritten" not in file.parts[-3]:
                try:
                    file.chmod(0o644)
                    file.write_text("@mark@")
                except OSError as error:
                    print(error)
"""
