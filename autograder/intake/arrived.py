"""How submissions came is remembered: by which name, for the way back, and who says when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from autograder import AutograderError
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.term import Arrived, Term, stamp
from autograder.grading.handed_in import shown
from autograder.intake.archives import Arrival
from autograder.intake.roster import moodle_number
from autograder.intake.sheet import Sheet, is_a_clock
from autograder.intake.submissions import TIMESTAMP
from autograder.intake.times import text_of

#: How many that nobody knows are told.
_TOLD = 5


def with_times(
    sheet: Sheet | None, students: list[Row[Any]], sent: Mapping[str, list[Arrival]]
) -> tuple[dict[str, list[Arrival]], list[str]]:
    r"""What each student sent, the last of it with the time that a list says; no time where it is but a clock.

    Args:
        sheet: the list, if there is one.
        students: nbgrader's table.
        sent: what each student sent of one assignment, the last at the end.
    Returns: the same with times, and what a person should know of them.
    Raises: AutograderError: if the list leaves a doubt.
    """
    last = {student: each[-1] for student, each in sent.items()}
    said = []
    if sheet:
        times, strangers = sheet.times(students, _unique_numbers(last))
        if is_a_clock(list(times.values())):
            when = f"{sheet.path} says {next(iter(times.values())):%Y-%m-%d %H:%M} UTC of all {len(times)}"
            what = "that is when it was made, and not when they handed in"
            raise AutograderError(f"{when}: {what}; take a list with the times of the submissions.")
        for student in times.keys() & last.keys():
            last[student] = replace(last[student], handed_in=times[student], source=sheet.path.name)
        if strangers:
            more = f" and {len(strangers) - _TOLD} more" if len(strangers) > _TOLD else ""
            said.append(f"{sheet.path}: nobody here is {', '.join(map(shown, strangers[:_TOLD]))}{more}.")
    elif is_a_clock(clock := [arrival.handed_in for arrival in last.values() if arrival.handed_in]):
        what = f"the platform says {clock[0]:%Y-%m-%d %H:%M} UTC of all {len(clock)}: that is no time of handing in"
        said.append(f"{what}, so none of them is taken for it.")
        last = {student: replace(arrival, handed_in=None, source="") for student, arrival in last.items()}
    return {student: [*each[:-1], last[student]] for student, each in sent.items()}, said


def _unique_numbers(last: Mapping[str, Arrival]) -> dict[str, str]:
    """The student of each of Moodle's numbers; none of one that stands at two students' files."""
    found: dict[str, str] = {}
    for student, arrival in last.items():
        if number := moodle_number(arrival.called):
            found[number] = "" if number in found else student
    return found


def remember(
    course: Course,
    assignment: str,
    taken: Mapping[str, Arrival],
    there: Mapping[str, Arrival],
    *,
    update: bool,
) -> list[str]:
    r"""Remember how submissions came, and write the times of those that were there before.

    Args:
        course: whose `submitted/` and `term.json`.
        assignment: its full name.
        taken: what was collected now, by student; its times are written.
        there: what was collected before, and came again as it is.
        update: whether another time than the one that is written there takes its place.
    Returns: a sentence for each time that was left, and one for those that were written.
    Raises: AutograderError: if a file cannot be written.
    """
    if not taken and not there:
        return []
    with term.changed(course) as remembered:
        of = remembered.arrived.setdefault(assignment, {})
        for student, arrival in taken.items():
            of[student] = _as(arrival)
        return list(_again(course, assignment, there, remembered, update=update))


def _as(arrival: Arrival) -> Arrived:
    return Arrived(arrival.called, stamp(arrival.handed_in) if arrival.handed_in else "", arrival.source)


def _again(
    course: Course, assignment: str, there: Mapping[str, Arrival], remembered: Term, *, update: bool
) -> Iterator[str]:
    of, wrote = remembered.arrived[assignment], 0
    for student, arrival in there.items():
        path = course.submitted / student / assignment / TIMESTAMP
        written = text_of(path.read_bytes()) if path.is_file() else ""
        new = _as(arrival)
        if new.time and written and written != new.time and not update:
            differs = f"{TIMESTAMP} says {written[:40]!r}, and {new.source} {new.time}"
            yield f"{student}, {assignment}: {differs}; the first stays, unless you say --update."
            new = Arrived(arrival.called, *_before(of.get(student)))
        elif new.time and written != new.time:
            _write(path, arrival.handed_in)
            wrote += 1
        elif not new.time:
            new = Arrived(arrival.called, *_before(of.get(student)))
        of[student] = new
    if wrote:
        yield f"{assignment}: {wrote} that were collected before have their times now."


def _before(came: Arrived | None) -> tuple[str, str]:
    return (came.time, came.source) if came else ("", "")


def _write(path: Path, handed_in: datetime | None) -> None:
    assert handed_in is not None  # or there would be no time to write
    try:
        path.write_text(stamp(handed_in))
    except OSError as error:
        raise AutograderError(f"{path} cannot be written ({error.strerror}): mend that and run this again.") from None
