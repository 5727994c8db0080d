"""What lateness costs, as a plugin of nbgrader: nbgrader's own autograde uses it too."""

from __future__ import annotations

import math

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
