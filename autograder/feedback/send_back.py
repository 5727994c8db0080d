"""The way back in bulk: feedback of a class in one archive, under the names that a learning platform expects."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from sqlalchemy import Connection

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.files import write_new
from autograder.course.folders import Course
from autograder.course.gradebook import read_lateness, read_submitted
from autograder.course.term import Term
from autograder.feedback.lost_points import title
from autograder.feedback.way_back import PLATFORMS, Address
from autograder.grading.stored_plans import as_released
from autograder.grading.withdrawn import many

#: The same feedback gives the same archive.
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass
class Sent:
    """Whose feedback is in the archive; "student: sentence" for each that was left out."""

    students: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def send_back(course: Course, assignment: str, platform: str, into: Path) -> Sent:
    r"""Pack pages of feedback, each with a summary where the platform has room for it.

    Args:
        course: where the pages are, and what is remembered of how submissions came.
        assignment: the assignment's full name.
        platform: one of `PLATFORMS`.
        into: the archive; never one that is there.
    Returns: who is in it, and who is not.
    Raises: AutograderError: if there is no feedback, nobody's name is known, there is such a file, or gradebook or disk
        refuse.
    """
    if into.exists():
        raise AutograderError(f"{into} is there already: move it away, or name another file with --into.")
    students = sorted(path.parent.name for path in course.feedback.glob(f"*/{assignment}") if any(path.glob("*.html")))
    if not students:
        raise AutograderError(f"There is no feedback to {assignment}: run `autograder feedback {assignment}` first.")
    remembered = term.read(course.root)
    sent = Sent()
    addresses = _addresses(students, assignment, platform, remembered, sent)
    if not addresses:
        why = sent.left[0].partition(": ")[2].rstrip(".")
        raise AutograderError(f"Nothing is packed for {platform}, of {len(students)} students: {why}.")
    released, content = as_released(course, assignment), io.BytesIO()
    with (
        course.gradebook() as gradebook,
        course.gradebook_errors(),
        gradebook.engine.connect() as db,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for student, address in addresses.items():
            for page in sorted((course.feedback / student / assignment).glob("*.html")):
                _put(archive, address.place(f"{page.stem}_feedback", ".html"), page.read_bytes())
            if address.with_summary:
                said = _summary(course, db, student, assignment, released, remembered)
                _put(archive, address.place(f"{assignment}_summary", ".txt"), said.encode())
            sent.students.append(student)
    write_new(into, content.getvalue(), "--into")
    return sent


def _addresses(students: list[str], assignment: str, platform: str, remembered: Term, sent: Sent) -> dict[str, Address]:
    """Where each student's feedback goes; without those of whom that is not known exactly."""
    found: dict[str, Address] = {}
    came = remembered.arrived.get(assignment, {})
    for student in students:
        if student in remembered.left:
            sent.left.append(f"{student}: left the course.")
        elif student not in came:
            sent.left.append(f"{student}: nothing is known of how the work came; collect it with `collect-zip`.")
        elif address := PLATFORMS[platform](came[student].called):
            found[student] = address
        else:
            sent.left.append(f"{student}: the work came as {came[student].called!r}, which is no name of {platform}'s.")
    people = Counter(address.whose for address in found.values())
    for student in [student for student, address in found.items() if people[address.whose] > 1]:
        whose = found.pop(student).whose
        sent.left.append(f"{student}: {platform} knows the work of several students by {whose}, so nobody gets this.")
    return found


def _put(archive: zipfile.ZipFile, place: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(place, _TIME)
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _summary(
    course: Course,
    db: Connection,
    student: str,
    assignment: str,
    released: dict[str, NotebookNode],
    remembered: Term,
) -> str:
    """A page of plain text: what was reached, exercise by exercise, and when it came."""
    lines, score, worth = [], 0.0, 0.0
    for name, notebook in sorted(released.items()):
        found = read_submitted(db, student, assignment, name)
        if found is None:
            continue
        score, worth = score + found.score - (found.late_penalty or 0), worth + found.max_score
        for exercise in nb.exercises(notebook):
            cells = [nb.grade_id(cell) for cell in (exercise.todo, *exercise.tests)]
            graded = [found.grades[cell] for cell in cells if cell in found.grades]
            reached, points = (sum(numbers) for numbers in zip(*graded, strict=True)) if graded else (0.0, 0.0)
            waits = found.waiting.intersection(cells)
            lines.append(f"{title(exercise)}: {'not judged yet' if waits else f'{reached:g}'} of {points:g}")
        if found.late_penalty:
            lines.append(f"Handed in late: {many(found.late_penalty, 'point')} off")
    when = read_lateness(db, remembered, student, assignment).sentence(course.zone)
    head = [f"{assignment}: {max(0.0, score):g} of {worth:g} points", ""]
    return "\n".join([*head, *lines, *(["", when] if when else []), "", "The page beside this says why.", ""])
