"""Who is in a course: students come, leave, change their names, and get more time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import select

from autograder import AutograderError
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.gradebook import ASSIGNMENT, SUBMISSION, student_name
from autograder.course.late import clock
from autograder.course.spreadsheet import read_rows
from autograder.course.term import Extension
from autograder.intake.times import exact

#: What the gradebook knows of a student, and what a roster may say.
FIELDS = ("first_name", "last_name", "email", "lms_user_id")
#: How long nbgrader's columns are.
_LONGEST = 128


@dataclass(frozen=True)
class Listed:
    r"""A student.

    Attributes:
        id: the name for logging in.
        name: with the id in brackets; the id alone where no name is known.
        email: or "".
        left: the day on which the student left; "" if the student is there.
        extensions: a sentence each, with its reason.
    """

    id: str
    name: str
    email: str
    left: str
    extensions: list[str]


def add(course: Course, student: str, values: Mapping[str, str | None]) -> str:
    r"""Enter a student, or have one back who left.

    Args:
        course: whose gradebook.
        student: the id.
        values: of `FIELDS`; what is None stays as it is.
    Returns: what was done.
    Raises: AutograderError: if the student is there, or something cannot be entered.
    """
    told = {name: value for name, value in values.items() if value is not None}
    with course.gradebook() as gradebook, term.changed(course) as remembered:
        there = {each.id for each in gradebook.students}
        if student in there and student not in remembered.left:
            known = _name(gradebook, student)
            raise AutograderError(f"{known} is in the gradebook already: change that with `autograder student rename`.")
        _refuse(gradebook, {student: told})
        gradebook.update_or_create_student(student, **told)
        if since := remembered.left.pop(student, None):
            return f"{_name(gradebook, student)}, who left on {since}, is back"
        return f"added {_name(gradebook, student)}"


def enroll(course: Course, roster: Path) -> list[str]:
    r"""Enter all whom a roster names: all of them, or nobody.

    Args:
        course: whose gradebook.
        roster: a CSV with a column `id`, and columns of `FIELDS`; of two lines of one id the last counts. What it says
            nothing of stays as it is.
    Returns: what was done, and what a person should know.
    Raises: AutograderError: if it cannot be read, or somebody cannot be entered.
    """
    rows = read_rows(roster)
    columns = list(dict.fromkeys(name for _, row in rows for name in row))
    if "id" not in columns:
        found = f"has the columns {', '.join(columns)}" if columns else "names nobody"
        raise AutograderError(f"{roster} {found}, expected one called id, and perhaps {', '.join(FIELDS)}: rename it.")
    named: dict[str, dict[str, str]] = {}
    for number, row in rows:
        if not row.get("id"):
            raise AutograderError(f"{roster}, line {number}: there is no id: write the name for logging in there.")
        named[row["id"]] = {name: row[name] for name in FIELDS if row.get(name)}
    with course.gradebook() as gradebook:
        before = {student.id for student in gradebook.students}
        _refuse(gradebook, named)
        for student, values in named.items():
            gradebook.update_or_create_student(student, **values)
    new = len(named.keys() - before)
    said = [f"{roster}: {new} students are new, {len(named) - new} were there"]
    if ignored := [name for name in columns if name and name not in ("id", *FIELDS)]:
        said.append(f"not taken, since the gradebook has no place for it: {', '.join(ignored)}")
    if gone := sorted(named.keys() & term.read(course.root).left.keys()):
        said.append(
            f"left before, and still counted as gone: {', '.join(gone)}; `autograder student add ID` has one back"
        )
    return said


def leave(course: Course, students: list[str]) -> list[str]:
    r"""Count students no longer; what they handed in and reached stays.

    Raises: AutograderError: if one of them is unknown; then nobody leaves.
    """
    with course.gradebook() as gradebook, term.changed(course) as remembered:
        for student in students:
            require(gradebook, student)
        said = []
        for student in students:
            since = remembered.left.setdefault(student, f"{datetime.now(UTC):%Y-%m-%d}")
            said.append(f"{_name(gradebook, student)} left on {since}: work and marks stay, and nothing counts them")
        return said


def rename(course: Course, student: str, values: Mapping[str, str | None]) -> str:
    r"""Change what a student is called, or how to be reached; the id stays.

    Args:
        course: whose gradebook.
        student: the id.
        values: of `FIELDS`; what is None stays as it is, "" is taken away.
    Returns: what was done.
    Raises: AutograderError: if the student is unknown, or a value cannot be entered.
    """
    told = {name: value or None for name, value in values.items() if value is not None}
    with course.gradebook() as gradebook:
        require(gradebook, student)
        _refuse(gradebook, {student: {name: value for name, value in told.items() if value}})
        before = _name(gradebook, student)
        gradebook.update_or_create_student(student, **told)
        gradebook.db.expire_all()
        return f"{before} is {_name(gradebook, student)} now"


def extend(course: Course, student: str, assignment: str, until: str, reason: str) -> str:
    r"""Give a student more time.

    nbgrader's gradebook keeps it as soon as it has a row for what was handed in. Before, a row would count as a
    submission without points, so it waits in `term.json`.

    Args:
        course: whose gradebook.
        student: the id.
        assignment: its full name.
        until: the date; the due date of all takes an extension back.
        reason: for instructors alone.
    Returns: what was done.
    Raises: AutograderError: if student or due date are unknown, the date leaves a doubt or is too early, or there is no
        reason.
    """
    with course.gradebook() as gradebook, term.changed(course) as remembered:
        require(gradebook, student)
        due = due_date(gradebook, assignment)
        later = exact(until, course.zone) - due
        if later < timedelta():
            is_due = f"{assignment} is due on {clock(due, course.zone)}"
            raise AutograderError(f"{is_due}, and {until} is before that: give a later date.")
        if later and not reason.strip():
            raise AutograderError("An extension needs a reason, which instructors alone see: give one with --reason.")
        _grant(gradebook, student, assignment, later)
        of_assignment = remembered.extensions.setdefault(assignment, {})
        of_assignment.pop(student, None)
        again = f"run `autograder grade {assignment}` if it was graded before"
        if not later:
            return f"{student} has no extension of {assignment}, due on {clock(due, course.zone)}: {again}"
        of_assignment[student] = Extension(later.total_seconds(), " ".join(reason.split()))
        return f"{student} has until {clock(due + later, course.zone)} for {assignment}: {again}"


def listed(course: Course) -> list[Listed]:
    r"""All students, by their ids."""
    remembered = term.read(course.root)
    with course.gradebook() as gradebook:
        with gradebook.engine.connect() as db:
            among = SUBMISSION.join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id)
            rows = db.execute(
                select(SUBMISSION.c.student_id, ASSIGNMENT.c.name, SUBMISSION.c.extension).select_from(among)
            )
            given = {(row.student_id, row.name): row.extension for row in rows if row.extension}
        due = {assignment.name: assignment.duedate for assignment in gradebook.assignments}
        for name, of_assignment in remembered.extensions.items():
            given |= {(student, name): extension.time for student, extension in of_assignment.items()}
        said: dict[str, list[str]] = {}
        for (student, name), extension in sorted(given.items()):
            until = f"until {clock(due[name] + extension, course.zone)}" if due.get(name) else f"{extension} longer"
            known = remembered.extension(student, name)
            said.setdefault(student, []).append(f"{name} {until}{f': {known.reason}' if known else ''}")
        return [
            Listed(
                *(student.id, _name(gradebook, student.id), student.email or ""),
                *(remembered.left.get(student.id, ""), said.get(student.id, [])),
            )
            for student in sorted(gradebook.students, key=lambda each: each.id)
        ]


def require(gradebook: Gradebook, student: str) -> None:
    r"""Look whether a student is there.

    Raises: AutograderError: if not.
    """
    there = {each.id for each in gradebook.students}
    if student not in there:
        todo = f"look with `autograder student list`, or add one with `autograder student add {student}`"
        raise AutograderError(f"The gradebook has no student {student}, of {len(there)}: {todo}.")


def due_date(gradebook: Gradebook, assignment: str) -> datetime:
    r"""When an assignment is due, in UTC.

    Raises: AutograderError: if nobody has said.
    """
    due: dict[str, datetime | None] = {each.name: each.duedate for each in gradebook.assignments}
    if found := due.get(assignment):
        return found
    todo = f"set it with `autograder assignment due {assignment} DATE`"
    raise AutograderError(f"{assignment} has no due date: {todo}.")


def refuse_id(student: str) -> None:
    r"""Look whether an id can be the name of a folder, and of a submission in nbgrader's exchange.

    Raises: AutograderError: if not.
    """
    odd = not student.strip() or student != student.strip() or student.startswith(".") or not student.isprintable()
    if odd or set(student) & set("/\\+,") or len(student) > _LONGEST:
        named = "expected the name for logging in: it names folders, so no /, \\, + or comma, and no dot at its start"
        raise AutograderError(f"{student!r} is no id of a student, {named}.")


def _refuse(gradebook: Gradebook, named: Mapping[str, Mapping[str, str]]) -> None:
    """Before anything is entered: an id that is none, a value that is too long, a platform's number of two people."""
    numbers = {each.lms_user_id: each.id for each in gradebook.students if each.lms_user_id and each.id not in named}
    for student, values in named.items():
        refuse_id(student)
        for name, value in values.items():
            if len(value) > _LONGEST:
                raise AutograderError(
                    f"{student}: {name} has {len(value)} letters, expected at most {_LONGEST}: cut it."
                )
    stays = {each.id: each.lms_user_id for each in gradebook.students}
    for student, values in named.items():
        number = values.get("lms_user_id") or stays.get(student)
        if number and numbers.setdefault(number, student) != student:
            two = f"{numbers[number]} and {student} would have the same lms_user_id, {number}"
            raise AutograderError(f"{two}: a platform's files and marks of one would go to the other; correct it.")


def _grant(gradebook: Gradebook, student: str, assignment: str, later: timedelta) -> None:
    try:
        gradebook.grant_extension(assignment, student, minutes=later.total_seconds() / 60)
    except MissingEntry:
        return  # nothing handed in is recorded yet


def _name(gradebook: Gradebook, student: str) -> str:
    with gradebook.engine.connect() as db:
        return student_name(db, student)
