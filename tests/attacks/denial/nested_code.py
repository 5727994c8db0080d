"""Writes cells that nest so deep that parsers give up; all answers are right."""

from course import FULL, HONEST
from nbformat.v4 import new_code_cell

DEEP = (
    "class A(torch" + ".a" * 3000 + "):\n    pass",
    "x" + ".a" * 20_000,
    "(" * 90 + "1" + ")" * 90,
    "(" * 5000 + "1" + ")" * 5000,
    "-" * 20_000 + "1",
    "1" + " + 1" * 20_000,
    "not " * 20_000 + "1",
    "lambda: " * 3000 + "1",
    "f" + "()" * 20_000,
    "x" + "[0]" * 20_000,
    "[" * 150 + "]" * 150,
    "\n".join(" " * depth + "if 1:" for depth in range(99)) + "\n" + " " * 99 + "pass",
    "if 1:\n    pass\n" + "elif 1:\n    pass\n" * 3000,
    "x = " * 5000 + "1",
    "1 if 1 else " * 3000 + "1",
    "def f(x=" * 80 + "1",
    "f'" + "{" * 200 + "}" * 200 + "'",
)


def change(notebook):
    """Add them after the imports, each in a cell of its own."""
    place = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code") + 1
    notebook.cells[place:place] = [new_code_cell(source, id=f"deep-{number}") for number, source in enumerate(DEEP)]


ANSWERS = HONEST
DESERVES = FULL
