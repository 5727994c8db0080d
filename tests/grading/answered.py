"""Submissions made as a student makes them: the release, with answers in its cells."""

from __future__ import annotations

from copy import deepcopy

from nbformat.v4 import new_code_cell

from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import KnownAnswer, filled
from autograder.course.folders import Course


def with_answers(course: Course, name: str, *answers: KnownAnswer) -> dict[str, str]:
    """What stands in each code cell for answers, by grade id: the solution, but for these known answers."""
    source = nb.read(course.notebook(name))
    homes = bank.asked_functions(source)
    found = {}
    for exercise in nb.exercises(source):
        if not exercise.by_hand:
            cell = deepcopy(exercise.todo)
            for answer in answers:
                if homes[answer.function] == exercise.id:
                    cell.source = filled(cell, answer.source)
            found[exercise.id] = nb.without_markers(cell.source)
    return found


def hand_in(course: Course, name: str, student: str, sources: dict[str, str], *more: str) -> None:
    """Hand in the release with these sources in its cells, by grade id, and more cells after the one that imports."""
    notebook = nb.read(course.release / name / f"{name}.ipynb")
    cells = {nb.grade_id(cell): cell for cell in notebook.cells}
    for grade_id, source in sources.items():
        cells[grade_id].source = source
    imports = next((number for number, cell in enumerate(notebook.cells) if cell.id == "imports"), 0)
    notebook.cells[imports + 1 : imports + 1] = [new_code_cell(source, id=f"own-{i}") for i, source in enumerate(more)]
    nb.write(notebook, course.submitted / student / name / f"{name}.ipynb")
