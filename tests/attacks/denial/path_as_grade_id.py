"""Adds graded cells whose names are paths and pieces of programs."""

from copy import deepcopy

from autograder.course import notebook as nb


def change(notebook):
    """Add copies of a test under other names."""
    test = next(cell for cell in notebook.cells if nb.grade_id(cell) == "double_value")
    names = (
        "../../../left_by_attack",
        "/" + "tmp/left_by_attack",
        "'; drop table grade; --",
        "{{7*7}}",
        "",
        "x" * 5000,
    )
    for number, name in enumerate(names):
        cell = deepcopy(test)
        cell.id, cell.metadata.nbgrader.grade_id = f"path-{number}", name
        notebook.cells.append(cell)
