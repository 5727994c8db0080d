"""What was handed in, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from autograder.intake.exchange import HandIn
from autograder.serve.journal import Journal, State
from autograder.serve.policy import Shown

FIRST = datetime(2026, 3, 1, 12)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "made" / "hand-ins.db")
    yield made
    made.close()


def add(journal: Journal, name: str, minute: float, assignment: str = "06") -> None:
    """One of who stands before the number."""
    handed_in = FIRST + timedelta(minutes=minute)
    journal.add(HandIn(name, name.rstrip("0123456789"), assignment, handed_in), minute)


def names(journal: Journal) -> list[str]:
    return [entry.name for entry in journal.waiting()]


def test_who_was_given_least_comes_first(journal: Journal) -> None:
    for minute, name in enumerate(("ada1", "ada2", "ben1", "ada3", "cem1")):
        add(journal, name, minute)
    assert names(journal) == ["ada1", "ada2", "ben1", "ada3", "cem1"]
    journal.settle(journal.waiting()[0], State.GRADED, Shown.TITLES, 5)
    assert names(journal) == ["ben1", "cem1", "ada2", "ada3"]


def test_the_last_that_can_be_graded_counts(journal: Journal) -> None:
    for minute, name in enumerate(("ada1", "ada2", "ada3")):
        add(journal, name, minute)
    of_ada = journal.waiting()
    assert journal.last(of_ada[0]) == of_ada[2]
    assert journal.last(of_ada[0], FIRST + timedelta(minutes=1)) == of_ada[1], "at the minute is in time"
    assert journal.last(of_ada[0], FIRST - timedelta(minutes=1)) is None
    journal.settle(of_ada[2], State.REFUSED, Shown.RECEIPT, 5)
    assert journal.last(of_ada[0]) == of_ada[1]


def test_what_was_seen_is_not_added_again_and_stays_when_it_is_opened_again(journal: Journal, tmp_path: Path) -> None:
    add(journal, "ada1", 0)
    journal.settle(journal.waiting()[0], State.GRADED, Shown.ALL, 5)
    add(journal, "ada1", 1)
    again = Journal(tmp_path / "made" / "hand-ins.db")
    assert again.names() == {"ada1"} and names(again) == [] and again.counts()[State.GRADED] == 1
    again.close()


def test_a_receipt_is_no_feedback_that_was_given(journal: Journal) -> None:
    add(journal, "ada1", 0)
    add(journal, "ada2", 1)
    first, second = journal.waiting()
    journal.settle(first, State.GRADED, Shown.TITLES, 5)
    journal.settle(second, State.GRADED, Shown.RECEIPT, 6)
    assert journal.given_since(second, 0) == 1
    assert [entry.name for entry in journal.shown_less(Shown.ALL, last_alone=False)] == ["ada1", "ada2"]
    journal.settle(second, State.GRADED, Shown.ALL, 7)
    assert journal.given_since(first, 0) == 1, "the other one"
    assert [entry.name for entry in journal.shown_less(Shown.ALL, last_alone=False)] == ["ada1"]


def test_what_was_replaced_waits_again_if_nothing_else_counts(journal: Journal, tmp_path: Path) -> None:
    """Killed between the two: what replaced it was refused, and that it counts after all was not noted yet."""
    for name, later in (("ada1", State.REFUSED), ("ben1", State.GRADED)):
        add(journal, name, 0)
        (entry,) = journal.waiting()
        journal.settle(entry, State.REPLACED, Shown.RECEIPT, 1)
        add(journal, f"{name}2", 2)
        (entry,) = journal.waiting()
        journal.settle(entry, later, Shown.RECEIPT, 3)
    again = Journal(tmp_path / "made" / "hand-ins.db")
    assert names(again) == ["ada1"]
    again.close()


def test_of_each_student_the_last_may_have_more(journal: Journal) -> None:
    for minute, name in enumerate(("ada1", "ada2", "ada3", "ben1")):
        add(journal, name, minute)
    for entry in journal.waiting():
        state = State.REFUSED if entry.name == "ada3" else State.GRADED
        journal.settle(entry, state, Shown.TITLES, 5)
    assert [entry.name for entry in journal.shown_less(Shown.ALL, last_alone=True)] == ["ada2", "ben1"]


def test_a_student_of_another_name_is_the_same(journal: Journal) -> None:
    add(journal, "ada1", 0)
    journal.rename("ada", "lovelace")
    assert [entry.student for entry in journal.waiting()] == ["lovelace"]
