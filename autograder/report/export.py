"""Marks for other systems, as plugins of nbgrader.

`nbgrader export --exporter=autograder.report.export.Canvas` runs them too.

All of them say the same: what a student reached, less what lateness took off; nothing handed in counts nothing.
An assignment that nobody handed in is left out, and so is a student who left. Where an instructor said what counts how
much, the course's total stands there, too. A name that a spreadsheet would run as a formula is text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from autograder.course import term
from autograder.course.files import write_new
from autograder.report.marks import Mark, Marks, number, read
from autograder.report.participants import in_list
from autograder.report.total import NAME, WORTH, Rule

Line = list[str]


class Exporter(ExportPlugin):
    """Writes one file; `to`, `student` and `assignment` are nbgrader's settings."""

    #: What the file is written in; a spreadsheet takes UTF-8 for something else unless a mark at its start says so.
    encoding = "utf-8"
    participants = Unicode("", help="The platform's list of its users: who is not in it is left out.").tag(config=True)
    course = Unicode("", help="The course's folder; nbgrader's own setting, if not given.").tag(config=True)

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""The file's lines, the header among them."""
        raise NotImplementedError

    def export(self, gradebook: Gradebook) -> Marks:
        r"""Write the file, whole or not at all.

        Returns: what it says.
        Raises: AutograderError: if there is such a file, a student or assignment is unknown, nobody handed in, the
            platform's list has none of the students, or more is to be dropped than there is.
        """
        remembered = term.read(Path(self.course or self.config.CourseDirectory.get("root", "")))
        with gradebook.engine.connect() as db:
            marks = read(db, [str(name) for name in self.student], [str(name) for name in self.assignment])
        if not self.student:
            marks = _without(remembered.left, marks)
        rule = Rule(remembered.weights, remembered.drop_worst)
        if rule.fits(marks.names):
            marks = replace(marks, rule=rule)
        if self.participants:
            marks = _of(Path(self.participants), marks)
        write_new(Path(self.to or "grades.csv"), _text(self.lines(marks)).encode(self.encoding), "--to")
        return marks


class Csv(Exporter):
    """A line for each student and assignment, with nbgrader's own columns, for people and their spreadsheets."""

    encoding = "utf-8-sig"

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""nbgrader's own exporter puts no quotes around a name with a comma in it.

        With a total, a column says what counts how much, and a student's lines end with the total.
        """
        rule = marks.rule
        yield [
            *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
            *("raw_score", "late_submission_penalty", "score", "max_score", *["weight"] * bool(rule)),
        ]
        for assignment in marks.assignments:
            for student in marks.students:
                mark = marks.given.get((student.id, assignment.name)) or Mark(0.0, 0.0, 0, None)
                numbers = (mark.score, mark.penalty, mark.final, marks.worth[assignment.name])
                named = (student.id, *map(_plain, (student.last_name, student.first_name, student.email)))
                dated = (assignment.name, str(assignment.duedate or ""), str(mark.timestamp or ""))
                yield [*dated, *named, *map(number, numbers), *self._weight(marks, student.id, assignment.name)]
        for student in marks.students if rule else ():
            named = (student.id, *map(_plain, (student.last_name, student.first_name, student.email)))
            total = marks.finals(student.id)[-1]
            yield [NAME, "", "", *named, total, "0", total, number(WORTH), ""]

    def _weight(self, marks: Marks, student: str, assignment: str) -> Line:
        """How much a result counts; nothing where nobody said what does."""
        if marks.rule is None:
            return []
        dropped = assignment in marks.rule.dropped(marks.shares(student))
        return ["dropped" if dropped else number(marks.rule.weight(assignment))]


class Canvas(Exporter):
    """Canvas's gradebook: Import takes it.

    Source: Instructure, Canvas instructor guide, "How do I import grades in the Gradebook?": the columns Student, ID,
    SIS User ID, SIS Login ID and Section, then one for each assignment, and a second line with the points possible.
    """

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""Canvas knows a student by its own number (nbgrader's lms_user_id) or by the name for logging in.

        Of a number that is none it would take the digits at the start, and so another student.
        """
        yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *marks.columns]
        yield ["    Points Possible", "", "", "", "", *marks.columns.values()]
        for student in marks.students:
            whole = ", ".join(filter(None, (student.last_name, student.first_name))) or student.id
            number = student.lms_user_id or ""
            yield [_plain(whole), number if number.isdecimal() else "", "", student.id, "", *marks.finals(student.id)]


class Moodle(Exporter):
    """Moodle's gradebook: Import, CSV file takes it, and asks which column names the student: Username, or ID number.

    Source: Moodle, grade/import/csv/classes/load_data.php: one unknown user ends an import, and a user's column that is
    empty gives the marks to the user of the line above.
    """

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""The column of ID numbers, nbgrader's lms_user_id, is there if every student has one."""
        numbered = all(student.lms_user_id for student in marks.students)
        yield ["First name", "Last name", "Username", *["ID number"] * numbered, "Email address", *marks.columns]
        for student in marks.students:
            names_of = (_plain(student.first_name), _plain(student.last_name), student.id)
            yield [*names_of, *[student.lms_user_id] * numbered, _plain(student.email), *marks.finals(student.id)]


class Brightspace(Exporter):
    """Brightspace's grades: Enter Grades, Import takes it.

    Source: D2L, "Importing grades": OrgDefinedId or Username or both, then "<grade item> Points Grade", and at the end
    of each line the indicator.
    """

    def lines(self, marks: Marks) -> Iterable[Line]:
        r"""OrgDefinedId is nbgrader's lms_user_id, where a student has one."""
        yield ["OrgDefinedId", "Username", *(f"{name} Points Grade" for name in marks.columns), "End-of-Line Indicator"]
        for student in marks.students:
            yield [student.lms_user_id or "", student.id, *marks.finals(student.id), "#"]


FORMATS: dict[str, type[Exporter]] = {"csv": Csv, "canvas": Canvas, "moodle": Moodle, "brightspace": Brightspace}


def _of(participants: Path, marks: Marks) -> Marks:
    """The marks of those whom a platform's list names."""
    named = {student.id: (student.id, student.lms_user_id or "", student.email or "") for student in marks.students}
    there = in_list(participants, named)
    left_out = tuple(id for id in named if id not in there)
    return replace(marks, students=[student for student in marks.students if student.id in there], left_out=left_out)


def _without(left: Mapping[str, str], marks: Marks) -> Marks:
    """The marks of those who are still there."""
    gone = tuple(student.id for student in marks.students if student.id in left)
    return replace(marks, students=[student for student in marks.students if student.id not in left], gone=gone)


def _plain(text: str | None) -> str:
    """A text as a spreadsheet leaves it alone: students choose their names. Ids are the instructor's, and stay."""
    text = " ".join((text or "").split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _text(lines: Iterable[Line]) -> str:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue()
