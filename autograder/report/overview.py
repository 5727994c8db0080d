"""What Monday morning asks of a report: what to say in class, whom to write to, and which exercise to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.report.groups import NOT_DONE, STOPPED, Group
from autograder.report.last_term import Before
from autograder.report.statistics import ExerciseStatistics, Statistics

#: An exercise of which less than this is reached is hard.
HARD = 0.5
#: With fewer students than this, chance alone makes a discrimination below 0.
_ENOUGH = 30
#: Wrong answers without a name that are too many to be left without one.
_NAMELESS = 3


@dataclass(frozen=True)
class Misconception:
    """A way in which answers are wrong, over all assignments: who, and in which exercises.

    Attributes:
        name: what the answers behave like.
        students: ids of all who gave such an answer somewhere, in order.
        places: assignment and exercise, each with its group.
    """

    name: str
    students: tuple[str, ...]
    places: tuple[tuple[Statistics, ExerciseStatistics, Group], ...]


@dataclass(frozen=True)
class ToMend:
    """An exercise that needs a look, the points that the class lost in it, and why."""

    assignment: Statistics
    exercise: ExerciseStatistics
    lost: float
    why: tuple[str, ...]


def misconceptions(assignments: Iterable[Statistics]) -> list[Misconception]:
    r"""The ways to be wrong that several students share, the most common first."""
    places: dict[str, list[tuple[Statistics, ExerciseStatistics, Group]]] = {}
    for assignment in assignments:
        for exercise in assignment.rows:
            for group in exercise.wrong:
                if group.alike:
                    # What has no name is the same within an exercise alone.
                    key = group.name if group.known else f"{assignment.name} {exercise.title}: {group.name}"
                    places.setdefault(key, []).append((assignment, exercise, group))
    found = []
    for there in places.values():
        students = tuple(sorted({student for *_, group in there for student in group.students}))
        if len(students) > 1:
            found.append(Misconception(there[0][2].name, students, tuple(there)))
    return sorted(found, key=lambda each: (-len(each.students), each.name))


def to_mend(assignments: Iterable[Statistics], before: Mapping[tuple[str, str, str], Before]) -> list[ToMend]:
    r"""The exercises that need a look, those first that cost the class most.

    Args:
        assignments: of the report.
        before: how exercises went last term, by assignment, notebook and id; empty if there was none.
    """
    found = []
    for assignment in assignments:
        for row in assignment.rows:
            if row.share is not None and (
                why := _why(row, len(assignment.works), before.get((assignment.name, *row.key)))
            ):
                lost = (1 - row.share) * row.points * len(assignment.works)
                found.append(ToMend(assignment, row, lost, tuple(why)))
    return sorted(found, key=lambda each: (-each.lost, each.assignment.name, each.exercise.key))


def _why(row: ExerciseStatistics, students: int, before: Before | None) -> list[str]:
    why = []
    if row.share is not None and row.share < HARD:
        why.append(f"the class reached {100 * row.share:.0f} % of its points")
    if students >= _ENOUGH and not isinstance(row.discrimination, str) and row.discrimination < 0:
        why.append("those who do well elsewhere do worse here (discrimination below 0): look at its tests")
    unnamed = (group for group in row.wrong if not group.known and group.name not in (NOT_DONE, STOPPED))
    nameless = sum(len(group.students) for group in unnamed)
    if nameless >= _NAMELESS:
        why.append(f"{nameless} wrong answers are like no known mistake")
    if before is not None and before.worse_by(row):
        why.append(f"last term's class reached {100 * before.share:.0f} %, beyond what chance makes")
    return why
