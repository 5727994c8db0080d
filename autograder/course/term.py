"""What nbgrader's gradebook has no place for: who has left, why somebody has longer, what counts how much.

It stands in `term.json`, beside the gradebook. Commands write it, so it is no part of `nbgrader_config.py`: that is a
program, which only people change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema

from autograder import AutograderError
from autograder.course.folders import Course

FILE = "term.json"

_TEXT, _SOME = {"type": "string"}, {"type": "number", "minimum": 0}
_EXTENSION = {
    "type": "object",
    "required": ["seconds", "reason"],
    "additionalProperties": False,
    "properties": {"seconds": {"type": "number", "exclusiveMinimum": 0}, "reason": _TEXT},
}
_ARRIVED = {
    "type": "object",
    "required": ["called", "time", "source"],
    "additionalProperties": False,
    "properties": {"called": _TEXT, "time": _TEXT, "source": _TEXT},
}
_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "left": {"type": "object", "additionalProperties": _TEXT},
        "extensions": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": _EXTENSION},
        },
        "weights": {"type": "object", "additionalProperties": _SOME},
        "drop_worst": {"type": "integer", "minimum": 0},
        "arrived": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": _ARRIVED},
        },
    },
}


@dataclass(frozen=True)
class Extension:
    r"""A later due date for one student.

    Attributes:
        seconds: after the due date of all.
        reason: for the instructor alone.
    """

    seconds: float
    reason: str

    @property
    def time(self) -> timedelta:
        """As nbgrader's gradebook has it."""
        return timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Arrived:
    r"""How a submission came from a learning platform.

    Attributes:
        called: the file or folder by whose name the platform says whose it is.
        time: when it was handed in, as `timestamp.txt` has it; "" if nothing said so.
        source: what said so.
    """

    called: str
    time: str = ""
    source: str = ""


@dataclass
class Term:
    r"""What is remembered.

    Attributes:
        left: the day on which a student left, by id.
        extensions: by assignment and student.
        weights: how much an assignment counts, where that is not 1.
        drop_worst: how many results of a student, the worst, count nothing.
        arrived: how submissions came, by assignment and student.
    """

    left: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, dict[str, Extension]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    drop_worst: int = 0
    arrived: dict[str, dict[str, Arrived]] = field(default_factory=dict)

    def extension(self, student: str, assignment: str) -> Extension | None:
        """What a student has been given of an assignment; None if nothing."""
        return self.extensions.get(assignment, {}).get(student)

    def source(self, student: str, assignment: str, handed_in: datetime | None) -> str:
        """Who says when something was handed in: what it came with, if that still holds, or its timestamp.txt."""
        came = self.arrived.get(assignment, {}).get(student)
        if handed_in is None:
            return ""
        return came.source if came and came.time == stamp(handed_in) else "timestamp.txt"

    def move(self, old: str, new: str) -> None:
        """Remember of one id what was remembered of another."""
        if old in self.left:
            self.left[new] = self.left.pop(old)
        for of_assignment in self.extensions.values():
            if old in of_assignment:
                given = of_assignment.pop(old)
                # Of somebody hidden who turns out to be somebody known, the longer one.
                of_assignment[new] = max(given, of_assignment.get(new, given), key=lambda each: each.seconds)
        for came in self.arrived.values():
            if old in came:
                came[new] = came.pop(old)


def stamp(moment: datetime) -> str:
    r"""A moment in UTC as timestamp.txt has it."""
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def read(root: Path) -> Term:
    r"""What a course in a folder remembers; nothing where no command has written anything yet.

    Raises: AutograderError: if the file is not as a command leaves it.
    """
    path = root / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(found, _SCHEMA)
    except FileNotFoundError:
        return Term()
    except (OSError, ValueError, jsonschema.ValidationError) as error:
        why = error.message if isinstance(error, jsonschema.ValidationError) else str(error)
        raise AutograderError(f"{path} is not as a command left it ({why}): mend it, or take it from a copy.") from None
    extensions = {
        name: {student: Extension(**given) for student, given in of.items()}
        for name, of in found.pop("extensions", {}).items()
    }
    arrived = {
        name: {student: Arrived(**came) for student, came in of.items()}
        for name, of in found.pop("arrived", {}).items()
    }
    return Term(extensions=extensions, arrived=arrived, **found)


@contextmanager
def changed(course: Course) -> Iterator[Term]:
    r"""What a course remembers, to be changed: written when all went well, whole or not at all.

    Raises: AutograderError: if it cannot be read or written, or another command wrote it meanwhile.
    """
    before = _bytes(course.root)
    term = read(course.root)
    yield term
    if _bytes(course.root) != before:
        raise AutograderError(f"{course.root / FILE} was written by another command meanwhile: run this again.")
    write(course.root, term)


def _bytes(root: Path) -> bytes:
    try:
        return (root / FILE).read_bytes()
    except OSError:
        return b""


def write(root: Path, term: Term) -> None:
    r"""Write it, readable for nobody else on this machine: reasons are between two people.

    Raises: AutograderError: if the disk refuses.
    """
    kept = {name: value for name, value in asdict(term).items() if value}
    path = root / FILE
    try:
        with TemporaryDirectory(dir=root) as scratch:
            made = Path(scratch, FILE)
            made.write_text(json.dumps(kept, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
            made.chmod(0o600)
            made.replace(path)
    except OSError as error:
        raise AutograderError(f"{path} cannot be written ({error.strerror}): mend that and run this again.") from None
