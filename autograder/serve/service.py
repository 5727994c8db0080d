"""Watches where students hand in, grades what comes, and answers it; for weeks, and whatever happens meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from autograder import AutograderError, Unavailable
from autograder.course.folders import KEPT, Course
from autograder.course.gradebook import ASSIGNMENT, SUBMISSION
from autograder.course.outcome import Outcome
from autograder.course.turn import Turns
from autograder.feedback.write import feedback
from autograder.grade.class_run import ClassRun, GradingReport, Waiting
from autograder.grade.proof import proven
from autograder.grade.record import Recorder
from autograder.grading.plan import Plan
from autograder.grading.stored_plans import FOLDER, load
from autograder.grading.submission import graded_cells
from autograder.grading.worker import Worker
from autograder.intake.collect import collect
from autograder.intake.exchange import Exchange, HandIn
from autograder.intake.submissions import SECRET, UploadLimits, collected, from_exchange, submitted_at
from autograder.serve import receipt
from autograder.serve.journal import Entry, Journal, State
from autograder.serve.policy import Policy, Shown, midnight, over_at

#: How often is looked for what is new, in seconds.
_LOOK_S = 0.5
#: How long others wait for a turn at most, if no submission takes longer, in seconds.
_TURN_S = 30.0
#: How long what failed through no fault of a student's is left alone, in seconds.
_AGAIN_S = 60.0
#: How many are shown more at a time, of those of whom the time has come: who hands in now does not wait for them.
_MORE = 10


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


@dataclass
class _Assigned:
    """An assignment, ready to be graded by its plan as it is now."""

    stamp: int
    plans: list[Plan]
    run: ClassRun


@dataclass(frozen=True)
class _Begun:
    """A hand-in on its way."""

    entry: Entry
    plans: list[Plan]
    run: ClassRun
    waiting: Waiting


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
        self.status = Status()
        self._course, self._policy, self._exchange = course, Policy.of(course), Exchange(course)
        self._guarded = Course(course.root)
        self._guarded.config.merge(course.config)
        self._guarded.config.Autograder.hidden_messages = "title"
        self._worker, self._executor, self._jobs, self._together = worker, executor, jobs, together
        self._folder, self._say = folder, say
        self._journal = Journal(course.root / KEPT / "hand-ins.db")
        self._turns = Turns(course, "autograder serve")
        self._known = self._journal.names()
        self._left_until: dict[str, float] = {}
        self._seconds: list[float] = []
        self._files = ""
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
            self._engine = open_until_then.enter_context(self._course.gradebook()).engine
            self._find_ungraded()
            while not stop.is_set():
                try:
                    self._look()
                    self._look_into_folder()
                    if self._next(set()):
                        with self._turns.one() as mine:
                            if mine:
                                self._grade(stop)
                    self._show_more()
                except Unavailable as error:
                    self._trouble(str(error))
                    stop.wait(_LOOK_S * 10)
                self._note_status(0)
                stop.wait(_LOOK_S)

    def _look(self) -> None:
        """Take note of what has arrived."""
        for found in self._exchange.arrived(self._known):
            if isinstance(found, str):
                self._known.add(found)
                self._trouble(f"{found!r} in {self._exchange.inbound} is no hand-in, and was left.")
            elif found.assignment not in self._course.names():
                self._known.add(found.name)
                self._trouble(
                    f"{found.student} handed in {found.assignment}, which is none of this course.", found.student
                )
            else:
                self._add(found)

    def _add(self, hand_in: HandIn) -> None:
        self._known.add(hand_in.name)
        self._journal.add(hand_in, time.time())
        if hand_in.remark:
            self._say(f"{hand_in.student}: {hand_in.assignment} {hand_in.remark}")

    def _find_ungraded(self) -> None:
        """Take note of what lies in submitted/ and was not graded since it came there."""
        names = set(self._course.names())
        for place in sorted(self._course.submitted.glob("*/*")):
            student, assignment = place.parent.name, place.name
            if assignment not in names or student.startswith("."):
                continue
            marks, graded = from_exchange(place), self._course.autograded / student / assignment
            came_ns = place.stat().st_ctime_ns
            if graded.exists() and (
                graded.stat().st_ctime_ns >= came_ns or SECRET in marks and marks == from_exchange(graded)
            ):
                continue
            if any(entry.state is State.WAITING for entry in self._journal.of(student, assignment)):
                continue
            name = f"{student}+{assignment}+{came_ns}"
            if name not in self._known:
                now = datetime.now(UTC).replace(tzinfo=None)
                self._add(HandIn(name, student, assignment, submitted_at(self._course, marks) or now))

    def _look_into_folder(self) -> None:
        """Collect what a platform handed over, once nothing changes there any more."""
        if self._folder is None:
            return
        found = sorted((str(path), path.stat()) for path in self._folder.rglob("*") if path.is_file())
        files = repr([(path, about.st_size, about.st_mtime_ns) for path, about in found])
        settled, self._files = files == self._files, files
        if not found or not settled or files == self._journal.recall("folder"):
            return
        with self._turns.one() as mine:
            if not mine:
                return
            try:
                for line in collect(self._course, self._folder, update=True).remarks:
                    self._say(line)
            except Unavailable:
                raise
            except AutograderError as error:
                self._trouble(str(error))
            self._find_ungraded()
            self._journal.note("folder", files)

    def _next(self, busy: set[str]) -> Entry | None:
        """The hand-in whose turn it is: one at a time of each student."""
        now = time.monotonic()
        for entry in self._journal.waiting():
            if entry.student in busy or max(map(self._left, (entry.name, entry.assignment))) > now:
                continue
            counting = self._counting(entry)
            if counting is None or counting.name == entry.name:
                return entry
            sentence = receipt.REPLACED.format(when=receipt.shown(counting.handed_in))
            self._settle(entry, State.REPLACED, sentence)
        return None

    def _left(self, what: str) -> float:
        return self._left_until.get(what, 0.0)

    def _leave(self, what: str, why: str) -> None:
        """Try it again later."""
        self._left_until[what] = time.monotonic() + _AGAIN_S
        self._trouble(why)

    def _counting(self, entry: Entry) -> Entry | None:
        """What counts of all that the student handed in of it: the last, or the last before the due date."""
        every = [other for other in self._journal.of(*entry.pair) if other.state is not State.REFUSED]
        over = self._over(entry, grace=False) if self._exchange.before_duedate else None
        in_time = [other for other in every if over is None or other.handed_in <= over]
        return next(iter(in_time or every), None)

    def _over(self, entry: Entry, *, grace: bool = True) -> datetime | None:
        """When the assignment is over for the student; None for never."""
        due = select(ASSIGNMENT.c.duedate).where(ASSIGNMENT.c.name == entry.assignment)
        more = select(SUBMISSION.c.extension).join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id)
        more = more.where(ASSIGNMENT.c.name == entry.assignment, SUBMISSION.c.student_id == entry.student)
        with self._course.gradebook_errors(), self._engine.connect() as db:
            return over_at(self._course, db.execute(due).scalar(), db.execute(more).scalar(), grace=grace)

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
                    self._look()
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
            self._leave(entry.assignment, str(error))
            return None
        found = None
        try:
            if (self._exchange.inbound / entry.name).exists():
                found = self._exchange.read(entry.name, entry.student, UploadLimits())
        except (AutograderError, OSError) as error:
            self._refuse(entry, str(error))
            return None
        ready.run.report = GradingReport(entry.assignment)
        if waiting := ready.run.read(entry.student, found):
            return _Begun(entry, ready.plans, ready.run, waiting)
        self._close(entry, ready.run.report, found.files if found else None)
        return None

    def _assigned(self, name: str, assigned: dict[str, _Assigned], recorder: Recorder) -> _Assigned:
        """An assignment's plans, read again if they are not what they were."""
        plan = self._course.root / FOLDER / f"{name}.json"
        stamp = plan.stat().st_mtime_ns if plan.exists() else 0
        if name not in assigned or assigned[name].stamp != stamp:
            plans = load(self._course, name, self._together)
            recorder.refuse_unready(name, {plan.name: graded_cells(plan).keys() for plan in plans})
            plans = proven(self._course, plans, self._worker, self._executor.map)
            assigned[name] = _Assigned(
                stamp, plans, ClassRun(recorder, name, plans, regrade=False, limits=UploadLimits())
            )
        return assigned[name]

    def _finish(self, begun: _Begun, future: Future[list[Outcome]]) -> None:
        """Record what came of a hand-in, and answer it."""
        begun.run.report = GradingReport(begun.entry.assignment)
        begun.run.take(begun.waiting, future)
        self._close(begun.entry, begun.run.report, begun.waiting.files)

    def _close(self, entry: Entry, report: GradingReport, files: dict[str, bytes] | None) -> None:
        """Say what the report says, and answer; what was graded goes into submitted/, what was not does not."""
        for line in [*report.changed, *report.remarks]:
            self._say(f"{entry.assignment}, {line}")
        if report.failed:
            self._refuse(entry, report.failed[0].removeprefix(f"{entry.student}: "))
            return
        if files and (self._exchange.inbound / entry.name).exists():
            collected(self._course, entry.student, entry.assignment, files)
        score = next((f"{row.score:g} of {row.max_score:g}" for row in report.rows), "graded before")
        self._answer(entry, score)

    def _answer(self, entry: Entry, score: str) -> None:
        """Show the student as much of it as may be shown now."""
        given, over, show = self._may_see(entry)
        if show is Shown.RECEIPT:
            self._settle(entry, State.GRADED, self._waits(given, over))
        elif not self._give(entry, show):
            return
        took = time.time() - entry.seen
        self._seconds = [*self._seconds[-99:], took]
        self._say(f"{entry.student}: {entry.assignment}, {score}, answered after {took:.1f} s")

    def _may_see(self, entry: Entry) -> tuple[int, datetime | None, Shown]:
        now = datetime.now(UTC)
        today = midnight(now, self._course.config.Exchange.get("timezone", "UTC"))
        given, over = self._journal.given_since(entry, today.timestamp()), self._over(entry)
        is_over = over is not None and over <= now.replace(tzinfo=None)
        return given, over, self._policy.shown(given, over=is_over)

    def _waits(self, given: int, over: datetime | None) -> str:
        """What a receipt says of feedback that waits."""
        most = self._policy.attempts_per_day
        if most and given >= most:
            return receipt.TOMORROW.format(times="once" if most == 1 else f"{most} times")
        return receipt.WHEN_OVER.format(when=receipt.shown(over)) if over else receipt.LATER

    def _give(self, entry: Entry, show: Shown) -> bool:
        """Write feedback and return it; False, and it is tried again later, if it cannot be written."""
        course = self._course if show is Shown.ALL else self._guarded
        pages = feedback(course, entry.assignment, [entry.student])
        if pages.failed:
            self._leave(entry.name, pages.failed[0])
            return False
        self._exchange.publish(entry.name, {page.stem: page.read_bytes() for page in pages.written})
        self._journal.settle(entry, State.GRADED, show, time.time())
        return True

    def _refuse(self, entry: Entry, why: str) -> None:
        """Nothing is recorded of it, and what the student handed in before counts."""
        self._trouble(f"{entry.student}: {entry.assignment}, {why}", entry.student)
        ours = str(self._course.root) in why or str(self._exchange.inbound) in why
        self._settle(entry, State.REFUSED, receipt.OURS if ours else receipt.REFUSED.format(why=why))
        counting = self._counting(entry)
        if counting is not None and counting.state is State.REPLACED:
            self._journal.wait_again(counting)

    def _settle(self, entry: Entry, state: State, sentence: str) -> None:
        """Give a receipt, and take note of what became of it."""
        page = receipt.receipt(entry, sentence)
        names = [path.stem for path in self._course.notebooks(entry.assignment)]
        self._exchange.publish(entry.name, dict.fromkeys(names, page))
        self._journal.settle(entry, state, Shown.RECEIPT, time.time())

    def _show_more(self) -> None:
        """Of those who were not shown all, show more to some whose time has come."""
        if time.monotonic() < self._more_at:
            return
        shown = 0
        for entry in self._may_have_more():
            if self._give(entry, self._may_see(entry)[2]):
                self._say(f"{entry.student}: {entry.assignment}, more feedback was given")
            shown += 1
            if shown == _MORE:
                return
        self._more_at = time.monotonic() + _AGAIN_S

    def _may_have_more(self) -> Iterator[Entry]:
        now = time.monotonic()
        for entry in self._journal.shown_less(Shown.ALL):
            counting = self._counting(entry)
            if self._left(entry.name) > now or counting is None or counting.name != entry.name:
                continue
            if self._may_see(entry)[2] > max(entry.shown, Shown.RECEIPT):
                yield entry

    def _trouble(self, why: str, student: str = "") -> None:
        """Say it, and keep it for the status page, which names nobody."""
        self._say(f"✗ {why}")
        told = why.replace(student, "a student") if student else why
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
