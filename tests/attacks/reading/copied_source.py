"""Copies the source, the gradebook and other submissions into its folder, so that feedback ships them."""

LAST = """
import shutil
from pathlib import Path

for folder in (Path("@course@"), *Path.cwd().parents):
    for place in ("source", "gradebook.db", "plans", "submitted/a_before"):
        try:
            if (folder / place).is_dir():
                shutil.copytree(folder / place, f"copied_{place.replace('/', '_')}", dirs_exist_ok=True)
            elif (folder / place).is_file():
                shutil.copy(folder / place, f"copied_{place}")
        except OSError as error:
            print(error)
"""
