"""Plans: what they work out once, wherever they are sent."""

from __future__ import annotations

import pickle

import pytest
from one_test import judged
from tiny_course import tiny

from autograder.course import names
from autograder.course import notebook as nb
from autograder.grading import plan
from autograder.grading.plan import Place
from autograder.grading.trusted.station import Station


def refuse(*_: object) -> None:
    raise AssertionError("worked out again")


def test_what_was_worked_out_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan.of(tiny())
    made.work_out()
    places = {nb.grade_id(test): Place(0) for test in made.tests}
    expected = made.order(places, "secret", "after"), made.modules, made.checking, made.unfit
    there = pickle.loads(pickle.dumps(made))
    monkeypatch.setattr(plan, "compiled", refuse)
    for name in ("used", "imports", "bound", "plain", "modules"):
        monkeypatch.setattr(names, name, refuse)
    assert (there.order(places, "secret", "after"), there.modules, there.checking, there.unfit) == expected


@pytest.mark.parametrize("code", [b"", b"\x00\x00\r\nwhat another Python made of it"])
def test_code_that_another_python_made_is_not_run(
    station: Station, code: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "compiled", lambda source: code)
    outcome = judged(station, "", "def f(x):\n    return 2 * x", "assert f(2) == 4")
    assert outcome.scores == {"t": 1.0} and outcome.remarks == []
