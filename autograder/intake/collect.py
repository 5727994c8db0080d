"""Submissions as a learning platform hands them over, sorted into nbgrader's `submitted/` by nbgrader's zip collector.

A file's student is read from its name or folder, as Canvas, Moodle and Brightspace write them, and looked up in the
gradebook; its assignment from the ids of its cells, whatever the file is called. What students chose, such as names and
clocks within an archive of theirs, decides neither whose a file is nor when it was handed in.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from nbformat import NotebookNode
from nbgrader.apps import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.gradebook import STUDENT
from autograder.course.term import stamp
from autograder.grading import lenient
from autograder.grading.handed_in import shown
from autograder.intake.archives import Arrival, arrivals
from autograder.intake.arrived import remember, with_times
from autograder.intake.roster import Roster, is_hidden
from autograder.intake.sheet import read as read_sheet
from autograder.intake.submissions import TIMESTAMP, UploadLimits

#: How many files of a student, and how much of a name, are told.
_TOLD, _LONG = 5, 200


@dataclass
class Collected:
    """What became of what arrived: student and assignment of each submission taken, a sentence for all else."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def collect(
    course: Course, folder: Path, *, update: bool = False, times: Path | None = None, hidden: bool = False
) -> Collected:
    r"""Sort what a platform handed over into the course's `submitted/`.

    Args:
        course: whose gradebook knows the students, and whose releases the assignments.
        folder: archives, folders and files as they were downloaded; nothing in it changes.
        update: whether what was collected before gives way to what differs; it is kept in `downloaded/`.
        times: a list of when each student handed in; also for what was collected before and is the same.
        hidden: whether people whose names the platform hides are taken by what it calls them.
    Returns: what was taken, and what a person should look at.
    Raises: AutograderError: if there is no such folder or nothing in it, the list leaves a doubt, or nbgrader or the
        disk refuse.
    """
    if not folder.is_dir():
        raise AutograderError(f"{folder} is not a folder: put there what the platform gave you, and name it.")
    result = Collected()
    zone = course.config.Exchange.get("timezone")
    sheet = read_sheet(times, zone) if times else None
    with course.gradebook() as gradebook, gradebook.engine.connect() as db:
        students = list(db.execute(select(STUDENT)))
        due = {assignment.name for assignment in gradebook.assignments if assignment.duedate}
    sorted_out = _sorted_out(course, Roster(students, hidden=hidden, zone=zone), folder, result)
    if not sorted_out and not result.remarks:
        raise AutograderError(f"{folder} is empty: put there what the platform gave you.")
    assignments = sorted({assignment for _, assignment in sorted_out})
    if sheet and len(assignments) > 1:
        both = f"{folder} holds work of {', '.join(assignments)}, and {sheet.path} is about one assignment"
        raise AutograderError(f"{both}: collect each from a folder of its own.")
    for assignment in assignments:
        sent = {student: each for (student, of), each in sorted_out.items() if of == assignment}
        timed, said = with_times(sheet, students, sent)
        result.remarks += said
        there = {
            student: each[-1]
            for student, each in timed.items()
            if not _namesakes(each) and _is_there(course, student, assignment, each[-1])
        }
        chosen = {
            student: arrival
            for student, each in timed.items()
            if (arrival := _choice(course, student, assignment, each, update, result))
        }
        if chosen:
            _collect(course, assignment, chosen)
        result.remarks += remember(course, assignment, chosen, there, update=update)
        if chosen and assignment in due:
            result.remarks += _untimed(course, assignment, chosen)
        result.taken += [(student, assignment) for student in sorted(chosen)]
    return result


def _sorted_out(
    course: Course, roster: Roster, folder: Path, result: Collected
) -> dict[tuple[str, str], list[Arrival]]:
    """The notebooks that arrived, by student and assignment."""
    cells = {name: _ids(nb.read(course.notebook(name))) for name in course.names()}
    found: dict[tuple[str, str], list[Arrival]] = {}
    left: dict[str | None, list[str]] = defaultdict(list)
    strangers = []
    for arrival in arrivals(folder, roster, UploadLimits()):
        assignment = _assignment(arrival, cells)
        if arrival.student and assignment:
            _keep_the_last(found.setdefault((arrival.student, assignment), []), arrival)
        else:
            left[arrival.student].append(_left(arrival))
            if not arrival.student and not arrival.trouble:
                strangers.append(arrival.path)
    for student, remarks in left.items():
        untold = len(remarks) - _TOLD if student else 0
        result.remarks += remarks[max(untold, 0) :]  # at the end of their budget is the last
        if untold > 0:
            result.remarks.append(f"{student}: {untold} more files were left, for reasons like these.")
    result.remarks += _hints(strangers)
    return found


def _left(arrival: Arrival) -> str:
    """Why a file was."""
    where, sent = _shown(arrival.path), f"{arrival.student} sent {_shown(arrival.path.name)}, which"
    if arrival.trouble:
        return f"{where} was left: {arrival.trouble}."
    if not arrival.student:
        return f"{where}: no student of the gradebook is named in it, so it was left."
    if arrival.path.suffix.lower() != ".ipynb":
        return f"{sent} is no notebook: ask for the .ipynb file."
    return f"{sent} holds no exercise of this course: ask for the right file."


def _hints(strangers: list[PurePosixPath]) -> Iterator[str]:
    """What to do about files of nobody knows whom."""
    if strangers:
        yield "You know whose such a file is? Put it into a folder that is called by the student's id."
    if any(is_hidden(part) for path in strangers for part in path.parts):
        yield "The platform hides names in these? Take them by what it calls people, with --blind."
    if any(path.suffix.lower() != ".ipynb" for path in strangers):
        todo = "Give it another name, and collect it from a folder of its own"
        yield f"An archive or a folder of these is a whole class's? {todo}."


def _keep_the_last(sent: list[Arrival], arrival: Arrival) -> None:
    """Put one more in order, and of those before the last keep where they were: a student can send thousands."""
    insort(sent, arrival, key=lambda each: each.order)
    *others, last = sent
    sent[:-1] = [
        replace(other, content=b"") if other.content else other for other in others if other.content != last.content
    ]


def _ids(notebook: NotebookNode) -> set[str]:
    return {nb.grade_id(cell) for cell in notebook.cells if nb.kind(cell) is not nb.Kind.PLAIN}


def _assignment(arrival: Arrival, cells: dict[str, set[str]]) -> str | None:
    """The assignment that most of a notebook's graded cells belong to."""
    try:
        there = lenient.loads(arrival.content)["cells"]
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
    if namesakes := _namesakes(sent):
        what = "were sent by several people of that name, and none was taken"
        todo = "put the right one into a folder that is called by the student's id"
        result.remarks.append(f"{student}, {assignment}: {namesakes} {what}: {todo}.")
        return None
    place = course.submitted / student / assignment
    if _is_there(course, student, assignment, last):
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


def _is_there(course: Course, student: str, assignment: str, last: Arrival) -> bool:
    """Whether it was collected before, as it is."""
    there = course.submitted / student / assignment / f"{assignment}.ipynb"
    return there.is_file() and there.read_bytes() == last.content


def _namesakes(sent: list[Arrival]) -> str:
    """What people of one name sent in one folder or archive, unless the last is its student's beyond doubt."""
    *_, last = sent
    if last.account is None:
        return ""
    by_account = {arrival.account: _shown(arrival.path) for arrival in sent if arrival.account}
    places = {account.parent for account in by_account}
    return " and ".join(by_account.values()) if len(places) < len(by_account) else ""


def _untimed(course: Course, assignment: str, chosen: dict[str, Arrival]) -> Iterator[str]:
    """Who could be late, and nothing says when it was handed in: what archives and disks tell is the download."""
    untimed = sorted(student for student, arrival in chosen.items() if not arrival.handed_in)
    late = [student for student in untimed if chosen[student].late]
    if untimed:
        what = f"nothing says when {len(untimed)} of these were handed in, so none of them counts as late"
        where = course.submitted / "STUDENT" / assignment / TIMESTAMP
        yield f"{assignment}: {what}; if one is, write the time into {where}, such as 2026-01-31 23:59:00 UTC."
        yield "A list of the platform's may say so, with --times: Moodle's grading worksheet, or columns id and time."
    if late:
        yield f"{assignment}: the platform calls late, and does not say by how much: {', '.join(late)}."


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
                if arrival.handed_in:
                    (place / TIMESTAMP).write_text(stamp(arrival.handed_in))
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
    return shown(str(path), _LONG)
