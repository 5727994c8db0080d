"""How submissions came is remembered: by which name, for the way back, and who says when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from autograder import AutograderError
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.term import Arrived, Term, stamp
from autograder.intake.archives import Arrival
from autograder.intake.submissions import TIMESTAMP
from autograder.intake.times import text_of


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
    Returns: a sentence for each time that was left.
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
    of = remembered.arrived[assignment]
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
        elif not new.time:
            new = Arrived(arrival.called, *_before(of.get(student)))
        of[student] = new


def _before(came: Arrived | None) -> tuple[str, str]:
    return (came.time, came.source) if came else ("", "")


def _write(path: Path, handed_in: datetime | None) -> None:
    assert handed_in is not None  # or there would be no time to write
    try:
        path.write_text(stamp(handed_in))
    except OSError as error:
        raise AutograderError(f"{path} cannot be written ({error.strerror}): mend that and run this again.") from None
