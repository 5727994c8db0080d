"""How much students are told at once, and how often: feedback at once also lets them probe hidden tests."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from nbgrader.preprocessors import AssignLatePenalties

from autograder import AutograderError
from autograder.course.folders import Course
from autograder.course.late import LatePenalty

_AFTER = "after the due date"
_LAST_PORT = 65535


class Shown(IntEnum):
    """What a student was shown of a hand-in: each is more than the one before."""

    NOTHING = 0
    RECEIPT = 1  # that it came, and when there will be more
    TITLES = 2  # feedback; of hidden tests, what they are about and whether they passed
    ALL = 3  # feedback as `autograder feedback` writes it


@dataclass(frozen=True)
class Policy:
    """`c.Serve` in nbgrader_config.py.

    Attributes:
        attempts_per_day: how often a student is given feedback on an assignment in one day; 0 is as often as wanted.
            What is handed in beyond that is graded, and counts, and its feedback comes the next day.
        hidden_messages: what feedback says of hidden tests before the due date: "full", or "title", what they are
            about and whether they passed; "after the due date" keeps all feedback until then.
        port: of the status page, on this machine alone.
    """

    attempts_per_day: int = 5
    hidden_messages: str = "title"
    port: int = 8470

    @classmethod
    def of(cls, course: Course) -> Policy:
        r"""As the course sets it.

        Raises: AutograderError: if it sets what there is not.
        """
        settings = dict(course.config.get("Serve", {}))
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(settings) - known):
            raise AutograderError(f"c.Serve sets {', '.join(unknown)}, expected one of {', '.join(sorted(known))}.")
        try:
            ZoneInfo(course.zone)
        except (KeyError, ValueError, OSError):
            told = "is no time zone that is known here, expected one such as Europe/Berlin: correct it"
            raise AutograderError(f"c.Exchange.timezone is {course.zone!r}, which {told}.") from None
        policy = cls(**settings)
        for name in ("attempts_per_day", "port"):
            value = getattr(policy, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise AutograderError(f"c.Serve.{name} is {value!r}, expected a whole number from 0 on: correct it.")
        if policy.port > _LAST_PORT:
            raise AutograderError(f"c.Serve.port is {policy.port}, expected at most {_LAST_PORT}: correct it.")
        if policy.hidden_messages not in ("full", "title", _AFTER):
            expected = f'expected "full", "title" or "{_AFTER}": correct it'
            raise AutograderError(f"c.Serve.hidden_messages is {policy.hidden_messages!r}, {expected}.")
        return policy

    def shown(self, given_today: int, *, over: bool) -> Shown:
        r"""The most that a student is shown of a hand-in now.

        Args:
            given_today: how often feedback on this assignment was given today, this one left out.
            over: whether the assignment is over for this student.
        """
        if self.attempts_per_day and given_today >= self.attempts_per_day:
            return Shown.RECEIPT
        if over or self.hidden_messages == "full":
            return Shown.ALL
        return Shown.TITLES if self.hidden_messages == "title" else Shown.RECEIPT


def over_at(course: Course, until: datetime | None, *, grace: bool) -> datetime | None:
    r"""When an assignment is over for a student; None for never.

    Args:
        course: what lateness costs there.
        until: when it is due for the student, in UTC and without a zone; None if nobody said.
        grace: whether days that cost nothing count: who is shown everything before could hand in once more for free.
    """
    if until is None:
        return None
    plugin = AssignLatePenalties(config=course.config).plugin_class(config=course.config)
    return until + timedelta(days=plugin.days_of_grace) if grace and isinstance(plugin, LatePenalty) else until


def midnight(now: datetime, zone: str) -> datetime:
    """When today began in the course's zone; `now` has a zone."""
    return now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
