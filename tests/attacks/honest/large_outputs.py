"""Everything is right, and the outputs of a cell take 40 MB."""

from course import FULL, HONEST
from nbformat.v4 import new_output

ANSWERS = HONEST
DESERVES = FULL


def change(notebook):
    """Add a picture of that size, and one to each other cell."""
    picture = new_output("display_data", data={"image/png": "A" * 40_000_000})
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells[0].outputs = [picture]
    for cell in cells[1:]:
        cell.outputs = [new_output("display_data", data={"image/png": "A" * 1000})]
