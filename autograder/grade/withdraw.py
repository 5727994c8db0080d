"""Withdraw a test after hand-in: what is graded is counted anew, from what grading saw, and nothing is run again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course import points
from autograder.course.folders import Course
from autograder.course.gradebook import read_class
from autograder.grade.record import Recorder
from autograder.grading.stored_plans import as_released, keep_withdrawn, load, returned, returning, withdrawn
from autograder.grading.withdrawn import Key, Withdrawal, many, tests


@dataclass(frozen=True)
class Recount:
    """What came of counting anew.

    Attributes:
        assignment: its full name.
        test: the grade id.
        said: what became of the test's points, in a sentence.
        worth: the points that can be had in the assignment, before and now.
        marks: what counts for each student who was graded, before and now.
        unseen: students of whom no graded notebook says what they had in the test.
    """

    assignment: str
    test: str
    said: str
    worth: tuple[float, float]
    marks: Mapping[str, tuple[float, float]]
    unseen: list[str]

    @property
    def changed(self) -> dict[str, tuple[float, float]]:
        """The marks that are not what they were."""
        return {student: (old, new) for student, (old, new) in self.marks.items() if abs(old - new) > 1e-9}

    @property
    def unchanged(self) -> list[str]:
        """The students whose mark is what it was."""
        return [student for student in self.marks if student not in self.changed]


def withdraw(course: Course, assignment: str, test: str, *, out_of_total: bool = False) -> Recount:
    r"""Take a test out of what counts, for who is graded and who will be.

    Args:
        course: where plan and gradebook are.
        assignment: its full name.
        test: the test's grade id; with its notebook and a slash before it, where several have it.
        out_of_total: whether its points leave the total; otherwise everybody who handed in has them.
    Raises: AutograderError: if there is no such test, or the gradebook does not know the assignment.
    """
    key, worth = _found(course, assignment, test)
    before = withdrawn(course, assignment)
    with Recorder(course) as recorder:
        recorder.refuse_unknown(assignment)
        marks, total = _marks(recorder, assignment)
        with recorder.transaction() as db:
            given = points.by_hand(db, assignment, *key)
        made = Withdrawal(out_of_total, {**(before[key].by_hand if key in before else {}), **given})
        # What a person gave is kept before it is cleared: killed at any moment and run again, it is not lost.
        keep_withdrawn(course, assignment, {**before, key: made})
        with recorder.transaction() as db:
            points.clear_by_hand(db, assignment, *key)
        unseen = _count(course, recorder, assignment, marks)
        now, total_now = _marks(recorder, assignment)
    moved = {student: (marks.get(student, 0.0), mark) for student, mark in now.items()}
    return Recount(assignment, key[1], made.said(worth), (total, total_now), moved, unseen)


def take_back(course: Course, assignment: str, test: str) -> Recount:
    r"""Let a test count again that was withdrawn, as if it had never been. Takes what `withdraw` does.

    Raises: AutograderError: if it is not withdrawn.
    """
    key, worth = _found(course, assignment, test)
    before = withdrawn(course, assignment)
    if key not in before:
        there = ", ".join(name for _, name in before) or "none"
        raise AutograderError(f"{key[1]} of {assignment} is not withdrawn; of its tests, withdrawn: {there}.")
    with Recorder(course) as recorder:
        recorder.refuse_unknown(assignment)
        marks, total = _marks(recorder, assignment)
        with recorder.transaction() as db:
            points.put_back(db, assignment, *key, before[key].by_hand)
        keep_withdrawn(course, assignment, {each: kept for each, kept in before.items() if each != key})
        unseen = _count(course, recorder, assignment, marks, key)
        now, total_now = _marks(recorder, assignment)
    moved = {student: (marks.get(student, 0.0), mark) for student, mark in now.items()}
    said = f"This test counts again, for {many(worth, 'point')}"
    return Recount(assignment, key[1], said, (total, total_now), moved, unseen)


def put_back(course: Course, assignment: str) -> list[str]:
    r"""After a new release, in which no test is withdrawn: what persons gave for such tests counts again, too.

    Returns: the tests that count again.
    """
    before = returning(course, assignment)
    there = [key for key in before if key in tests(as_released(course, assignment))]
    if there:
        with Recorder(course) as recorder, recorder.transaction() as db:
            for key in there:
                points.put_back(db, assignment, *key, before[key].by_hand)
    if before:
        returned(course, assignment)
    return [test for _, test in there]


def _found(course: Course, assignment: str, test: str) -> tuple[Key, float]:
    """Notebook and grade id of a test, and its points as released."""
    there = tests(as_released(course, assignment))
    found = [key for key in there if test in (key[1], "/".join(key))]
    if not found:
        names = ", ".join(name for _, name in there) or "none"
        raise AutograderError(f"There is no test {test} in {assignment}; there are: {names}.")
    if len(found) > 1:
        names = " or ".join("/".join(key) for key in found)
        raise AutograderError(f"{assignment} has {len(found)} tests of the name {test}: say {names}.")
    return found[0], nb.points(there[found[0]])


def _marks(recorder: Recorder, assignment: str) -> tuple[dict[str, float], float]:
    """What counts for each student who was graded, and what can be had."""
    with recorder.transaction() as db:
        return {work.student: work.total for work in read_class(db, assignment)}, points.worth(db)[assignment]


def _count(
    course: Course, recorder: Recorder, assignment: str, students: Iterable[str], again: Key | None = None
) -> list[str]:
    """Bring the gradebook up to date; who cannot be counted, or not in a test that counts again."""
    plans, unseen = load(course, assignment), []
    recorder.weigh(plans)
    for student in students:
        recorder.recount(student, plans)
        recorder.settle(student, assignment)
        seen = {plan.name: recorder.earned(student, plan) for plan in plans}
        of_test = seen.get(again[0]) if again else None
        # Of several notebooks, one may not have been handed in; with none at all, the folder of graded ones lacks it.
        if all(found is None for found in seen.values()) or (again and of_test is not None and again[1] not in of_test):
            unseen.append(student)
    return unseen
