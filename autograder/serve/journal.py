"""What was handed in and what became of it, on disk: whoever is killed goes on where it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from autograder import Unavailable
from autograder.course.folders import KEPT, Course
from autograder.intake.exchange import HandIn
from autograder.serve.policy import Shown

_TABLE = """
CREATE TABLE IF NOT EXISTS hand_ins (
    name TEXT PRIMARY KEY, student TEXT NOT NULL, assignment TEXT NOT NULL,
    handed_in TEXT NOT NULL, seen REAL NOT NULL, state TEXT NOT NULL,
    shown INTEGER NOT NULL DEFAULT 0, given REAL, answered REAL
);
CREATE INDEX IF NOT EXISTS of_student ON hand_ins (student, assignment, handed_in);
CREATE INDEX IF NOT EXISTS in_state ON hand_ins (state);
CREATE TABLE IF NOT EXISTS notes (what TEXT PRIMARY KEY, text TEXT NOT NULL);
"""
# Killed after one was refused, and before the one that it had replaced was to wait again.
_NOTHING_COUNTS = """
UPDATE hand_ins SET state = ? WHERE state = ? AND NOT EXISTS (
    SELECT 1 FROM hand_ins o
    WHERE o.student = hand_ins.student AND o.assignment = hand_ins.assignment AND o.state NOT IN (?, ?)
)
"""
# Another one of the same, which came after it and can be graded.
_LATER = """
SELECT 1 FROM hand_ins o WHERE o.student = hand_ins.student AND o.assignment = hand_ins.assignment AND o.state != ?
AND (o.handed_in, o.seen, o.name) > (hand_ins.handed_in, hand_ins.seen, hand_ins.name)
"""


class State(StrEnum):
    """What became of a hand-in."""

    WAITING = "waiting"
    GRADED = "graded"
    REPLACED = "replaced"  # another one of the same student counts
    REFUSED = "refused"  # it cannot be graded; the log says why


@dataclass(frozen=True)
class Entry:
    """A hand-in in the journal.

    Attributes:
        name: as `HandIn` has it; for what came another way, a name of ours.
        student: whose.
        assignment: the assignment's full name.
        handed_in: when, in UTC and without a zone.
        seen: when we saw it, in seconds since 1970.
        state: what became of it.
        shown: the most that the student was shown of it.
    """

    name: str
    student: str
    assignment: str
    handed_in: datetime
    seen: float
    state: State
    shown: Shown

    @property
    def pair(self) -> tuple[str, str]:
        """Of whom, and of what: one of these counts."""
        return self.student, self.assignment


class Journal:
    """The hand-ins that were seen; each change is on disk before the next begins."""

    def __init__(self, path: Path) -> None:
        r"""Open it, or begin one; where all that a student handed in was replaced or refused, what was replaced waits.

        Raises: Unavailable: if the disk refuses.
        """
        try:
            path.parent.mkdir(exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._db.executescript(_TABLE)
            self._db.execute(_NOTHING_COUNTS, (State.WAITING, State.REPLACED, State.REPLACED, State.REFUSED))
        except (OSError, sqlite3.Error) as error:
            advice = "mend that, or move it away: it is made anew from what lies in the exchange"
            raise Unavailable(f"{path} cannot be used ({error}): {advice}.") from None

    def close(self) -> None:
        """Close it."""
        self._db.close()

    def names(self) -> set[str]:
        """All that were seen."""
        return {row["name"] for row in self._db.execute("SELECT name FROM hand_ins")}

    def add(self, hand_in: HandIn, now: float) -> None:
        """One that was seen for the first time; it waits."""
        values = (hand_in.name, hand_in.student, hand_in.assignment, hand_in.handed_in.isoformat(), now, State.WAITING)
        columns = "name, student, assignment, handed_in, seen, state"
        self._db.execute(f"INSERT OR IGNORE INTO hand_ins ({columns}) VALUES (?, ?, ?, ?, ?, ?)", values)

    def waits(self, student: str, assignment: str) -> bool:
        """Whether something of the student's waits."""
        sql = "SELECT 1 FROM hand_ins WHERE student = ? AND assignment = ? AND state = ? LIMIT 1"
        return self._db.execute(sql, (student, assignment, State.WAITING)).fetchone() is not None

    def last(self, entry: Entry, until: datetime | None = None) -> Entry | None:
        """Of all that the student handed in of the assignment until then, and can be graded, the last."""
        before = until.isoformat() if until else "9999"
        where = "student = ? AND assignment = ? AND state != ? AND handed_in <= ?"
        where += " ORDER BY handed_in DESC, seen DESC, name DESC LIMIT 1"
        return next(self._found(where, *entry.pair, State.REFUSED, before), None)

    def waiting(self) -> list[Entry]:
        """What waits, in a fair order: first who was answered least in the last day, and of these who came first."""
        same = "SELECT COUNT(*) FROM hand_ins o WHERE o.student = hand_ins.student"
        answered = f"{same} AND o.answered > hand_ins.seen - 86400"
        return list(self._found(f"state = ? ORDER BY ({answered}), seen, name", State.WAITING))

    def graded(self, entry: Entry) -> bool:
        """Whether something that the student handed in of the assignment was graded."""
        sql = "SELECT 1 FROM hand_ins WHERE student = ? AND assignment = ? AND state = ? LIMIT 1"
        return self._db.execute(sql, (*entry.pair, State.GRADED)).fetchone() is not None

    def rename(self, old: str, new: str) -> None:
        """A student has another id now."""
        self._db.execute("UPDATE hand_ins SET student = ? WHERE student = ?", (new, old))

    def shown_less(self, than: Shown, *, last_alone: bool) -> list[Entry]:
        """What was graded, and of which its student was shown less than this; of each student's the last alone."""
        where, values = "state = ? AND shown < ?", list[object]([State.GRADED, than])
        if last_alone:
            where += f" AND NOT EXISTS ({_LATER})"
            values.append(State.REFUSED)
        return list(self._found(f"{where} ORDER BY seen, name", *values))

    def given_since(self, entry: Entry, since: float) -> int:
        """How often the student was given feedback on the assignment since then, on other hand-ins than this one."""
        sql = "SELECT COUNT(*) FROM hand_ins WHERE student = ? AND assignment = ? AND given >= ? AND name != ?"
        return int(self._db.execute(sql, (*entry.pair, since, entry.name)).fetchone()[0])

    def answered_since(self, since: float) -> int:
        """How many were answered since then, whatever with."""
        return int(self._db.execute("SELECT COUNT(*) FROM hand_ins WHERE answered >= ?", (since,)).fetchone()[0])

    def settle(self, entry: Entry, state: State, shown: Shown, now: float) -> None:
        """Note what became of it, and what its student was shown."""
        sql = """UPDATE hand_ins SET state = ?, shown = MAX(shown, ?), answered = COALESCE(answered, ?),
                 given = CASE WHEN ? THEN COALESCE(given, ?) ELSE given END WHERE name = ?"""
        gives = state is State.GRADED and shown > Shown.RECEIPT
        self._db.execute(sql, (state, shown, now, gives, now, entry.name))

    def wait_again(self, entry: Entry) -> None:
        """What was replaced by another one counts after all."""
        self._db.execute("UPDATE hand_ins SET state = ? WHERE name = ?", (State.WAITING, entry.name))

    def counts(self) -> dict[State, int]:
        """How many are in each state."""
        found = dict(self._db.execute("SELECT state, COUNT(*) FROM hand_ins GROUP BY state").fetchall())
        return {state: found.get(state, 0) for state in State}

    def recall(self, what: str) -> str:
        """A note; "" if there is none."""
        row = self._db.execute("SELECT text FROM notes WHERE what = ?", (what,)).fetchone()
        return str(row["text"]) if row else ""

    def note(self, what: str, text: str) -> None:
        """Note something in place of what was noted of it."""
        self._db.execute("INSERT OR REPLACE INTO notes (what, text) VALUES (?, ?)", (what, text))

    def _found(self, where: str, *values: object) -> Iterator[Entry]:
        for row in self._db.execute(f"SELECT * FROM hand_ins WHERE {where}", values):
            when = datetime.fromisoformat(row["handed_in"])
            kept = State(row["state"]), Shown(row["shown"])
            yield Entry(row["name"], row["student"], row["assignment"], when, row["seen"], *kept)


def path_in(course: Course) -> Path:
    r"""Where a course's journal is."""
    return course.root / KEPT / "hand-ins.db"


def rename_in(course: Course, old: str, new: str) -> None:
    r"""Give a student another id in a course's journal, if it has one."""
    if path_in(course).exists():
        journal = Journal(path_in(course))
        journal.rename(old, new)
        journal.close()
