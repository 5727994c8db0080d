"""Submissions as a learning platform hands them over, sorted into nbgrader's `submitted/` by nbgrader's zip collector.

A file's student is read from its name or folder, as Canvas, Moodle and Brightspace write them, and looked up in the
gradebook; its assignment from the ids of its cells, whatever the file is called. What students chose, such as names and
clocks within an archive of theirs, decides neither whose a file is nor when it was handed in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Row, select

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.gradebook import STUDENT
from autograder.intake.archives import BRIGHTSPACE, MOODLE, Arrival, arrivals, is_archive
from autograder.intake.submissions import TIMESTAMP, UploadLimits

#: "lovelaceada_LATE_4711_815_x-2.ipynb": the user's number, then the submission's.
_CANVAS = re.compile(r"(?P<name>[^_]+)_(LATE_)?(?P<number>\d+)_\d+_.+")
#: How many files of a student, and how much of a name, are told.
_TOLD, _LONG = 5, 200


@dataclass
class Collected:
    """What became of what arrived: student and assignment of each submission taken, a sentence for all else."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Roster:
    """The students of a gradebook, by what platforms call them."""

    def __init__(self, students: list[Row[Any]]) -> None:
        r"""Take nbgrader's table; two students of one name are known by their ids and numbers alone."""
        self._ids: dict[str, str] = {_composed(student.id): student.id for student in students}
        self._numbers: dict[str, str] = {student.lms_user_id: student.id for student in students if student.lms_user_id}
        self._names: dict[str, str | None] = {}
        for student in students:
            first, last = student.first_name or "", student.last_name or ""
            for name in {_folded(first + last), _folded(last + first)} - {""}:
                self._names[name] = None if name in self._names else student.id

    def student(self, path: PurePosixPath) -> str | None:
        r"""Whose file it is: what the platform wrote, or a folder or the start of a name that is a student's id.

        What is outside decides: what is within a folder or an archive of a student's was named by the student.
        """
        packed = False
        for index, part in enumerate(map(_composed, path.parts)):
            last = index == len(path.parts) - 1
            if part in self._ids:
                return self._ids[part]
            if found := MOODLE.match(part) or BRIGHTSPACE.match(part):
                return self._names.get(_folded(found["name"]))
            if not last and not is_archive(part):
                continue
            if found := _CANVAS.match(part):
                student = self._numbers.get(found["number"]) or self._names.get(_folded(found["name"]))
            else:
                student = self._starting(part)
            # Without a student's name, it is what the platform packed; but not if it was in an archive itself.
            if student or last or packed:
                return student
            packed = True
        return None

    def _starting(self, name: str) -> str | None:
        """Whose id a file's name is or begins with; the longest, since ids can hold what stands after them."""
        stem = name.rpartition(".")[0] or name
        ends = [len(stem), *(at for at in range(len(stem) - 1, 0, -1) if stem[at] == "_")]
        return next((self._ids[stem[:end]] for end in ends if stem[:end] in self._ids), None)


def collect(course: Course, folder: Path, *, update: bool = False) -> Collected:
    r"""Sort what a platform handed over into the course's `submitted/`.

    Args:
        course: whose gradebook knows the students, and whose releases the assignments.
        folder: archives, folders and files as they were downloaded; nothing in it changes.
        update: whether what was collected before gives way to what differs; it is kept in `downloaded/`.
    Returns: what was taken, and what a person should look at.
    Raises: AutograderError: if there is no such folder or nothing in it, or nbgrader or the disk refuse.
    """
    if not folder.is_dir():
        raise AutograderError(f"{folder} is not a folder: put there what the platform gave you, and name it.")
    result = Collected()
    with course.gradebook() as gradebook:
        sorted_out = _sorted_out(course, gradebook, folder, result)
    if not sorted_out and not result.remarks:
        raise AutograderError(f"{folder} is empty: put there what the platform gave you.")
    for assignment in sorted({assignment for _, assignment in sorted_out}):
        chosen = {}
        for (student, of), sent in sorted_out.items():
            if of == assignment and (arrival := _choice(course, student, assignment, sent, update, result)):
                chosen[student] = arrival
        if chosen:
            _collect(course, assignment, chosen)
            result.taken += [(student, assignment) for student in sorted(chosen)]
    return result


def _sorted_out(
    course: Course, gradebook: Gradebook, folder: Path, result: Collected
) -> dict[tuple[str, str], list[Arrival]]:
    """The notebooks that arrived, by student and assignment."""
    with gradebook.engine.connect() as db:
        roster = Roster(list(db.execute(select(STUDENT))))
    cells = {name: _ids(nb.read(course.notebook(name))) for name in course.names()}
    found: dict[tuple[str, str], list[Arrival]] = {}
    unknown = False
    for arrival in arrivals(folder, lambda path: roster.student(path) is not None, UploadLimits()):
        student, shown = roster.student(arrival.path), _shown(arrival.path)
        assignment = _assignment(arrival, cells)
        if arrival.trouble:
            result.remarks.append(f"{shown}: {arrival.trouble}, so it was left.")
        elif student is None:
            unknown = True
            result.remarks.append(f"{shown}: no student of the gradebook is named in it, so it was left.")
        elif arrival.path.suffix.lower() != ".ipynb":
            what = "which is no notebook: ask for the .ipynb file"
            result.remarks.append(f"{student} sent {_shown(arrival.path.name)}, {what}.")
        elif assignment is None:
            what = "which holds no exercise of this course: ask for the right file"
            result.remarks.append(f"{student} sent {_shown(arrival.path.name)}, {what}.")
        else:
            sent = found.setdefault((student, assignment), [])
            sent.append(arrival)
            _keep_the_last(sent)
    if unknown:
        result.remarks.append("You know whose such a file is? Put it into a folder that is called by the student's id.")
    return found


def _keep_the_last(sent: list[Arrival]) -> None:
    """Sort them, and of those that came before the last keep where they were: a student can send thousands."""
    sent.sort(key=lambda arrival: arrival.order)
    *others, last = sent
    sent[:-1] = [replace(other, content=b"") for other in others if other.content != last.content]


def _ids(notebook: NotebookNode) -> set[str]:
    return {nb.grade_id(cell) for cell in notebook.cells if nb.kind(cell) is not nb.Kind.PLAIN}


def _assignment(arrival: Arrival, cells: dict[str, set[str]]) -> str | None:
    """The assignment that most of a notebook's graded cells belong to."""
    try:
        there = json.loads(arrival.content)["cells"]
        ids = {cell["metadata"]["nbgrader"]["grade_id"] for cell in there if "nbgrader" in cell.get("metadata", {})}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    common = {name: len(own & ids) for name, own in cells.items()}
    best = max(common, key=common.__getitem__, default=None)
    return best if best is not None and common[best] else None


def _choice(
    course: Course, student: str, assignment: str, sent: list[Arrival], update: bool, result: Collected
) -> Arrival | None:
    """The last of what a student sent, unless it is there already."""
    *others, last = sent
    place = course.submitted / student / assignment
    there = place / f"{assignment}.ipynb"
    if there.is_file() and there.read_bytes() == last.content:
        return None
    if place.exists() and not update:
        what = "was submitted before and differs: look at both, and take this one with --update"
        result.remarks.append(f"{student}, {assignment}: {_shown(last.path)} was left; it {what}.")
        return None
    if others:
        left = ", ".join(_shown(other.path) for other in others[-_TOLD:])
        left += f" and {len(others) - _TOLD} more" if len(others) > _TOLD else ""
        what = f"{_shown(last.path)} was taken as the last, {left} was left"
        result.remarks.append(f"{student} sent {assignment} more than once: {what}.")
    return last


def _collect(course: Course, assignment: str, chosen: dict[str, Arrival]) -> None:
    """Let nbgrader's zip collector put them where they belong; what was there goes to `downloaded/` first."""
    now = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    kept = course.root / "downloaded" / assignment / "replaced"
    try:
        with TemporaryDirectory() as scratch:
            archive = Path(scratch, assignment, "archive")
            for student, arrival in chosen.items():
                place = archive / student
                place.mkdir(parents=True)
                (place / f"{assignment}.ipynb").write_bytes(arrival.content)
                if arrival.time:
                    (place / TIMESTAMP).write_text(f"{arrival.time:%Y-%m-%d %H:%M:%S} UTC")
                there = course.submitted / student / assignment
                if there.exists():
                    kept.mkdir(parents=True, exist_ok=True)
                    there.rename(kept / f"{student}-{now}")
            _zip_collect(course, assignment, Path(scratch))
    except OSError as error:
        where = error.filename or course.submitted
        raise AutograderError(f"{where} cannot be written ({error.strerror}): mend that and run this again.") from None


def _zip_collect(course: Course, assignment: str, downloaded: Path) -> None:
    settings = deepcopy(course.config)
    where = str(downloaded).replace("{", "{{").replace("}", "}}")
    settings.ZipCollectApp.collect_directory_structure = f"{where}/{{assignment_id}}/{{collect_step}}"
    settings.FileNameCollectorPlugin.valid_ext = [".ipynb", ".txt"]
    settings.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^/]+)/(?P<file_id>[^/]+)"
    app = ZipCollectApp(config=settings, coursedir=CourseDirectory(config=settings), log_level="CRITICAL")
    app.coursedir.assignment_id = assignment
    app.init_plugins()
    app.extract_archive_files()
    app.process_extracted_files()


def _shown(path: PurePosixPath | str) -> str:
    """A name as it may be printed: students choose theirs, line breaks and commands to a terminal included."""
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in str(path))
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]}…{text[-_LONG // 2 :]}"


def _composed(name: str) -> str:
    """A name in one of the two ways to write an accent: macOS packs the other."""
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    """A name without what platforms change in it: accents, case, spaces, signs."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters.casefold() if letter.isalnum())
