"""Marks for other systems, as plugins of nbgrader.

`nbgrader export --exporter=autograder.report.export.Canvas` runs them too.

All of them say the same: what a student reached, less what lateness took off; nothing handed in counts nothing.
An assignment that nobody handed in is left out. A name that a spreadsheet would run as a formula is text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from sqlalchemy import Connection, Row, case, func, select, union_all
from traitlets import Unicode

from autograder import AutograderError
from autograder.course.files import write_new
from autograder.course.gradebook import (
    ASSIGNMENT,
    CELL,
    GRADE,
    GRADE_CELL,
    NOTEBOOK,
    STUDENT,
    SUBMISSION,
    SUBMITTED,
    TASK_CELL,
)
from autograder.report.participants import in_list

Line = list[str]


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
    """

    students: list[Row[Any]]
    assignments: list[Row[Any]]
    worth: dict[str, float]
    given: dict[tuple[str, str], Mark]
    left_out: tuple[str, ...] = ()

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
        return _number(mark.final if mark else 0.0)


class Exporter(ExportPlugin):
    """Writes one file; `to`, `student` and `assignment` are nbgrader's settings."""

    #: What the file is written in; a spreadsheet takes UTF-8 for something else unless a mark at its start says so.
    encoding = "utf-8"
    participants = Unicode("", help="The platform's list of its users: who is not in it is left out.").tag(config=True)

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""The file's lines, the header among them."""
        raise NotImplementedError

    def export(self, gradebook: Gradebook) -> Marks:
        r"""Write the file, whole or not at all.

        Returns: what it says.
        Raises: AutograderError: if there is such a file, a student or assignment is unknown, nobody handed in, or the
            platform's list has none of the students.
        """
        with gradebook.engine.connect() as db:
            marks = read(db, [str(name) for name in self.student], [str(name) for name in self.assignment])
        if self.participants:
            marks = _of(Path(self.participants), marks)
        write_new(Path(self.to or "grades.csv"), _text(self.lines(marks)).encode(self.encoding), "--to")
        return marks


class Csv(Exporter):
    """A line for each student and assignment, with nbgrader's own columns, for people and their spreadsheets."""

    encoding = "utf-8-sig"

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""nbgrader's own exporter puts no quotes around a name with a comma in it."""
        yield [
            *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
            *("raw_score", "late_submission_penalty", "score", "max_score"),
        ]
        for assignment in marks.assignments:
            for student in marks.students:
                mark = marks.given.get((student.id, assignment.name)) or Mark(0.0, 0.0, 0, None)
                numbers = (mark.score, mark.penalty, mark.final, marks.worth[assignment.name])
                yield [
                    *(assignment.name, str(assignment.duedate or ""), str(mark.timestamp or "")),
                    *(student.id, *map(_plain, (student.last_name, student.first_name, student.email))),
                    *map(_number, numbers),
                ]


class Canvas(Exporter):
    """Canvas's gradebook: Import takes it.

    Source: Instructure, Canvas instructor guide, "How do I import grades in the Gradebook?": the columns Student, ID,
    SIS User ID, SIS Login ID and Section, then one for each assignment, and a second line with the points possible.
    """

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""Canvas knows a student by its own number (nbgrader's lms_user_id) or by the name for logging in.

        Of a number that is none it would take the digits at the start, and so another student.
        """
        names = [assignment.name for assignment in marks.assignments]
        yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names]
        yield ["    Points Possible", "", "", "", "", *(_number(marks.worth[name]) for name in names)]
        for student in marks.students:
            whole = ", ".join(filter(None, (student.last_name, student.first_name))) or student.id
            finals = (marks.final(student.id, name) for name in names)
            number = student.lms_user_id or ""
            yield [_plain(whole), number if number.isdecimal() else "", "", student.id, "", *finals]


class Moodle(Exporter):
    """Moodle's gradebook: Import, CSV file takes it, and asks which column names the student: Username, or ID number.

    Source: Moodle, grade/import/csv/classes/load_data.php: one unknown user ends an import, and a user's column that is
    empty gives the marks to the user of the line above.
    """

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""The column of ID numbers, nbgrader's lms_user_id, is there if every student has one."""
        names = [assignment.name for assignment in marks.assignments]
        numbered = all(student.lms_user_id for student in marks.students)
        yield ["First name", "Last name", "Username", *["ID number"] * numbered, "Email address", *names]
        for student in marks.students:
            finals = (marks.final(student.id, name) for name in names)
            names_of = (_plain(student.first_name), _plain(student.last_name), student.id)
            yield [*names_of, *[student.lms_user_id] * numbered, _plain(student.email), *finals]


class Brightspace(Exporter):
    """Brightspace's grades: Enter Grades, Import takes it.

    Source: D2L, "Importing grades": OrgDefinedId or Username or both, then "<grade item> Points Grade", and at the end
    of each line the indicator.
    """

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""OrgDefinedId is nbgrader's lms_user_id, where a student has one."""
        names = [assignment.name for assignment in marks.assignments]
        yield ["OrgDefinedId", "Username", *(f"{name} Points Grade" for name in names), "End-of-Line Indicator"]
        for student in marks.students:
            finals = (marks.final(student.id, name) for name in names)
            yield [student.lms_user_id or "", student.id, *finals, "#"]


FORMATS: dict[str, type[Exporter]] = {"csv": Csv, "canvas": Canvas, "moodle": Moodle, "brightspace": Brightspace}


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
    return Marks([row for row in everyone if not students or row.id in students], chosen, _worth(db), given)


def _of(participants: Path, marks: Marks) -> Marks:
    """The marks of those whom a platform's list names."""
    named = {student.id: (student.id, student.lms_user_id or "", student.email or "") for student in marks.students}
    there = in_list(participants, named)
    left_out = tuple(id for id in named if id not in there)
    return replace(marks, students=[student for student in marks.students if student.id in there], left_out=left_out)


def _known(what: str, names: list[str], there: set[str]) -> None:
    if missing := sorted(set(names) - there):
        raise AutograderError(f"The gradebook has no {what} {', '.join(missing)}: it has {len(there)} others.")


def _worth(db: Connection) -> dict[str, float]:
    """The points of each assignment, by its name."""
    cells = union_all(*(select(table.c.id, table.c.max_score) for table in (GRADE_CELL, TASK_CELL))).subquery()
    of_assignment = (
        ASSIGNMENT.join(NOTEBOOK, NOTEBOOK.c.assignment_id == ASSIGNMENT.c.id)
        .join(CELL, CELL.c.notebook_id == NOTEBOOK.c.id)
        .join(cells, cells.c.id == CELL.c.id)
    )
    points = select(ASSIGNMENT.c.name, func.sum(cells.c.max_score)).select_from(of_assignment)
    return {name: worth for name, worth in db.execute(points.group_by(ASSIGNMENT.c.name))}


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


def _plain(text: str | None) -> str:
    """A text as a spreadsheet leaves it alone: students choose their names. Ids are the instructor's, and stay."""
    text = " ".join((text or "").split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _text(lines: Iterable[Line]) -> str:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue()
