"""The marks of a class, read from the gradebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, select

from autograder import AutograderError
from autograder.course.gradebook import (
    ASSIGNMENT,
    GRADE,
    STUDENT,
    SUBMISSION,
    SUBMITTED,
)
from autograder.course.points import worth
from autograder.report.total import NAME, WORTH, Rule


@dataclass(frozen=True)
class Mark:
    """What a student reached in an assignment.

    Attributes:
        score: all points given, before a penalty.
        penalty: the points that lateness took off.
        unmarked: how many answers wait for a person; until then they count nothing.
        timestamp: when it was handed in, in UTC, if that is known.
    """

    score: float
    penalty: float
    unmarked: int
    timestamp: datetime | None

    @property
    def final(self) -> float:
        """What counts."""
        return max(0.0, self.score - self.penalty)


@dataclass(frozen=True)
class Marks:
    """A class, in the order of its names.

    Attributes:
        students: rows of nbgrader's table.
        assignments: rows of nbgrader's table, those that somebody handed in.
        worth: the points that can be had, by assignment.
        given: by student and assignment.
        left_out: ids of students whom the platform does not know.
        gone: ids of students who left.
        rule: what the course's total is made of; None if nobody said.
    """

    students: list[Row[Any]]
    assignments: list[Row[Any]]
    worth: dict[str, float]
    given: dict[tuple[str, str], Mark]
    left_out: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    rule: Rule | None = None

    @property
    def names(self) -> list[str]:
        """Of the assignments."""
        return [assignment.name for assignment in self.assignments]

    @property
    def columns(self) -> dict[str, str]:
        """What has a column, and what it is worth: the assignments, and the total if there is one."""
        worth = {name: number(self.worth[name]) for name in self.names}
        return worth | ({NAME: number(WORTH)} if self.rule else {})

    @property
    def unmarked(self) -> dict[str, int]:
        """How many answers wait for a person, by assignment, where there are any."""
        waiting = dict.fromkeys((assignment.name for assignment in self.assignments), 0)
        for student in self.students:
            for name in waiting:
                waiting[name] += mark.unmarked if (mark := self.given.get((student.id, name))) else 0
        return {name: answers for name, answers in waiting.items() if answers}

    def final(self, student: str, assignment: str) -> str:
        """What counts, as it is written: nothing handed in is 0."""
        mark = self.given.get((student, assignment))
        return number(mark.final if mark else 0.0)

    def finals(self, student: str) -> list[str]:
        """What counts, by column."""
        finals = [self.final(student, name) for name in self.names]
        return [*finals, number(self.rule.total(self.shares(student)))] if self.rule else finals

    def shares(self, student: str) -> dict[str, float]:
        """What a student reached of the points of each assignment, 0 to 1 and, with extra credit, above."""
        found = {name: self.given.get((student, name)) for name in self.names}
        return {
            name: mark.final / self.worth[name] if mark and self.worth[name] else 0.0 for name, mark in found.items()
        }


def read(db: Connection, students: list[str], assignments: list[str]) -> Marks:
    r"""The marks that a gradebook holds.

    Args:
        db: an open gradebook.
        students: whose; everyone's if empty.
        assignments: of which; of all that somebody handed in if empty.
    Raises: AutograderError: if one of them is unknown, or nobody handed in.
    """
    everyone = db.execute(select(STUDENT).order_by(STUDENT.c.last_name, STUDENT.c.first_name, STUDENT.c.id)).all()
    everything = db.execute(select(ASSIGNMENT).order_by(ASSIGNMENT.c.name)).all()
    _known("student", students, {row.id for row in everyone})
    _known("assignment", assignments, {row.name for row in everything})
    given = _given(db)
    handed_in = {name for _, name in given}
    chosen = [row for row in everything if row.name in handed_in and (not assignments or row.name in assignments)]
    if not chosen:
        raise AutograderError("The gradebook holds no marks to export: run `autograder grade` first.")
    return Marks([row for row in everyone if not students or row.id in students], chosen, worth(db), given)


def _known(what: str, names: list[str], there: set[str]) -> None:
    if missing := sorted(set(names) - there):
        raise AutograderError(f"The gradebook has no {what} {', '.join(missing)}: it has {len(there)} others.")


def _given(db: Connection) -> dict[tuple[str, str], Mark]:
    reached = func.coalesce(GRADE.c.manual_score, GRADE.c.auto_score, 0.0) + func.coalesce(GRADE.c.extra_credit, 0.0)
    unmarked = case((GRADE.c.needs_manual_grade & GRADE.c.manual_score.is_(None), 1), else_=0)
    key = (SUBMISSION.c.student_id, ASSIGNMENT.c.name, SUBMISSION.c.timestamp)
    handed_in = SUBMISSION.join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id).join(
        SUBMITTED, SUBMITTED.c.assignment_id == SUBMISSION.c.id
    )
    # Two questions: in one, a notebook's penalty would be counted once for each of its grades.
    penalties = dict(
        ((student, assignment), penalty or 0.0)
        for student, assignment, _, penalty in db.execute(
            select(*key, func.sum(SUBMITTED.c.late_submission_penalty)).select_from(handed_in).group_by(*key)
        )
    )
    points = db.execute(
        select(*key, func.sum(reached), func.sum(unmarked))
        .select_from(handed_in.outerjoin(GRADE, GRADE.c.notebook_id == SUBMITTED.c.id))
        .group_by(*key)
    )
    return {
        (student, assignment): Mark(score, penalties[student, assignment], waiting, timestamp)
        for student, assignment, timestamp, score, waiting in points
    }


def number(value: float) -> str:
    r"""As files have it: four decimals at most."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
