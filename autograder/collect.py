"""Submissions as a learning platform hands them over, sorted into nbgrader's `submitted/` by nbgrader's zip collector.

A file's student is read from its name or folder, as Canvas, Moodle and Brightspace write them, and looked up in the
gradebook; its assignment from the ids of its cells, whatever the file is called.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from nbgrader.api import Gradebook
from nbgrader.apps import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Row, select

from autograder import AutograderError
from autograder import notebook as nb
from autograder.course import Course
from autograder.gradebook import STUDENT
from autograder.record import TIMESTAMP
from autograder.submitted import Limits

#: "Ada Lovelace_4711_assignsubmission_file_/x.ipynb", or the same with the file's name after it.
_MOODLE = re.compile(r"(?P<name>.+?)_\d+_assignsubmission_(file|onlinetext)_?")
#: "4711-815 - Ada Lovelace - Nov 24, 2026 1012 AM/x.ipynb", with or without a colon in the time.
_BRIGHTSPACE = re.compile(r"\d+-\d+ - (?P<name>.+) - (?P<time>\w{3,9} \d{1,2}, \d{4} \d{1,2}:?\d{2} [AP]M)")
#: "lovelaceada_LATE_4711_815_x-2.ipynb": the user's number, then the submission's.
_CANVAS = re.compile(r"(?P<name>[^_]+)_(LATE_)?(?P<number>\d+)_\d+_.+")
#: What platforms put beside submissions, and what computers leave behind: nothing to tell anybody about.
_BESIDE = re.compile(r"(index\.html|timestamp\.txt|\.DS_Store|Thumbs\.db|\._.*)$")
_NESTED = 2


@dataclass(frozen=True)
class Arrival:
    """A file that arrived.

    Attributes:
        path: where, with the names of the archives that it was in.
        content: what is in it; None if it was too large to read.
        time: when it was handed in, in UTC, if anything says so.
    """

    path: PurePosixPath
    content: bytes | None
    time: datetime | None


@dataclass
class Collected:
    """What became of what arrived: student and assignment of each submission taken, a sentence for all else."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Roster:
    """The students of a gradebook, by what platforms call them."""

    def __init__(self, students: list[Row]) -> None:
        r"""Take nbgrader's table; two students of one name are known by their ids and numbers alone."""
        self._ids = {student.id: student.id for student in students}
        self._numbers = {student.lms_user_id: student.id for student in students if student.lms_user_id}
        self._names: dict[str, str | None] = {}
        for student in students:
            first, last = student.first_name or "", student.last_name or ""
            for name in {_folded(first + last), _folded(last + first)} - {""}:
                self._names[name] = None if name in self._names else student.id

    def student(self, path: PurePosixPath) -> str | None:
        r"""Whose file it is: what the platform wrote, or a folder or the start of a name that is a student's id."""
        for part in reversed(path.parts):
            if found := _MOODLE.match(part) or _BRIGHTSPACE.match(part):
                return self._names.get(_folded(found["name"]))
            if found := _CANVAS.match(part):
                return self._numbers.get(found["number"]) or self._names.get(_folded(found["name"]))
        starts = (path.name.split("_")[0], path.stem)
        return next((part for part in (*reversed(path.parts[:-1]), *starts) if part in self._ids), None)


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
        for (student, of), arrivals in sorted_out.items():
            if of == assignment and (arrival := _choice(course, student, assignment, arrivals, update, result)):
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
    for arrival in sorted(_arrivals(folder, Limits()), key=lambda arrival: _natural(str(arrival.path))):
        if _BESIDE.match(arrival.path.name):
            continue
        student = roster.student(arrival.path)
        assignment = _assignment(arrival, cells)
        if student is None:
            result.remarks.append(f"{arrival.path}: no student of the gradebook is named in it, so it was left.")
        elif arrival.content is None:
            result.remarks.append(f"{arrival.path}: more than {Limits().size_bytes / 1e6:g} MB, so it was left.")
        elif arrival.path.suffix != ".ipynb":
            result.remarks.append(f"{student} sent {arrival.path.name}, which is no notebook: ask for the .ipynb file.")
        elif assignment is None:
            what = "which holds no exercise of this course: ask for the right file"
            result.remarks.append(f"{student} sent {arrival.path.name}, {what}.")
        else:
            found.setdefault((student, assignment), []).append(arrival)
    return found


def _arrivals(folder: Path, limits: Limits) -> Iterator[Arrival]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        time = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        content = path.read_bytes() if path.suffix == ".zip" or path.stat().st_size <= limits.size_bytes else None
        yield from _opened(Arrival(PurePosixPath(path.relative_to(folder)), content, time), limits, _NESTED)


def _opened(arrival: Arrival, limits: Limits, depth: int) -> Iterator[Arrival]:
    """The file, or what is in it if it is an archive: nothing is written, so no name in it can lead astray."""
    if arrival.path.suffix != ".zip" or arrival.content is None or depth == 0:
        yield _timed(arrival)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(arrival.content)) as archive:
            for entry in archive.infolist():
                if entry.is_dir():
                    continue
                content = None
                if entry.file_size <= limits.size_bytes:
                    with archive.open(entry) as file:  # the size that it claims need not be true
                        content = file.read(limits.size_bytes + 1)
                        content = content if len(content) <= limits.size_bytes else None
                # An archive's clock is the local one of whoever made it.
                time = datetime(*entry.date_time).astimezone(UTC)
                inside = PurePosixPath(arrival.path, *PurePosixPath(entry.filename.replace("\\", "/")).parts)
                yield from _opened(Arrival(inside, content, time), limits, depth - 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
        yield _timed(arrival)


def _timed(arrival: Arrival) -> Arrival:
    """With the time that Brightspace writes into a folder's name, if it does."""
    for part in reversed(arrival.path.parts):
        if found := _BRIGHTSPACE.match(part):
            for form in ("%b %d, %Y %I%M %p", "%b %d, %Y %I:%M %p", "%B %d, %Y %I%M %p", "%B %d, %Y %I:%M %p"):
                try:
                    return Arrival(
                        arrival.path, arrival.content, datetime.strptime(found["time"], form).astimezone(UTC)
                    )
                except ValueError:
                    continue
    return arrival


def _ids(notebook: nb.NotebookNode) -> set[str]:
    return {nb.grade_id(cell) for cell in notebook.cells if nb.kind(cell) is not nb.Kind.PLAIN}


def _assignment(arrival: Arrival, cells: dict[str, set[str]]) -> str | None:
    """The assignment that most of a notebook's graded cells belong to."""
    try:
        there = json.loads(arrival.content or b"")["cells"]
        ids = {cell["metadata"]["nbgrader"]["grade_id"] for cell in there if "nbgrader" in cell.get("metadata", {})}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    common = {name: len(own & ids) for name, own in cells.items()}
    best = max(common, key=common.__getitem__, default=None)
    return best if best is not None and common[best] else None


def _choice(
    course: Course, student: str, assignment: str, arrivals: list[Arrival], update: bool, result: Collected
) -> Arrival | None:
    """The last of what a student sent, unless it is there already."""
    *others, last = sorted(arrivals, key=lambda arrival: (arrival.time is not None, arrival.time))
    others = [other for other in others if other.content != last.content]
    if others:
        left = ", ".join(str(other.path) for other in others)
        result.remarks.append(f"{student} sent {assignment} more than once: {last.path} was taken, {left} was left.")
    place = course.submitted / student / assignment
    there = place / f"{assignment}.ipynb"
    if not place.exists():
        return last
    if there.is_file() and there.read_bytes() == last.content:
        return None
    if not update:
        what = "was submitted before and differs: look at both, and take this one with --update"
        result.remarks.append(f"{student}, {assignment}: {last.path} was left; it {what}.")
        return None
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
                (place / f"{assignment}.ipynb").write_bytes(arrival.content or b"")
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


def _folded(name: str) -> str:
    """A name without what platforms change in it: accents, case, spaces, signs."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters.casefold() if letter.isalnum())


def _natural(text: str) -> list[tuple[int, str]]:
    """For sorting: "x-10" after "x-2"."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", text)]
