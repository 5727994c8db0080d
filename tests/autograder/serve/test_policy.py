"""How much is shown at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from autograder import AutograderError
from autograder.course.folders import CONFIG, Course
from autograder.serve.policy import Policy, Shown, over_at

DUE = datetime(2026, 3, 1, 12)


@pytest.mark.parametrize(
    ("hidden_messages", "given", "over", "shown"),
    [
        ("full", 0, False, Shown.ALL),
        ("full", 2, False, Shown.RECEIPT),
        ("full", 2, True, Shown.RECEIPT),
        ("title", 0, False, Shown.TITLES),
        ("title", 1, True, Shown.ALL),
        ("after the due date", 0, False, Shown.RECEIPT),
        ("after the due date", 0, True, Shown.ALL),
    ],
)
def test_what_is_shown(hidden_messages: str, given: int, over: bool, shown: Shown) -> None:
    assert Policy(2, hidden_messages).shown(given, over=over) is shown
    assert Policy(0, "full").shown(1000, over=False) is Shown.ALL, "0 is no bound"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("attempts = 3", "c.Serve sets attempts, expected one of attempts_per_day, hidden_messages, port."),
        ("attempts_per_day = -1", "c.Serve.attempts_per_day is -1, expected a whole number from 0 on: correct it."),
        ("attempts_per_day = '3'", "c.Serve.attempts_per_day is '3', expected a whole number from 0 on: correct it."),
        ("port = 70000", "c.Serve.port is 70000, expected at most 65535: correct it."),
        (
            "hidden_messages = 'none'",
            'c.Serve.hidden_messages is \'none\', expected "full", "title" or "after the due date": correct it.',
        ),
    ],
)
def test_what_there_is_not(course: Course, line: str, told: str) -> None:
    with (course.root / CONFIG).open("a") as file:
        file.write(f"c.Serve.{line}\n")
    with pytest.raises(AutograderError) as caught:
        Policy.of(Course.at(course.root))
    assert str(caught.value) == told


def test_who_can_still_hand_in_for_free_is_not_shown_all(course: Course) -> None:
    """The course gives a day of grace."""
    assert over_at(course, DUE, grace=True) == DUE + timedelta(days=1)
    assert over_at(course, DUE, grace=False) == DUE
    assert over_at(course, None, grace=True) is None
