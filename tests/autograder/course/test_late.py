"""What lateness costs: the rule, and nbgrader's own autograde and ours with it."""

from __future__ import annotations

import pytest
from traitlets import TraitError
from traitlets.config import Config

from autograder.course.late import DAY_S, LatePenalty


@pytest.mark.parametrize(
    ("grace", "percent", "days", "off"),
    [
        (0, 10, 1e-5, 1.0),
        (0, 10, 1, 1.0),
        (0, 10, 1.01, 2.0),
        (2, 10, 2, None),
        (2, 10, 2.01, 1.0),
        (0.5, 10, 0.5, None),
        (0, 10, 30, 10.0),
        (0, 0, 30, None),
    ],
)
def test_each_day_that_has_begun_costs_its_share(grace: float, percent: float, days: float, off: float | None) -> None:
    plugin = LatePenalty(days_of_grace=grace, percent_per_day=percent)
    assert plugin.late_submission_penalty("ada", 10.0, days * DAY_S) == (off if off is None else pytest.approx(off))


def test_nothing_is_taken_from_nothing() -> None:
    assert LatePenalty(percent_per_day=10).late_submission_penalty("ada", 0.0, DAY_S) is None


@pytest.mark.parametrize("wrong", [{"percent_per_day": 101}, {"percent_per_day": -1}, {"days_of_grace": -1}])
def test_a_rule_that_is_none_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(TraitError):
        LatePenalty(config=Config({"LatePenalty": wrong}))


@pytest.mark.parametrize(
    ("grace", "rule"),
    [
        (0, "Each day after the due date that has begun costs 10 % of the points reached"),
        (1, "Up to one day after the due date costs nothing; each further day that has begun costs 10 % of the points"),
        (2.5, "Up to 2.5 days after the due date costs nothing; each further day that has begun costs 10 %"),
    ],
)
def test_the_rule_in_a_sentence(grace: float, rule: str) -> None:
    assert LatePenalty(days_of_grace=grace, percent_per_day=10).rule.startswith(rule)
