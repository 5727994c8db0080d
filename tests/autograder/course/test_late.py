"""What lateness costs: the rule, and nbgrader's own autograde and ours with it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from rich.console import Console
from traitlets import TraitError
from traitlets.config import Config

from autograder import tables
from autograder.course.late import DAY_S, Lateness, LatePenalty
from autograder.grade.class_run import GradedSubmission, GradingReport


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


DUE, CAME = datetime(2026, 3, 1, 12), datetime(2026, 3, 3, 12)


@pytest.mark.parametrize(
    ("when", "table", "sentence"),
    [
        (
            Lateness(CAME, DUE),
            "2.0 days late",
            "2026-03-03 13:00 CET, 2.0 days after the due date, 2026-03-01 13:00 CET.",
        ),
        (
            Lateness(CAME, DUE, timedelta(days=7), "moodle.csv"),
            "in time, extended, by moodle.csv",
            "2026-03-03 13:00 CET, as moodle.csv says, in time for the due date that was set for you, "
            "2026-03-08 13:00 CET.",
        ),
        (Lateness(None, DUE), "not known", ""),
        (Lateness(CAME), "", ""),
    ],
    ids=["late", "with more time", "nobody knows when", "not due"],
)
def test_lateness_is_said_to_the_instructor_and_to_the_student(when: Lateness, table: str, sentence: str) -> None:
    assert str(when) == table
    assert when.sentence("Europe/Berlin") == (f"Handed in on {sentence}" if sentence else "")
    row = GradedSubmission("ada", 7, 10, 0, 1.0, when)
    with (console := Console(width=150)).capture() as printed:
        console.print(tables.grades(GradingReport("01", [row])))
    cells = [each.strip() for each in printed.get().splitlines()[-2].split("│")[1:-1]]
    assert cells == ["ada", "7", "10", "", "1.00", *([table] if table else [])]
