"""Answers that behave alike: who makes which known mistake, and who goes wrong in one way that has no name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.course.outcome import WITHHELD
from autograder.feedback.lost_points import UNNAMED, LostPoints
from autograder.feedback.recognise import Failure

#: Kinds of wrong answers that no bank names.
NOT_DONE, STOPPED = "not done", "the cell of the answer stops with an error"
UNKNOWN = "like no known mistake, or like more than three"
_REST = (NOT_DONE, STOPPED, UNKNOWN)


@dataclass(frozen=True)
class Group:
    """Students whose answers to an exercise are wrong in one way.

    Attributes:
        name: what these answers behave like.
        students: their ids, in order.
        known: whether the bank of known mistakes names it.
    """

    name: str
    students: tuple[str, ...]
    known: bool = False

    @property
    def alike(self) -> bool:
        """Whether these answers have more in common than that points were lost."""
        return self.name not in _REST


def groups(lost: Mapping[str, LostPoints], failed: Mapping[str, Mapping[str, Failure]]) -> list[Group]:
    r"""Group the wrong answers to an exercise.

    Args:
        lost: who lost points, by student; what a person judged is left out, since that person said what is wrong.
        failed: what went wrong in each test, by student.
    Returns: known mistakes and answers that are alike, the most common first; then the rest.
    """
    kinds: dict[tuple[str, bool], list[str]] = {}
    nameless: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for student, each in lost.items():
        if each.by_hand:
            continue
        if each.undone or each.missing or each.stopped:
            kinds.setdefault((STOPPED if each.stopped else NOT_DONE, False), []).append(student)
        elif each.mistakes:
            for name in sorted({"; or ".join(alike) for alike in each.mistakes}):
                kinds.setdefault((name, True), []).append(student)
        else:
            nameless.setdefault(_behaviour(each, failed.get(student, {})), []).append(student)
    for seen, students in nameless.items():
        name = UNKNOWN
        if seen and len(students) > 1:
            tests = dict.fromkeys("a test without a name" if UNNAMED.fullmatch(test) else test for test, _ in seen)
            name = f"alike among themselves, and like no known mistake: fails {', '.join(tests)}"
        kinds.setdefault((name, False), []).extend(students)
    found = [Group(name, tuple(sorted(students)), known) for (name, known), students in kinds.items()]
    return sorted(found, key=lambda group: (not group.alike, -len(group.students), group.name))


def _behaviour(lost: LostPoints, failed: Mapping[str, Failure]) -> tuple[tuple[str, str], ...]:
    """How an answer went wrong in its tests, to compare; nothing where that is not known of each."""
    seen = [(test.id, failed[test.id]) for test in lost.tests if test.id in failed]
    if len(seen) < len(lost.tests) or any(f.behaviour is None and WITHHELD in f.message for _, f in seen):
        return ()
    return tuple(sorted((test, failure.behaviour or failure.message) for test, failure in seen))
