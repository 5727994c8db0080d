"""Watches where students hand in, grades what comes, and answers it; for weeks, and whatever happens meanwhile."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder import AutograderError, Unavailable
from autograder.course.folders import Course
from autograder.course.outcome import Outcome
from autograder.course.term import stamp
from autograder.course.turn import Turns
from autograder.grade.class_run import ClassRun, GradingReport, Waiting, unreadable
from autograder.grade.proof import proven
from autograder.grade.record import Recorder
from autograder.grading.plan import Plan
from autograder.grading.stored_plans import FOLDER, load
from autograder.grading.submission import graded_cells
from autograder.grading.worker import Worker
from autograder.intake.exchange import Exchange
from autograder.intake.submissions import (
    TIMESTAMP,
    UploadLimits,
    collected,
    for_exchange,
    from_exchange,
    submitted_at,
)
from autograder.serve import receipt
from autograder.serve.answers import Answers
from autograder.serve.arrivals import Arrivals
from autograder.serve.journal import Entry, Journal, State, path_in
from autograder.serve.policy import Policy

#: How often is looked for what is new, in seconds.
_LOOK_S = 0.5
#: How long others wait for a turn at most, if no submission takes longer, in seconds.
_TURN_S = 30.0
#: How long what failed through no fault of a student's is left alone, in seconds.
_AGAIN_S = 60.0
#: How long at most, however often it failed, in seconds.
_LONGEST_S = 3600.0
#: How many are shown more at a time, of those of whom the time has come: who hands in now does not wait for them.
_MORE = 10
#: What the status page says.
_NOT_GRADED, _NO_FEEDBACK = "A hand-in of {} could not be graded.", "No feedback could be written on a hand-in of {}."


@dataclass(frozen=True)
class Status:
    """How it goes; nobody is named in it.

    Attributes:
        counts: how many hand-ins are in each state.
        running: how many are graded now.
        last_minute, last_hour: how many were answered in these.
        seconds: from being seen to being answered, of the last hundred.
        trouble, trouble_at: the last thing that went wrong, and when, in seconds since 1970; "" and 0 if nothing did.
        troubles: how often something went wrong.
        looked_at: when it was last looked for what is new, in seconds since 1970.
    """

    counts: Mapping[State, int] = field(default_factory=dict)
    running: int = 0
    last_minute: int = 0
    last_hour: int = 0
    seconds: tuple[float, ...] = ()
    trouble: str = ""
    trouble_at: float = 0.0
    troubles: int = 0
    looked_at: float = 0.0


@dataclass(frozen=True)
class _Left:
    """What is left alone until then, by a clock of this process, and how long that is, in seconds."""

    until: float
    again_s: float


@dataclass
class _Assigned:
    """An assignment, ready to be graded by its plan as it is now."""

    written_ns: int
    plans: list[Plan]
    run: ClassRun


@dataclass(frozen=True)
class _Begun:
    """A hand-in on its way."""

    entry: Entry
    plans: list[Plan]
    run: ClassRun
    waiting: Waiting
    arrived: bool  # through the exchange, and is not in submitted/ yet


class Service:
    """Grades on arrival; `status` may be read by other threads."""

    def __init__(
        self,
        course: Course,
        worker: Worker,
        executor: Executor,
        jobs: int,
        together: frozenset[str],
        folder: Path | None,
        say: Callable[[str], object],
    ) -> None:
        r"""Open the journal, and find the exchange.

        Args:
            course: whose students hand in.
            worker: grades a submission.
            executor: where workers run.
            jobs: how many submissions it grades at a time.
            together: as `stored_plans.load` has it.
            folder: what a learning platform handed over is put there, too; None if it is not.
            say: hears a line about each hand-in, and of all that goes wrong.
        Raises: AutograderError: if there is no exchange, or the course sets what there is not.
        """
        if folder is not None and not folder.is_dir():
            raise AutograderError(f"{folder} is not a folder: make it, and name it with --folder.")
        self.status = Status()
        self._course, self._policy, self._exchange = course, Policy.of(course), Exchange(course)
        self._worker, self._executor, self._jobs, self._together = worker, executor, jobs, together
        self._say, self._journal = say, Journal(path_in(course))
        self._arrivals = Arrivals(course, self._exchange, folder, self._journal, say, self._trouble)
        self._turns = Turns(course, "autograder serve")
        self._left: dict[str, _Left] = {}
        self._seconds: list[float] = []
        self._more_at = 0.0

    @property
    def port(self) -> int:
        """Of the status page."""
        return self._policy.port

    @property
    def inbound(self) -> Path:
        """Where hand-ins arrive."""
        return self._exchange.inbound

    def run(self, stop: threading.Event) -> None:
        """Do so until it is told to stop."""
        with ExitStack() as open_until_then:
            open_until_then.callback(self._journal.close)
            gradebook = open_until_then.enter_context(self._course.gradebook())
            self._answers = Answers(self._course, self._policy, self._exchange, self._journal, gradebook.engine)
            self._arrivals.find_ungraded()
            while not stop.is_set():
                try:
                    self._arrivals.look()
                    self._arrivals.look_into_folder(self._turns)
                    if self._next(set()):
                        with self._turns.one() as mine:
                            if mine:
                                self._grade(stop)
                    self._show_more()
                except (AutograderError, OSError, sqlite3.Error) as error:
                    # Of the gradebook, the disk, a file that somebody is writing just now: it may be mended meanwhile.
                    self._trouble(str(error), "Nothing can be recorded.")
                    stop.wait(_LOOK_S * 10)
                self._note_status(0)
                stop.wait(_LOOK_S)

    def _next(self, busy: set[str]) -> Entry | None:
        """The hand-in whose turn it is: one at a time of each student."""
        for entry in self._journal.waiting():
            if entry.student in busy or self._is_left(entry):
                continue
            counting = self._answers.counting(entry)
            if counting is None or counting.name == entry.name:
                return entry
            sentence = receipt.REPLACED.format(when=receipt.shown(counting.handed_in))
            self._answers.settle(entry, State.REPLACED, sentence)
        return None

    def _is_left(self, entry: Entry) -> bool:
        now = time.monotonic()
        return any(self._left[what].until > now for what in (entry.name, entry.assignment) if what in self._left)

    def _leave(self, what: str, why: str, told: str) -> None:
        """Try it again later, and each time later than before."""
        again_s = min(2 * self._left[what].again_s, _LONGEST_S) if what in self._left else _AGAIN_S
        self._left[what] = _Left(time.monotonic() + again_s, again_s)
        self._trouble(why, told)

    def _grade(self, stop: threading.Event) -> None:
        """Grade what waits, and what comes meanwhile, until somebody else wants a turn."""
        began, pending = time.monotonic(), dict[Future[list[Outcome]], _Begun]()
        assigned: dict[str, _Assigned] = {}
        with Recorder(self._course) as recorder:
            try:
                while not stop.is_set():
                    busy = {begun.entry.student for begun in pending.values()}
                    ends = self._turns.wanted() or time.monotonic() - began > _TURN_S
                    while not ends and len(pending) < self._jobs and (entry := self._next(busy)):
                        if begun := self._begin(entry, assigned, recorder):
                            pending[self._executor.submit(self._worker, begun.plans, begun.waiting.files)] = begun
                            busy.add(entry.student)
                    if not pending:
                        break
                    for future in wait(pending, _LOOK_S, return_when=FIRST_COMPLETED).done:
                        self._finish(pending.pop(future), future)
                    self._arrivals.look()
                    self._note_status(len(pending))
            finally:
                for future in pending:
                    future.cancel()
                if not stop.is_set():
                    wait(pending)  # nothing of a student's runs twice at a time

    def _begin(self, entry: Entry, assigned: dict[str, _Assigned], recorder: Recorder) -> _Begun | None:
        """Read a hand-in that is to run; None if there is nothing to run, and all is done."""
        try:
            ready = self._assigned(entry.assignment, assigned, recorder)
        except Unavailable:
            raise
        except AutograderError as error:
            self._leave(entry.assignment, str(error), f"{entry.assignment} cannot be graded.")
            return None
        found = None
        try:
            if (self._exchange.inbound / entry.name).exists():
                found = self._exchange.read(entry.name, entry.student, UploadLimits())
        except (AutograderError, OSError) as error:
            self._refuse(entry, str(error))
            return None
        ready.run.report = GradingReport(entry.assignment)
        if found and self._collected_by_hand(entry, found.files):
            found = None  # an instructor may have changed something in it
        elif found:
            self._put_time(entry, found.files)
        if waiting := ready.run.read(entry.student, found):
            return _Begun(entry, ready.plans, ready.run, waiting, found is not None)
        self._close(entry, ready.run.report, found.files if found else None)
        return None

    def _collected_by_hand(self, entry: Entry, files: dict[str, bytes]) -> bool:
        """Whether it lies in submitted/ by nbgrader's own collecting, from before we graded anything of it."""
        there = from_exchange(self._course.submitted / entry.student / entry.assignment)
        return bool(there) and there == for_exchange(files) and not self._journal.graded(entry)

    def _put_time(self, entry: Entry, files: dict[str, bytes]) -> None:
        """The time in a hand-in's name counts, which the disk confirms or not: what lies in it may say another."""
        said = submitted_at(self._course, files)
        if said is None or abs((said - entry.handed_in).total_seconds()) > 1:
            self._say(f"{entry.student}: {entry.assignment} holds {said or 'no time'}; the time in its name counts.")
            files[TIMESTAMP] = stamp(entry.handed_in).encode()

    def _assigned(self, name: str, assigned: dict[str, _Assigned], recorder: Recorder) -> _Assigned:
        """An assignment's plans, read again if they are not what they were."""
        plan = self._course.root / FOLDER / f"{name}.json"
        written_ns = plan.stat().st_mtime_ns if plan.exists() else 0
        if name not in assigned or assigned[name].written_ns != written_ns:
            self._left.pop(name, None)
            plans = load(self._course, name, self._together)
            recorder.refuse_unready(name, {plan.name: graded_cells(plan).keys() for plan in plans})
            plans = proven(self._course, plans, self._worker, self._executor.map)
            recorder.weigh(plans)
            assigned[name] = _Assigned(
                written_ns, plans, ClassRun(recorder, name, plans, regrade=False, limits=UploadLimits())
            )
        return assigned[name]

    def _finish(self, begun: _Begun, future: Future[list[Outcome]]) -> None:
        """Record what came of a hand-in, and answer it; what failed was ours, and is tried again."""
        entry, report = begun.entry, GradingReport(begun.entry.assignment)
        begun.run.report = report
        begun.run.take(begun.waiting, future)
        theirs = future.exception() is None and unreadable(future.result(), begun.waiting.names)
        if report.failed and not theirs:
            self._leave(entry.name, f"{entry.assignment}, {report.failed[0]}", _NOT_GRADED.format(entry.assignment))
        else:
            self._close(entry, report, begun.waiting.files if begun.arrived else None)

    def _close(self, entry: Entry, report: GradingReport, files: dict[str, bytes] | None) -> None:
        """Say what the report says, and answer; what was graded goes into submitted/, what was not does not."""
        for line in [*report.changed, *report.remarks]:
            self._say(f"{entry.assignment}, {line}")
        if report.failed:
            self._refuse(entry, report.failed[0].removeprefix(f"{entry.student}: "))
            return
        if files:
            collected(self._course, entry.student, entry.assignment, files)
        try:
            self._answers.answer(entry)
        except Unavailable:
            raise
        except AutograderError as error:
            self._leave(entry.name, str(error), _NO_FEEDBACK.format(entry.assignment))
            return
        self._left.pop(entry.name, None)
        took = time.time() - entry.seen
        self._seconds = [*self._seconds[-99:], took]
        score = next((f"{row.score:g} of {row.max_score:g}" for row in report.rows), "graded before")
        self._say(f"{entry.student}: {entry.assignment}, {score}, answered after {took:.1f} s")

    def _refuse(self, entry: Entry, why: str) -> None:
        """Nothing is recorded of it, and what the student handed in before counts."""
        self._trouble(f"{entry.student}: {entry.assignment}, {why}", _NOT_GRADED.format(entry.assignment))
        why = why.replace(str(self._exchange.inbound / entry.name), "It")
        ours = str(self._course.root) in why or str(self._exchange.inbound) in why
        self._answers.settle(entry, State.REFUSED, receipt.OURS if ours else receipt.REFUSED.format(why=why))
        counting = self._answers.counting(entry)
        if counting is not None and counting.state is State.REPLACED:
            self._journal.wait_again(counting)

    def _show_more(self) -> None:
        """Of those who were not shown all, show more to some whose time has come."""
        if time.monotonic() < self._more_at:
            return
        with self._turns.one() as mine:
            if not mine:
                return
            for shown, (entry, why) in enumerate(self._answers.more(self._is_left), start=1):
                if why:
                    self._leave(entry.name, why, _NO_FEEDBACK.format(entry.assignment))
                else:
                    self._say(f"{entry.student}: {entry.assignment}, more feedback was given")
                if shown == _MORE:
                    return
        self._more_at = time.monotonic() + _AGAIN_S

    def _trouble(self, why: str, told: str) -> None:
        """Say it, and on the status page what names nobody: even where a hand-in lies is a secret among students."""
        self._say(f"✗ {why}")
        self.status = replace(self.status, trouble=told, trouble_at=time.time(), troubles=self.status.troubles + 1)

    def _note_status(self, running: int) -> None:
        now = time.time()
        self.status = replace(
            self.status,
            counts=self._journal.counts(),
            running=running,
            last_minute=self._journal.answered_since(now - 60),
            last_hour=self._journal.answered_since(now - 3600),
            seconds=tuple(self._seconds),
            looked_at=now,
        )
