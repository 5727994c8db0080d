"""Grading a class: which submissions, in what order, and what came of them."""

from __future__ import annotations

import hashlib
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from autograder import AutograderError, Progress, Unavailable, unheard
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.gradebook import Change
from autograder.course.late import Lateness
from autograder.course.outcome import Outcome
from autograder.grade.record import Recorder
from autograder.grading.handed_in import shown
from autograder.grading.plan import Plan, digest
from autograder.grading.submission import graded_cells
from autograder.intake.submissions import Submission, UploadLimits, for_exchange, read, students

#: Grades one submission, somewhere: plans and files in, an outcome for each notebook out.
Task = Callable[[list[Plan], dict[str, bytes]], list[Outcome]]
#: Submissions read ahead for each worker: enough that none waits, few enough for memory.
_AHEAD = 4
#: How often it is asked whether somebody pressed Ctrl-C, in seconds.
_LOOK_S = 1.0


@dataclass(frozen=True)
class GradedSubmission:
    """A submission that was graded: `by_hand` of its cells wait for a person, `seconds` are those of running it.

    `when` it was handed in stands beside when it should have been.
    """

    student: str
    score: float
    max_score: float
    by_hand: int
    seconds: float
    when: Lateness = Lateness()


@dataclass
class GradingReport:
    """What came of grading a class.

    Attributes:
        assignment: its full name.
        rows: a submission each, in the order of students.
        remarks: "student: sentence", what to look at.
        failed: "student: sentence", who was not graded and why; nothing of them was recorded.
        changed: "student: sentence", whose score, or what lateness takes off it, is not what it was.
        skipped: how many had been graded as they are.
    """

    assignment: str
    rows: list[GradedSubmission] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    skipped: int = 0

    @property
    def graded(self) -> int:
        """How many were graded."""
        return len(self.rows)


def refuse_unready(course: Course, assignment: str, plans: list[Plan]) -> None:
    r"""Say what would hinder recording, before anything is graded.

    Raises: AutograderError: if the assignment was not released as planned; Unavailable, if nothing can be recorded.
    """
    with Recorder(course) as recorder:
        recorder.refuse_unready(assignment, {plan.name: graded_cells(plan).keys() for plan in plans})


def grade_class(
    course: Course,
    assignment: str,
    plans: list[Plan],
    task: Task,
    executor: Executor,
    *,
    jobs: int,
    students: list[str] | None = None,
    regrade: bool = False,
    limits: UploadLimits | None = None,
    progress: Progress = unheard,
) -> GradingReport:
    r"""Grade all submissions of an assignment, and record what comes of them as it comes.

    Args:
        course: where submissions, gradebook and plans are.
        assignment: the assignment's full name.
        plans: of its notebooks.
        task: grades one submission; called by the executor's workers.
        executor: threads here, or the workers of a cluster.
        jobs: how many submissions it grades at a time.
        students: whose submissions; all if None.
        regrade: also those that have been graded as they are.
        limits: how much a student may hand in.
        progress: is called as progress(submissions done, in all, whose was the last).
    Returns: the report; a submission that cannot be graded is a line in it, and everyone else is graded.
    Raises: AutograderError: if there is no such submission, or nothing can be recorded.
    """
    names = _asked_for(course, assignment, students)
    for plan in plans:
        plan.work_out()
    with _told_of_interrupts() as interrupts, Recorder(course) as recorder:
        recorder.weigh(plans)
        run = ClassRun(recorder, assignment, plans, regrade=regrade, limits=limits or UploadLimits())
        pending: dict[Future[list[Outcome]], Waiting] = {}
        ahead = filter(None, map(run.read, names))
        try:
            while not interrupts.came:
                while len(pending) < _AHEAD * jobs and (following := next(ahead, None)):
                    pending[executor.submit(task, plans, following.files)] = following.waiting()
                if not pending:
                    break
                for future in wait(pending, _LOOK_S, return_when=FIRST_COMPLETED).done:
                    with interrupts.held():
                        run.take(pending.pop(future), future)
                        progress(run.done, len(names), run.last)
            else:
                raise KeyboardInterrupt
        finally:
            # Reached with something pending only when all is over: interrupted, or nothing can be recorded.
            for future in pending:
                future.cancel()
    run.report.rows.sort(key=lambda row: row.student)
    return run.report


class _Interrupts:
    """Whether somebody pressed Ctrl-C: Python forgets one that comes while an object is tidied up."""

    def __init__(self) -> None:
        self.came = self._held = False

    def __call__(self, *_: object) -> None:
        """What Ctrl-C calls."""
        again, self.came = self.came, True
        if again or not self._held:
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let a first one wait: what is recorded is counted, too, before somebody is told how far it came."""
        self._held = True
        try:
            yield
        finally:
            self._held = False


@contextmanager
def _told_of_interrupts() -> Iterator[_Interrupts]:
    interrupts = _Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    before = signal.signal(signal.SIGINT, interrupts)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass(frozen=True)
class Waiting:
    """A submission on its way: of its files only those that recording needs, once a worker has them all."""

    student: str
    files: dict[str, bytes]
    names: frozenset[str]
    fingerprint: str
    remarks: list[str]

    def waiting(self) -> Waiting:
        """The same without what a worker has."""
        return replace(self, files=for_exchange(self.files))


class ClassRun:
    """A class being graded: what is to run, and what became of it, goes into its report."""

    def __init__(
        self, recorder: Recorder, assignment: str, plans: list[Plan], *, regrade: bool, limits: UploadLimits
    ) -> None:
        """Takes what `grade_class` does, and an open recorder."""
        self.report = GradingReport(assignment)
        self.last = ""
        self._recorder, self._regrade, self._limits = recorder, regrade, limits
        self._plans, self._plans_digest = plans, digest(plans)
        self._max_score = sum(plan.worth(cell) for plan in plans for cell in plan.notebook.cells)

    @property
    def done(self) -> int:
        """How many submissions are graded, skipped or given up."""
        return self.report.graded + self.report.skipped + len(self.report.failed)

    def read(self, student: str, submission: Submission | None = None) -> Waiting | None:
        """What a student handed in, if not given from `submitted/`; None if there is nothing to run."""
        try:
            submission = submission or read(self._recorder.course, student, self.report.assignment, self._limits)
        except (AutograderError, OSError) as error:
            self._fail(student, str(error))
            return None
        fingerprint = _fingerprint(self._plans_digest, submission.files)
        if not self._regrade and self._recorder.done(student, self.report.assignment) == fingerprint:
            self.report.skipped += 1
            self._settle(student)
            return None
        self._remark(student, submission.remarks)
        return Waiting(student, submission.files, frozenset(submission.files), fingerprint, submission.remarks)

    def take(self, waiting: Waiting, future: Future[list[Outcome]]) -> None:
        """Record what came of a submission, or why nothing did."""
        self.last = student = waiting.student
        try:
            outcomes = future.result()
            refused = unreadable(outcomes, waiting.names)
            changes = [] if refused else self._record(waiting, outcomes)
        except BrokenExecutor as error:
            raise AutograderError(f"The workers ended ({error}): run this again, it goes on where it was.") from None
        except Unavailable:
            raise
        except Exception as error:
            # Whatever a worker or a course's own plugin raises is the failure of this submission alone.
            known = isinstance(error, AutograderError)
            refused = str(error) if known else f"could not be graded ({type(error).__name__}: {_first_line(error)})."
        if refused:
            self._fail(student, refused)
            return
        scores = [score for outcome in outcomes for score in outcome.scores.values()]
        for outcome in outcomes:
            self._remark(student, outcome.remarks)
        self.report.changed += [f"{student}: {change}" for change in changes]
        seconds = sum(outcome.seconds for outcome in outcomes)
        by_hand = scores.count(None)
        when = self._recorder.lateness(student, self.report.assignment)
        score = sum(filter(None, scores))
        self.report.rows.append(GradedSubmission(student, score, self._max_score, by_hand, seconds, when))

    def _record(self, waiting: Waiting, outcomes: list[Outcome]) -> list[str]:
        """Record it; a sentence for each score that changed."""
        where = waiting.student, self.report.assignment
        before = {outcome.name: self._recorder.recorded(*where, outcome.name) for outcome in outcomes}
        # What was remarked when the files were read is recorded with what came of running them.
        told = [replace(outcome, remarks=[*waiting.remarks, *outcome.remarks]) for outcome in outcomes]
        changes = self._recorder.record(*where, told, waiting.files, waiting.fingerprint)
        now = {outcome.name: outcome.notebook for outcome in outcomes if outcome.notebook is not None}
        return [_sentence(change, before.get(change.notebook), now.get(change.notebook)) for change in changes]

    def _settle(self, student: str) -> None:
        """A test may be withdrawn since then, or count again; and points given by hand since then are late, too."""
        for change in self._recorder.recount(student, self._plans):
            self.report.changed.append(f"{student}: {_sentence(change, None, None)}")
        for old, new in self._recorder.settle(student, self.report.assignment):
            self.report.changed.append(f"{student}: lateness takes off {old:g} → {new:g}")

    def _remark(self, student: str, remarks: list[str]) -> None:
        self.report.remarks += [f"{student}: {remark}" for remark in remarks]

    def _fail(self, student: str, why: str) -> None:
        self.report.failed.append(f"{student}: {why}")


def _asked_for(course: Course, assignment: str, names: list[str] | None) -> list[str]:
    """Whose submissions are to be graded."""
    found = students(course, assignment)
    if missing := sorted(set(names or []) - set(found)):
        raise AutograderError(
            f"There is no submission of {assignment} from {', '.join(missing)} in {course.submitted}."
        )
    if not found:
        raise AutograderError(f"There is no submission of {assignment} in {course.submitted}.")
    return found if names is None else sorted(set(names))


def _fingerprint(plans: bytes, files: dict[str, bytes]) -> str:
    """Says whether a submission was graded as it is by plans as they are; nobody who lacks the seed can forge it."""
    digest = hashlib.sha256(plans)
    for path, content in sorted(files.items()):
        for part in (path.encode(), content):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def unreadable(outcomes: list[Outcome], names: frozenset[str]) -> str:
    r"""Why a submission is not graded although nothing failed; "" if it is.

    Args:
        outcomes: of its notebooks.
        names: of its files.
    """
    for outcome in outcomes:
        if outcome.notebook is None and f"{outcome.name}.ipynb" in names:
            return " ".join(outcome.remarks) or f"{outcome.name}.ipynb is not a notebook: ask for it again."
    if any(outcome.notebook is not None for outcome in outcomes):
        return ""
    found = ", ".join(sorted(shown(name) for name in names if nb.is_notebook(name))[:3]) or "none"
    expected = ", ".join(f"{outcome.name}.ipynb" for outcome in outcomes)
    return f"handed in no notebook of this assignment: expected {expected}, found {found}."


def _sentence(change: Change, before: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    """What changed, and why: the error that there is now, or the one that is gone."""
    old, new = ("by hand" if score is None else f"{score:g}" for score in (change.old, change.new))
    stands = "" if change.by_hand is None else f", but {change.by_hand:g} given by hand stands"
    is_now, was = error_of(now, change.cell), error_of(before, change.cell)
    why = f" ({is_now})" if is_now else f" (no longer {was})" if was else ""
    return f"{change.cell} {old} → {new}{stands}{why}"


def error_of(notebook: dict[str, Any] | None, cell_id: str) -> str:
    r"""The error of a cell, by name and message; "" if there is none.

    Args:
        notebook: as it was graded, as JSON or nbformat has it; None if there is none.
        cell_id: the cell's grade id.
    """
    cells = notebook["cells"] if notebook else []
    of_cell = (cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == cell_id)
    outputs = (output for cell in of_cell for output in cell.get("outputs", []) if output["output_type"] == "error")
    return next((f"{output['ename']}: {_first_line(output['evalue'])}" for output in outputs), "")


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0][:200]


def scores(course: Course, name: str, student: str) -> dict[str, float]:
    r"""The automatic score of every cell that has one, by the cell's id, as the gradebook has it.

    Raises: nbgrader.api.MissingEntry: if there is no such submission in the gradebook.
    """
    with course.gradebook() as gradebook:
        notebook = gradebook.find_submission_notebook(name, name, student)
        return {grade.name: grade.auto_score for grade in notebook.grades if grade.auto_score is not None}
