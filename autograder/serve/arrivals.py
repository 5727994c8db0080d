"""What is new: in the exchange, in a folder that a learning platform fills, and at the start in submitted/."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from autograder import AutograderError, Unavailable
from autograder.course.folders import Course
from autograder.course.turn import Turns
from autograder.intake.collect import collect
from autograder.intake.exchange import Exchange, HandIn
from autograder.intake.submissions import SECRET, from_exchange, submitted_at
from autograder.serve.journal import Journal

#: How long a folder that could not be collected is left alone, in seconds.
_AGAIN_S = 60.0
#: What the status page says.
_NONE = "Something in the exchange is no hand-in."
_STRANGE = "Something was handed in of an assignment that is none of this course."


class Arrivals:
    """Takes note of what arrives, in the journal."""

    def __init__(
        self,
        course: Course,
        exchange: Exchange,
        folder: Path | None,
        journal: Journal,
        say: Callable[[str], object],
        trouble: Callable[[str, str], object],
    ) -> None:
        r"""Look nowhere yet.

        Args:
            course: whose students hand in.
            exchange: where they do.
            folder: what a learning platform handed over is put there; None if it is not.
            journal: what has been seen.
            say: hears what an instructor should look at.
            trouble: hears what went wrong, and how that is told where nobody is to be named.
        """
        self._course, self._exchange, self._folder = course, exchange, folder
        self._journal, self._say, self._trouble = journal, say, trouble
        self._known = journal.names()
        self._files, self._again_at = "", 0.0

    def look(self) -> None:
        """Take note of what has arrived."""
        arrived = list(self._exchange.arrived(self._known))
        names = set(self._course.names()) if arrived else set()
        for found in arrived:
            if isinstance(found, str):
                self._known.add(found)
                self._trouble(f"{found!r} in {self._exchange.inbound} is no hand-in, and was left.", _NONE)
            elif found.assignment not in names:
                self._known.add(found.name)
                what = f"{found.student} handed in {found.assignment}, which is none of this course."
                self._trouble(what, _STRANGE)
            else:
                self._add(found)

    def _add(self, hand_in: HandIn) -> None:
        self._journal.add(hand_in, time.time())
        self._known.add(hand_in.name)
        if hand_in.remark:
            self._say(f"{hand_in.student}: {hand_in.assignment} {hand_in.remark}")

    def find_ungraded(self) -> None:
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
            if self._journal.waits(student, assignment):
                continue
            name = f"{student}+{assignment}+{came_ns}"
            if name not in self._known:
                now = datetime.now(UTC).replace(tzinfo=None)
                self._add(HandIn(name, student, assignment, submitted_at(self._course, marks) or now))

    def look_into_folder(self, turns: Turns) -> None:
        """Collect what a platform handed over, once nothing changes there any more."""
        if self._folder is None or time.monotonic() < self._again_at:
            return
        found = sorted((str(path), path.stat()) for path in self._folder.rglob("*") if path.is_file())
        files = repr([(path, about.st_size, about.st_mtime_ns) for path, about in found])
        settled, self._files = files == self._files, files
        if not found or not settled or files == self._journal.recall("folder"):
            return
        with turns.one() as mine:
            if not mine:
                return
            try:
                for line in collect(self._course, self._folder, update=True).remarks:
                    self._say(line)
            except Unavailable:
                raise
            except AutograderError as error:
                self._trouble(str(error), "What lies in the folder could not be collected.")
                self._again_at = time.monotonic() + _AGAIN_S
                return
            self.find_ungraded()
            self._journal.note("folder", files)
