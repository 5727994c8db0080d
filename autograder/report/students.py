"""The students of a report: what each has in each assignment, what is missing, and who sinks over the weeks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, median
from urllib.parse import quote

from sqlalchemy import Connection, select

from autograder.course import term
from autograder.course.folders import Course
from autograder.course.gradebook import ASSIGNMENT, STUDENT
from autograder.report.statistics import Statistics

#: Fewer assignments than this say nothing of how somebody goes on.
LEAST_WEEKS = 3
#: Who falls by this much against the class, as a share of all points, sinks.
SINKS = -0.2


@dataclass(frozen=True)
class Mark:
    """What a student has in an assignment.

    Attributes:
        score: what counts; None where nothing is graded.
        share: of the points that can be had; nothing handed in is 0; None while an answer waits for a person, or
            nothing is due.
        arrived: whether something was handed in that is not graded.
        due: whether the due date is over, or there is none.
        pages: the student's pages of feedback, relative to the report, by notebook.
    """

    score: float | None
    share: float | None
    arrived: bool
    due: bool
    pages: dict[str, str]

    @property
    def missing(self) -> bool:
        """Whether nothing was handed in of what was due."""
        return self.score is None and self.due and not self.arrived


@dataclass(frozen=True)
class Trend:
    """The mean shares of the first and of the last weeks, and how they changed against the class's median."""

    first: float
    last: float
    change: float

    @property
    def sinks(self) -> bool:
        """Whether it is time to ask."""
        return self.change <= SINKS


@dataclass(frozen=True)
class Student:
    """A student of the class.

    Attributes:
        id: nbgrader's.
        name: for people, with the id where somebody else has the same name.
        by_name: what the name is sorted by.
        email: where to write to; "" if that is not known.
        marks: one for each assignment of the report.
        trend: how the student goes on; None where that is not known.
    """

    id: str
    name: str
    by_name: str
    email: str
    marks: tuple[Mark, ...]
    trend: Trend | None

    @property
    def total(self) -> float:
        """All that counts."""
        return sum(mark.score or 0.0 for mark in self.marks)

    @property
    def missing(self) -> int:
        """How often nothing was handed in."""
        return sum(mark.missing for mark in self.marks)


def students(course: Course, db: Connection, assignments: Sequence[Statistics], into: Path) -> list[Student]:
    r"""Everybody whom the gradebook knows and who has not left, by name.

    Args:
        course: where submissions and feedback lie.
        db: its gradebook, open.
        assignments: in the order of weeks.
        into: the report's file, from which links lead to feedback.
    """
    rows = db.execute(select(STUDENT).order_by(STUDENT.c.last_name, STUDENT.c.first_name, STUDENT.c.id)).all()
    remembered = term.read(course.root)
    rows = [row for row in rows if row.id not in remembered.left]
    dates = {row.name: row.duedate for row in db.execute(select(ASSIGNMENT.c.name, ASSIGNMENT.c.duedate))}
    now = datetime.now(UTC).replace(tzinfo=None)  # nbgrader keeps UTC, and does not say so
    names = {row.id: " ".join(filter(None, (row.first_name, row.last_name))) or row.id for row in rows}
    alike = Counter(names.values())
    works = [{work.student: work for work in found.works} for found in assignments]
    medians = [median(found.scores) / found.worth if found.worth else 0.0 for found in assignments]
    made = []
    for row in rows:
        marks = []
        for found, of_class in zip(assignments, works, strict=True):
            work = of_class.get(row.id)
            share = work.total / found.worth if work and found.worth else 0.0
            arrived = work is None and (course.submitted / row.id / found.name).is_dir()
            longer = remembered.extension(row.id, found.name)
            due = (dates.get(found.name) or now) + (longer.time if longer else timedelta())
            known = share if (not work.waiting if work else not arrived and due <= now) else None
            score = work.total if work else None
            marks.append(Mark(score, known, arrived, due <= now, _pages(course, row.id, found.name, into)))
        name = names[row.id] if alike[names[row.id]] == 1 else f"{names[row.id]} ({row.id})"
        by_name = " ".join(filter(None, (row.last_name, row.first_name, row.id)))
        goes_on = trend([mark.share for mark in marks], medians)
        made.append(Student(row.id, name, by_name, _address(row.email), tuple(marks), goes_on))
    return made


def trend(shares: Sequence[float | None], medians: Sequence[float]) -> Trend | None:
    r"""How somebody goes on, against the class: a week that was hard for all makes nobody sink.

    Args:
        shares: of the points, a week each; None where that is not known.
        medians: of the class, likewise.
    Returns: the first half of the weeks beside the last one; None if there are too few.
    """
    known = [(share, share - middle) for share, middle in zip(shares, medians, strict=True) if share is not None]
    if len(known) < LEAST_WEEKS:
        return None
    half = len(known) // 2
    (first, against_first), (last, against_last) = (
        [fmean(each) for each in zip(*weeks, strict=True)] for weeks in (known[:half], known[-half:])
    )
    return Trend(first, last, against_last - against_first)


def _pages(course: Course, student: str, assignment: str, into: Path) -> dict[str, str]:
    found = sorted((course.feedback / student / assignment).glob("*.html"))
    return {path.stem: quote(Path(os.path.relpath(path, into.resolve().parent)).as_posix()) for path in found}


def _address(email: str | None) -> str:
    """An address that a link to it can hold."""
    return email if email and email.count("@") == 1 and not set(email) & set(' ,;?&%#"<>') else ""
