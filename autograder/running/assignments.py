"""When assignments are due, and how much each counts."""

from __future__ import annotations

from dataclasses import dataclass

from autograder import AutograderError
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.late import clock
from autograder.intake.times import exact


@dataclass(frozen=True)
class Listed:
    r"""An assignment: its full name, when it is due, or "", how much it counts, and how many have longer."""

    name: str
    due: str
    weight: float
    longer: int


def due(course: Course, assignment: str, date: str) -> list[str]:
    r"""Set when an assignment is due.

    Returns: what was done, and whose extension moved with it.
    Raises: AutograderError: if the date leaves a doubt.
    """
    moment = exact(date, course.zone)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(assignment, duedate=moment)
    longer = term.read(course.root).extensions.get(assignment, {})
    again = f"run `autograder grade {assignment}` if it was graded before"
    return [
        f"{assignment} is due on {clock(moment, course.zone)}: {again}",
        *(f"{who} now has until {clock(moment + given.time, course.zone)}" for who, given in sorted(longer.items())),
    ]


def weight(course: Course, assignment: str, counts: float) -> str:
    r"""Set how much an assignment counts in the course's total, beside others, which count 1.

    Raises: AutograderError: if it is no number from 0 on.
    """
    if not 0 <= counts < float("inf"):
        raise AutograderError(f"A weight of {counts:g} is none, expected 0, 0.5, 2 or the like: correct it.")
    with term.changed(course) as remembered:
        remembered.weights.pop(assignment, None)
        if counts != 1:
            remembered.weights[assignment] = counts
    return f"{assignment} counts {counts:g} in the course's total, which `autograder export` writes"


def drop_worst(course: Course, results: int) -> str:
    r"""Set how many results of each student, the worst, do not count in the course's total.

    Raises: AutograderError: if it is none, or nothing would be left.
    """
    there = len(course.names())
    if not 0 <= results < there:
        raise AutograderError(f"{results} of {there} assignments cannot be dropped, expected 0 to {there - 1}.")
    with term.changed(course) as remembered:
        remembered.drop_worst = results
    if not results:
        return "every result counts in the course's total"
    return f"the {results} worst results of each student do not count in the course's total"


def listed(course: Course) -> list[Listed]:
    r"""All assignments."""
    remembered = term.read(course.root)
    with course.gradebook() as gradebook:
        known = {each.name: each.duedate for each in gradebook.assignments}
    return [
        Listed(
            *(name, clock(known[name], course.zone) if known.get(name) else ""),
            *(remembered.weights.get(name, 1), len(remembered.extensions.get(name, {}))),
        )
        for name in sorted({*course.names(), *known})
    ]
