"""What a student is shown of a hand-in: feedback, less of it, or a receipt, as the course's policy has it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from sqlalchemy import Engine

from autograder import AutograderError, Unavailable
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.gradebook import due_for
from autograder.course.late import clock
from autograder.course.term import Term
from autograder.feedback.write import feedback
from autograder.intake.exchange import Exchange
from autograder.serve import receipt
from autograder.serve.journal import Entry, Journal, State
from autograder.serve.policy import Policy, Shown, midnight, over_at


class Answers:
    """Answers hand-ins, and notes it in the journal."""

    def __init__(self, course: Course, policy: Policy, exchange: Exchange, journal: Journal, gradebook: Engine) -> None:
        r"""Takes an open gradebook."""
        self._course, self._policy, self._exchange, self._journal = course, policy, exchange, journal
        self._gradebook = gradebook
        self._remembered: tuple[int, Term] | None = None
        self._guarded = Course(course.root)
        self._guarded.config.merge(course.config)
        self._guarded.config.Autograder.hidden_messages = "title"

    def counting(self, entry: Entry) -> Entry | None:
        """What counts of all that the student handed in of it: the last, or the last before the due date."""
        over = self._over(entry, grace=False) if self._exchange.before_duedate else None
        return (over and self._journal.last(entry, over)) or self._journal.last(entry)

    def _over(self, entry: Entry, *, grace: bool = True) -> datetime | None:
        """When the assignment is over for the student; None for never."""
        with self._course.gradebook_errors(), self._gradebook.connect() as db:
            until = due_for(db, self._term(), entry.student, entry.assignment)
        return over_at(self._course, until, grace=grace)

    def _term(self) -> Term:
        """What commands remember of the term, read again when one has written it."""
        path = self._course.root / term.FILE
        written_ns = path.stat().st_mtime_ns if path.exists() else 0
        if self._remembered is None or self._remembered[0] != written_ns:
            self._remembered = written_ns, term.read(self._course.root)
        return self._remembered[1]

    def answer(self, entry: Entry) -> None:
        r"""Show the student as much of what was graded as may be shown now.

        Raises: AutograderError: if feedback cannot be written; nothing is noted, and it can be tried again.
        """
        given, over, show = self._may_see(entry)
        if show is Shown.RECEIPT:
            self.settle(entry, State.GRADED, self._waits(given, over))
        else:
            self._give(entry, show)

    def more(self, left: Callable[[Entry], bool]) -> Iterator[tuple[Entry, str]]:
        r"""Show more to those of whom the time has come, one by one.

        Args:
            left: whether one is to be left alone now.
        Returns: whom it was shown to, and why it could not be; "" if it could.
        """
        for entry in self._journal.shown_less(Shown.ALL, last_alone=not self._exchange.before_duedate):
            counting = self.counting(entry)
            if left(entry) or counting is None or counting.name != entry.name:
                continue
            show = self._may_see(entry)[2]
            if show > max(entry.shown, Shown.RECEIPT):
                try:
                    self._give(entry, show)
                except Unavailable:
                    raise
                except AutograderError as error:
                    yield entry, str(error)
                else:
                    yield entry, ""

    def _may_see(self, entry: Entry) -> tuple[int, datetime | None, Shown]:
        now = datetime.now(UTC)
        today = midnight(now, self._course.zone)
        given, over = self._journal.given_since(entry, today.timestamp()), self._over(entry)
        is_over = over is not None and over <= now.replace(tzinfo=None)
        return given, over, self._policy.shown(given, over=is_over)

    def _waits(self, given: int, over: datetime | None) -> str:
        """What a receipt says of feedback that waits."""
        most = self._policy.attempts_per_day
        if most and given >= most:
            return receipt.TOMORROW.format(times="once" if most == 1 else f"{most} times")
        return receipt.WHEN_OVER.format(when=clock(over, self._course.zone)) if over else receipt.LATER

    def settle(self, entry: Entry, state: State, sentence: str) -> None:
        """Give a receipt, and take note of what became of it."""
        page = receipt.receipt(entry, sentence)
        names = [path.stem for path in self._course.notebooks(entry.assignment)]
        self._exchange.publish(entry.name, dict.fromkeys(names, page))
        self._journal.settle(entry, state, Shown.RECEIPT, time.time())

    def _give(self, entry: Entry, show: Shown) -> None:
        """Write feedback, and return it."""
        course = self._course if show is Shown.ALL else self._guarded
        pages = feedback(course, entry.assignment, [entry.student])
        if pages.failed:
            raise AutograderError(pages.failed[0])
        self._exchange.publish(entry.name, {page.stem: page.read_bytes() for page in pages.written})
        self._journal.settle(entry, State.GRADED, show, time.time())
