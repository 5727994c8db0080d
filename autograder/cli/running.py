"""The commands for a course that runs: its students, its assignments, the next term."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder import tables
from autograder.cli.terminal import asked_for, console, one_sentence, wait_for

student = typer.Typer(no_args_is_help=True, help="Who is in the course, and who has more time.")
assignment = typer.Typer(no_args_is_help=True, help="When assignments are due, and how much they count.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The name for logging in.")]
Name = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="By its full name or its number.")]
FirstName = Annotated[str | None, typer.Option(help="First name.")]
LastName = Annotated[str | None, typer.Option(help="Last name.")]
Email = Annotated[str | None, typer.Option(help="E-mail address.")]
LmsUserId = Annotated[str | None, typer.Option(help="The learning platform's own number.")]


@student.command("list")
def list_students() -> None:
    """Who is in the gradebook, who has left, and who has more time, and why."""
    from autograder.running.students import listed

    course, _ = asked_for(None)
    with one_sentence():
        found = listed(course)
    console.print(tables.students(found))


@student.command()
def add(
    id: Id,
    first_name: FirstName = None,
    last_name: LastName = None,
    email: Email = None,
    lms_user_id: LmsUserId = None,
) -> None:
    """Enter a student, or have one back who left."""
    from autograder.running.students import add as enter

    course, _ = asked_for(None)
    with one_sentence():
        _say([enter(course, id, _values(first_name, last_name, email, lms_user_id))])


@student.command("import")
def import_students(
    roster: Annotated[
        Path, typer.Argument(help="A CSV with the columns id, first_name, last_name, email, lms_user_id.")
    ],
) -> None:
    """Enter all whom a roster names; who is there gets what it says."""
    from autograder.running.students import enroll

    course, _ = asked_for(None)
    with one_sentence():
        _say(enroll(course, roster))


@student.command()
def leave(ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The names for logging in.")]) -> None:
    """Count students no longer; their work and marks stay, and `add` has one back."""
    from autograder.running.students import leave as let_go

    course, _ = asked_for(None)
    with one_sentence():
        _say(let_go(course, ids))


@student.command()
def rename(
    id: Id,
    first_name: FirstName = None,
    last_name: LastName = None,
    email: Email = None,
    lms_user_id: LmsUserId = None,
    to: Annotated[str | None, typer.Option(metavar="ID", help="The new name for logging in: work moves there.")] = None,
) -> None:
    """Change what a student is called, or the name for logging in."""
    from autograder.course.turn import turn
    from autograder.running.move import move
    from autograder.running.students import rename as call
    from autograder.serve.journal import rename_in

    course, _ = asked_for(None)
    values = _values(first_name, last_name, email, lms_user_id)
    if to is None and all(value is None for value in values.values()):
        raise typer.BadParameter("say what changes, e.g. --last-name Lovelace")
    with one_sentence(), turn(course, "autograder student rename", wait_for):
        if to is not None:
            _say(move(course, id, to))
            rename_in(course, id, to)
        if any(value is not None for value in values.values()):
            _say([call(course, id if to is None else to, values)])


@student.command()
def reveal(
    worksheet: Annotated[Path, typer.Argument(help="Moodle's grading worksheet, after identities were revealed.")],
) -> None:
    """Let all whose names were hidden go by their own ids: work and marks move there."""
    from autograder.course.turn import turn
    from autograder.running.reveal import reveal as unhide

    course, _ = asked_for(None)
    with one_sentence(), turn(course, "autograder student reveal", wait_for):
        _say(unhide(course, worksheet))


@student.command()
def extend(
    id: Id,
    name: Name,
    until: Annotated[
        str,
        typer.Option(help="When it is due for this student, e.g. 2026-01-31 23:59; as for all: no longer extended."),
    ],
    reason: Annotated[str, typer.Option(help="Why; instructors alone see it.")] = "",
) -> None:
    """Give a student more time, with a reason."""
    from autograder.running.students import extend as give

    course, (found,) = asked_for([name])
    with one_sentence():
        _say([give(course, id, found, until, reason)])


@assignment.command("list")
def list_assignments() -> None:
    """When each assignment is due, how much it counts, and how many have more time."""
    from autograder.running.assignments import listed

    course, _ = asked_for(None)
    with one_sentence():
        found = listed(course)
    console.print(tables.assignments(found))


@assignment.command()
def due(
    name: Name,
    date: Annotated[str, typer.Argument(help="E.g. 2026-01-31 23:59, in the course's time zone, or with its own.")],
) -> None:
    """Set when an assignment is due."""
    from autograder.running.assignments import due as set_due

    course, (found,) = asked_for([name])
    with one_sentence():
        _say(set_due(course, found, date))


@assignment.command()
def weight(
    name: Name,
    counts: Annotated[float, typer.Argument(metavar="WEIGHT", help="Others count 1 unless you say so.")],
) -> None:
    """Set how much an assignment counts in the course's total."""
    from autograder.running.assignments import weight as set_weight

    course, (found,) = asked_for([name])
    with one_sentence():
        _say([set_weight(course, found, counts)])


@assignment.command()
def drop_worst(results: Annotated[int, typer.Argument(metavar="N", help="How many; 0 for none.")]) -> None:
    """Set how many results of each student, the worst, do not count in the course's total."""
    from autograder.running.assignments import drop_worst as drop

    course, _ = asked_for(None)
    with one_sentence():
        _say([drop(course, results)])


def new_term(into: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet.")]) -> None:
    """Write the course without its people into a new folder, for the next term."""
    from autograder.running.new_term import new_term as write

    course, _ = asked_for(None)
    with one_sentence():
        said = write(course, into)
    console.print(f"wrote {into}", markup=False, soft_wrap=True)
    for line in said:
        console.print(f"• {line}", markup=False, soft_wrap=True)


def _values(*values: str | None) -> dict[str, str | None]:
    return dict(zip(("first_name", "last_name", "email", "lms_user_id"), values, strict=True))


def _say(said: list[str]) -> None:
    """What was done, then what a person should know."""
    for number, line in enumerate(said):
        console.print(f"• {line}" if number else line, markup=False, soft_wrap=True)
