"""A student whose name for logging in has changed: all that is known under the old one goes to the new one."""

from __future__ import annotations

import re
from glob import escape
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import Connection, delete, insert, select, update

from autograder import AutograderError
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.gradebook import STUDENT, SUBMISSION
from autograder.running.students import refuse_id, require

#: What platforms call people whose names they hide: whoever is behind that can be in the gradebook already.
_HIDDEN = re.compile(r"Participant_\d+|anon_[A-Za-z0-9]{5}")
_EXCHANGE = "/usr/local/share/nbgrader/exchange"


def move(course: Course, old: str, new: str) -> list[str]:
    r"""Give a student another id.

    Folders move first, the gradebook last: killed in between and run again, the end is the same.

    Args:
        course: whose gradebook, `submitted/`, `autograded/` and `feedback/`.
        old: as it was.
        new: as it is to be; somebody else's only if `old` is a platform's name for a hidden person.
    Returns: what was done, and what stays to be done.
    Raises: AutograderError: if there is no such student, the new id is somebody else's or no id, something is there
        under both, the exchange would bring the old one back, or the disk refuses.
    """
    refuse_id(new)
    with course.gradebook() as gradebook, course.gradebook_errors():
        require(gradebook, old)
        there = {each.id for each in gradebook.students}
        if new == old:
            raise AutograderError(f"{old} has that id already: give the new one.")
        if new in there and not _HIDDEN.fullmatch(old):
            todo = f"if it is the same person, without any marks, run `nbgrader db student remove {new}` first"
            raise AutograderError(f"{new} is somebody else in the gradebook: {todo}.")
        _refuse_exchange(course, old)
        folders = _folders(course, old, new, merge=new in there)
        both = [str(to) for _, to in folders if to.exists()] + sorted(_of(gradebook, old) & _of(gradebook, new))
        if both:
            raise AutograderError(f"There is work of {old} and of {new} in {', '.join(both)}: move one away first.")
        with gradebook.engine.begin() as db:
            _rename(db, old, new, known=new in there)
            _move(folders)
            with term.changed(course) as remembered:
                remembered.move(old, new)
    said = [f"{old} is {new} now: {len(folders)} folders and the marks moved with it"]
    if any(course.feedback in to.parents for _, to in folders):
        said.append("pages of feedback still show the old id, until `autograder feedback` writes them again")
    return said


def _folders(course: Course, old: str, new: str, *, merge: bool) -> list[tuple[Path, Path]]:
    """What there is of a student, and where it is to go.

    As a whole, so that a folder under the new id is one of somebody else's, and never one that was cut short; where
    somebody hidden turns out to be somebody known, an assignment at a time.
    """
    steps = (course.submitted, course.autograded, course.feedback)
    if merge:
        return [(path, step / new / path.name) for step in steps for path in sorted((step / old).glob("*"))]
    return [(step / old, step / new) for step in steps if (step / old).exists()]


def _of(gradebook: Gradebook, student: str) -> set[str]:
    """The assignments of which the gradebook has something."""
    return {each.assignment.name for each in gradebook.student_submissions(student)}


def _refuse_exchange(course: Course, old: str) -> None:
    """What was handed in there belongs to an account, and is collected by its name."""
    place = Path(
        course.config.Exchange.get("root", _EXCHANGE), course.config.CourseDirectory.get("course_id", ""), "inbound"
    )
    if waiting := sorted(place.glob(f"{escape(old)}+*")):
        again = f"holds {len(waiting)} submissions of {old}, which `nbgrader collect` would bring again under that id"
        raise AutograderError(f"{place} {again}: collect them, move them out of there, and run this again.")


def _rename(db: Connection, old: str, new: str, *, known: bool) -> None:
    """A new row, then what points to it, then away with the old one: so no database finds a submission of nobody."""
    row = db.execute(select(STUDENT).filter_by(id=old)).one()
    if not known:
        db.execute(insert(STUDENT).values(**{**row._mapping, "id": new}))
    db.execute(update(SUBMISSION).where(SUBMISSION.c.student_id == old).values(student_id=new))
    db.execute(delete(STUDENT).where(STUDENT.c.id == old))


def _move(folders: list[tuple[Path, Path]]) -> None:
    try:
        for path, to in folders:
            to.parent.mkdir(parents=True, exist_ok=True)
            path.rename(to)
        for emptied in {path.parent for path, to in folders if path.name == to.name}:
            emptied.rmdir()
    except OSError as error:
        what = f"{error.filename} cannot be moved ({error.strerror})"
        raise AutograderError(f"{what}: mend that and run this again, it goes on where it was.") from None
