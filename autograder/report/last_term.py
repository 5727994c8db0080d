"""How exercises went last term: read from that term's course folder, in which nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.gradebook import read_class
from autograder.grading.stored_plans import as_counted
from autograder.report.statistics import ExerciseStatistics, reached


@dataclass(frozen=True)
class Before:
    """An exercise as last term's class did it.

    Attributes:
        share: the mean share of its points that was reached, 0 to 1.
        error: the standard error of that; None of a single student.
        students: how many handed in.
        tests: the text of its tests.
    """

    share: float
    error: float | None
    students: int
    tests: tuple[str, ...]

    def chance(self, now: ExerciseStatistics) -> float | None:
        r"""By how much the two classes' shares may differ by chance: twice the standard error of the difference."""
        if self.error is None or now.error is None:
            return None
        return 2 * hypot(self.error, now.error)

    def worse_by(self, now: ExerciseStatistics) -> bool:
        r"""Whether this term's class did worse in the same tests, beyond chance."""
        chance = self.chance(now)
        if now.share is None or chance is None or self.tests != now.tests:
            return False
        return self.share - now.share > chance


def last_term(course: Course, names: Sequence[str]) -> dict[tuple[str, str, str], Before]:
    r"""The exercises of last term's assignments, by assignment, notebook and the id of the answer.

    Args:
        course: last term's, with its gradebook, and its plans or sources.
        names: the full names of this term's assignments; one that was not graded last term is left out.
    Raises: AutograderError: if it has no marks of them, or that gradebook, a plan or a source cannot be read.
    """
    found: dict[tuple[str, str, str], Before] = {}
    with course.gradebook_to_read() as db:
        for name in names:
            works = read_class(db, name)
            notebooks = as_counted(course, name) if works else {}
            for notebook, released in notebooks.items():
                for exercise in nb.exercises(released):
                    if (share := reached(notebook, exercise, works)) is not None:
                        tests = tuple(test.source for test in exercise.tests)
                        found[name, notebook, exercise.id] = Before(*share, len(works), tests)
    if not found:
        raise AutograderError(f"{course.root} has no marks of {', '.join(names)}: name last term's course folder.")
    return found
