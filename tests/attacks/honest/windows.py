"""Edits everything on Windows: lines end in two signs, and files begin with a mark; everything is right."""

import codecs
import json

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL


def write(folder):
    """Write all files again."""
    path = folder / f"{folder.name}.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    path.write_bytes(codecs.BOM_UTF8 + json.dumps(notebook, indent=1).replace("\n", "\r\n").encode())
    (folder / "timestamp.txt").write_bytes("2026-03-02 10:00:00 UTC\r\n".encode("utf-16"))
