"""How late something is, and what that costs: a plugin of nbgrader, whose own autograde uses it too."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

DAY_S = 24 * 60 * 60


class LatePenalty(LateSubmissionPlugin):
    """Some days of grace, then a share of what was reached for each day that has begun."""

    days_of_grace = Float(0, min=0, help="Days after the due date that cost nothing.").tag(config=True)
    percent_per_day = Float(
        0, min=0, max=100, help="What each day after these costs, in percent of the points reached."
    ).tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        r"""Points off.

        Args:
            student_id: whose; all are treated alike.
            score: the points reached in the notebook.
            total_seconds_late: after the due date and an extension.
        Returns: at most `score`; None if it costs nothing.
        """
        days = math.ceil(total_seconds_late / DAY_S - self.days_of_grace)
        off = min(100.0, max(0, days) * self.percent_per_day)
        return score * off / 100 if off and score > 0 else None

    @property
    def rule(self) -> str:
        """The rule in a sentence, for feedback."""
        costs = f"costs {self.percent_per_day:g} % of the points reached"
        if not self.days_of_grace:
            return f"Each day after the due date that has begun {costs}"
        days = "one day" if self.days_of_grace == 1 else f"{self.days_of_grace:g} days"
        return f"Up to {days} after the due date costs nothing; each further day that has begun {costs}"


@dataclass(frozen=True)
class Lateness:
    r"""When something was handed in, and when it should have been.

    Attributes:
        handed_in: in UTC, without a zone, as nbgrader keeps it; None if that is not known.
        due: for all, likewise; None if there is no such day.
        extension: how much longer this student has.
        source: who says when it was handed in; "" if that was not asked.
    """

    handed_in: datetime | None = None
    due: datetime | None = None
    extension: timedelta | None = None
    source: str = ""

    @property
    def until(self) -> datetime | None:
        """When it is due for this student."""
        return self.due + self.extension if self.due and self.extension else self.due

    @property
    def seconds(self) -> float | None:
        """After the due date and an extension; 0 or less is in time, None where one of the two dates is missing."""
        if self.handed_in is None or self.until is None:
            return None
        return (self.handed_in - self.until).total_seconds()

    def __str__(self) -> str:
        """In few words, for a table; nothing where nothing is due."""
        if self.due is None:
            return ""
        late = "not known" if self.seconds is None else "in time"
        if self.seconds and self.seconds > 0:
            late = f"{duration(self.seconds)} late"
        parts = (late, "extended" if self.extension else "", f"by {self.source}" if self.source else "")
        return ", ".join(filter(None, parts))

    def sentence(self, zone: str) -> str:
        """For the student: when it came, and what was asked; nothing where one of the two is not known."""
        if self.handed_in is None or self.until is None or self.seconds is None:
            return ""
        came = f"Handed in on {clock(self.handed_in, zone)}{f', as {self.source} says' if self.source else ''}"
        yours = "the due date that was set for you" if self.extension else "the due date"
        how = f"{duration(self.seconds)} after" if self.seconds > 0 else "in time for"
        return f"{came}, {how} {yours}, {clock(self.until, zone)}."


def clock(moment: datetime, zone: str) -> str:
    r"""A moment of nbgrader's as people in a zone read it, with its short name; UTC where there is none."""
    try:
        here = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return f"{moment:%Y-%m-%d %H:%M} UTC"
    return f"{moment.replace(tzinfo=UTC).astimezone(here):%Y-%m-%d %H:%M %Z}"


def duration(seconds: float) -> str:
    r"""A time in the unit that suits it."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} seconds"
