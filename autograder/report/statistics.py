"""What a graded class shows: the numbers of a report, from the gradebook and the graded notebooks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean, median, stdev

import nbformat
import numpy as np
from nbformat import NotebookNode
from sqlalchemy import Connection

from autograder import Progress, unheard
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.gradebook import Work, read_class
from autograder.course.notebook import Exercise, Kind
from autograder.course.term import Term
from autograder.feedback.lost_points import ENDED, LostPoints, lost_points, title
from autograder.feedback.recognise import Failure, Recogniser, failures
from autograder.grading.stored_plans import as_counted, as_released, withdrawn
from autograder.grading.submission import but_of
from autograder.grading.withdrawn import said, tests
from autograder.report.groups import Group, groups
from autograder.report.similar import Similar, similar

#: Fewer students than this say nothing of how an exercise tells them apart.
FEW = 10
WAITING = "not judged"


@dataclass
class ExerciseStatistics:
    """An exercise.

    Attributes:
        key: its notebook, and the id of its answer.
        title: number and name.
        points: what it is worth.
        share: the mean share of its points that was reached, 0 to 1; None while answers wait for a person.
        error: the standard error of that share; None where there is none.
        discrimination: how its score goes with that of the rest, -1 to 1, or a word that says why there is none.
        tests: the text of its tests.
        wrong: kinds of wrong answers, each with who gave it: known mistakes, the most common first, then the rest.
    """

    key: tuple[str, str]
    title: str
    points: float
    share: float | None
    error: float | None
    discrimination: float | str
    tests: tuple[str, ...]
    wrong: list[Group] = field(default_factory=list)


@dataclass(frozen=True)
class Longer:
    """A student who had more time, in seconds after the due date, and why; "" if nobody wrote it down."""

    student: str
    seconds: float
    reason: str


@dataclass
class Statistics:
    """An assignment.

    Attributes:
        name: its full name.
        worth: the points that can be had.
        works: what was handed in, a student each.
        rows: its exercises.
        looks: students and, for each, sentences that say why somebody should look.
        limits: students whose submission met a limit.
        seconds: wall time of running a submission, by student, where it was recorded.
        alike: similar submissions.
        guesses: what to know of how known mistakes were told; "" if they were told exactly.
        gone: students who left; none of them is counted.
        longer: who had more time, handed in or not.
        withdrawn: what became of each test that was withdrawn, by its grade id.
    """

    name: str
    worth: float
    works: list[Work]
    rows: list[ExerciseStatistics]
    looks: dict[str, list[str]]
    limits: list[str]
    seconds: dict[str, float]
    alike: Similar
    guesses: str = ""
    gone: list[str] = field(default_factory=list)
    longer: list[Longer] = field(default_factory=list)
    withdrawn: dict[str, str] = field(default_factory=dict)

    @property
    def scores(self) -> list[float]:
        """What counts, a student each."""
        return [work.total for work in self.works]

    @property
    def mean(self) -> float:
        """Of the scores."""
        return fmean(self.scores)

    @property
    def median(self) -> float:
        """Of the scores."""
        return median(self.scores)

    @property
    def late(self) -> list[Work]:
        """What came after its due date, the latest first."""
        late = [(work.late_s, work) for work in self.works if work.late_s and work.late_s > 0]
        return [work for _, work in sorted(late, key=lambda each: (-each[0], each[1].student))]

    @property
    def waiting(self) -> list[Work]:
        """What a person has not read to the end."""
        return [work for work in self.works if work.waiting]


@dataclass
class _Read:
    """What the graded notebooks of one student say."""

    lost_points: dict[tuple[str, str], LostPoints] = field(default_factory=dict)
    failed: dict[str, dict[str, Failure]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    seconds: float | None = None
    limited: bool = False
    code: str = ""


def statistics(course: Course, db: Connection, name: str, progress: Progress = unheard) -> Statistics | None:
    r"""Count an assignment.

    Args:
        course: where plans and graded notebooks are.
        db: its gradebook, open.
        name: the assignment's full name.
        progress: is called as progress(submissions read, in all, who is next).
    Returns: None if nobody's work has been graded.
    Raises: AutograderError: if the plan is broken, or there is none and a source cannot be read.
    """
    remembered = term.read(course.root)
    handed_in = read_class(db, name)
    works = [_sourced(work, remembered, name) for work in handed_in if work.student not in remembered.left]
    if not works:
        return None
    known = Recogniser.of(course, name)
    notebooks, gone = as_counted(course, name), withdrawn(course, name)
    exercises = [(notebook, each) for notebook, released in notebooks.items() for each in nb.exercises(released)]
    read = {}
    for done, work in enumerate(works):
        progress(done, len(works), work.student)
        read[work.student] = _read(course, name, work, notebooks, known)
        read[work.student].remarks = but_of(read[work.student].remarks, (test for _, test in gone))
    template = "\n".join(nb.without_regions(exercise.todo.source) for _, exercise in exercises)
    return Statistics(
        name,
        sum(exercise.points for _, exercise in exercises),
        works,
        [_row(notebook, exercise, works, read) for notebook, exercise in exercises],
        {student: each.remarks for student, each in read.items() if each.remarks},
        [student for student, each in read.items() if each.limited],
        {student: each.seconds for student, each in read.items() if each.seconds is not None},
        similar({student: each.code for student, each in read.items()}, template),
        known.guesses(name),
        [work.student for work in handed_in if work.student in remembered.left],
        _longer(works, remembered, name),
        {test: said_of for (_, test), said_of in said(as_released(course, name), gone).items()},
    )


def _sourced(work: Work, remembered: Term, name: str) -> Work:
    """With who says when it was handed in."""
    source = remembered.source(work.student, name, work.when.handed_in)
    return replace(work, when=replace(work.when, source=source))


def _longer(works: list[Work], remembered: Term, name: str) -> list[Longer]:
    """By the gradebook, and by what waits for a submission."""
    given = remembered.extensions.get(name, {})
    seconds = {student: each.seconds for student, each in given.items() if student not in remembered.left}
    seconds |= {work.student: work.when.extension.total_seconds() for work in works if work.when.extension}
    reasons = {student: each.reason for student, each in given.items()}
    return [Longer(student, seconds[student], reasons.get(student, "")) for student in sorted(seconds)]


def _row(notebook: str, exercise: Exercise, works: list[Work], read: dict[str, _Read]) -> ExerciseStatistics:
    cells = {(notebook, nb.grade_id(cell)) for cell in (exercise.todo, *exercise.tests)}
    own = [sum(work.scores.get(cell, 0.0) for cell in cells) for work in works]
    rest = [sum(work.scores.values()) - score for work, score in zip(works, own, strict=True)]
    waiting = any(cells & work.waiting for work in works)
    share, error = reached(notebook, exercise, works) or (None, None)
    told = WAITING if waiting else discrimination(own, rest)
    key = notebook, exercise.id
    lost = {student: each.lost_points[key] for student, each in read.items() if key in each.lost_points}
    wrong = groups(lost, {student: each.failed.get(notebook, {}) for student, each in read.items()})
    tests = tuple(test.source for test in exercise.tests)
    return ExerciseStatistics(key, title(exercise), exercise.points, share, error, told, tests, wrong)


def reached(notebook: str, exercise: Exercise, works: Sequence[Work]) -> tuple[float, float | None] | None:
    r"""The mean share of an exercise's points that was reached, and its standard error.

    Args:
        notebook: its notebook.
        exercise: as it counts.
        works: what the class handed in; not empty.
    Returns: None while an answer waits for a person, or it is worth nothing; of one student no error.
    """
    cells = {(notebook, nb.grade_id(cell)) for cell in (exercise.todo, *exercise.tests)}
    # Who wrote nothing has 0 at once: until the others are judged, that would be the whole share.
    if not exercise.points or any(cells & work.waiting for work in works):
        return None
    shares = [sum(work.scores.get(cell, 0.0) for cell in cells) / exercise.points for work in works]
    return fmean(shares), stdev(shares) / len(shares) ** 0.5 if len(shares) > 1 else None


def discrimination(own: list[float], rest: list[float]) -> float | str:
    r"""The correlation of an exercise's score with that of the rest of the assignment, or why there is none."""
    if len(own) < FEW:
        return "too few"
    if len(set(own)) == 1 or len(set(rest)) == 1:
        return "all alike"
    return float(np.corrcoef(own, rest)[0, 1])


def _read(course: Course, assignment: str, work: Work, notebooks: dict[str, NotebookNode], known: Recogniser) -> _Read:
    """A graded notebook that cannot be read is something to look at, and costs nobody else the report."""
    found = _Read()
    for name, released in notebooks.items():
        path = course.autograded / work.student / assignment / f"{name}.ipynb"
        try:
            _take(found, nbformat.from_dict(json.loads(path.read_bytes())), name, work, released, known)
        except FileNotFoundError:
            found.remarks.append(f"{name}.ipynb was not handed in, or is not in {course.autograded.name}")
        except (OSError, ValueError, LookupError, AttributeError, TypeError):
            found.remarks.append(f"the graded {name}.ipynb cannot be read: grade it again")
    found.remarks = list(dict.fromkeys(found.remarks))
    return found


def _take(
    found: _Read, notebook: NotebookNode, name: str, work: Work, released: NotebookNode, known: Recogniser
) -> None:
    counted = tests({name: released})
    for cell in notebook.cells:
        if nb.kind(cell) is not Kind.PLAIN:
            cell.metadata.nbgrader["score"] = work.scores.get((name, nb.grade_id(cell)), 0.0)
        if (name, nb.grade_id(cell)) in counted:
            cell.metadata.nbgrader["points"] = nb.points(counted[name, nb.grade_id(cell)])
        if cell.cell_type == "code" and nb.kind(cell) in (Kind.SOLUTION, Kind.MANUAL):
            found.code += f"{cell.source}\n"
    found.failed[name] = failures(notebook.cells)
    found.lost_points |= {(name, lost.id): lost for lost in lost_points(notebook, name, known, released)}
    cells = (cell for cell in notebook.cells if (name, nb.grade_id(cell)) not in known.withdrawn)
    ended = [output for cell in cells for output in cell.get("outputs", ()) if output.get("ename") in ENDED]
    found.limited |= bool(ended)
    noted = notebook.metadata.get("autograder", {})
    found.remarks += [str(remark) for remark in noted.get("remarks", ())]
    if isinstance(seconds := noted.get("seconds"), (int, float)):
        found.seconds = (found.seconds or 0.0) + seconds
