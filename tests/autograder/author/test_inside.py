"""Spoilt answers, and answers that spoil their arguments."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from autograder.author import inside


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the student's process would hold."""
    names: dict[str, Any] = {}
    monkeypatch.setattr(inside, "get_ipython", lambda: SimpleNamespace(user_ns=names))
    return names


def test_nan_reaches_every_float_and_nothing_else() -> None:
    spoilt = inside.to_nan({"a": [1.0, 2], "b": (torch.ones(2), torch.ones(2, dtype=torch.int64)), "c": "text"})
    assert np.isnan(spoilt["a"][0]) and spoilt["a"][1] == 2
    assert spoilt["b"][0].isnan().all() and (spoilt["b"][1] == 1).all()
    assert spoilt["c"] == "text"
    assert np.isnan(inside.to_nan(np.ones(2))).all()


def test_zero_keeps_type_and_shape() -> None:
    spoilt = inside.to_zero([3, 2.0, True, "text", torch.ones(2, 3), np.ones(2), None])
    assert spoilt[:4] == [0, 0.0, False, ""]
    assert [type(value) for value in spoilt[:4]] == [int, float, bool, str]
    assert torch.equal(spoilt[4], torch.zeros(2, 3)) and not spoilt[5].any() and spoilt[6] is None


def test_one_more_dimension() -> None:
    assert inside.to_broadcast(torch.ones(2)).shape == (1, 2)
    assert inside.to_broadcast(2.0).shape == (1,)
    assert inside.to_broadcast((1, "text")) == (1, "text")


@pytest.mark.parametrize("value", [None, 1, 2.0, "text", [1, (2.0,)], {"a": torch.ones(2)}, np.ones(3)])
def test_the_same(value: Any) -> None:
    assert inside.same(value, value)


@pytest.mark.parametrize(
    ("a", "b"),
    [(1, 1.0), (1, True), (torch.ones(2), torch.ones(1, 2)), ([1], [1, 2]), ({"a": 1}, {"b": 1}), (None, 0)],
)
def test_not_the_same(a: Any, b: Any) -> None:
    assert not inside.same(a, b)


def test_random_numbers_repeat() -> None:
    inside.begin(7)
    drawn = random.random(), np.random.rand(), torch.rand(1).item()
    inside.begin(7)
    assert drawn == (random.random(), np.random.rand(), torch.rand(1).item())


def test_a_function_is_spoilt(names: dict[str, Any]) -> None:
    names["double"] = lambda x: 2 * x
    inside.begin(0)
    inside.spoil("double", "zeros")
    assert names["double"](0) == 0
    assert inside.touched() == []
    assert names["double"](3) == 0
    assert inside.touched() == [inside.WHOLE]


def test_a_method_is_spoilt(names: dict[str, Any]) -> None:
    class Counter:
        def count(self) -> int:
            return 3

    names["Counter"] = Counter
    inside.spoil("Counter.count", "None")
    assert Counter().count() is None


def test_one_part_of_a_tuple_is_spoilt(names: dict[str, Any]) -> None:
    names["both"] = lambda: (1.0, 2.0)
    inside.begin(0)
    inside.spoil("both", "None", 1)
    assert names["both"]() == (1.0, None)
    assert inside.touched() == [1]


def test_zeros_reach_all_that_can_be_changed() -> None:
    weight, array, inner = torch.ones(2, requires_grad=True), np.ones(2), [1.5, "text", True]
    inside.put_zeros([(weight, array), {"a": 3, "b": inner}, torch.ones(1).expand(3)])
    assert not weight.any() and weight.requires_grad and not array.any()
    assert inner == [0.0, "", False]


@pytest.mark.parametrize("in_place", [True, False])
def test_an_answer_zeroes_its_arguments(names: dict[str, Any], in_place: bool) -> None:
    names["total"] = lambda numbers, offset: numbers.sum() + offset
    inside.begin(0)
    inside.zero_arguments("total", in_place)
    numbers = torch.ones(3)
    assert names["total"](numbers, offset=1) == 1
    assert numbers.any() != in_place
    assert inside.touched() == [inside.WHOLE]


def test_what_changes_its_arguments_on_purpose_and_returns_nothing_is_not_touched(names: dict[str, Any]) -> None:
    names["fill"] = lambda numbers: numbers.append(1)
    inside.begin(0)
    inside.zero_arguments("fill", True)
    names["fill"]([2.0])
    assert inside.touched() == []


def test_a_wrapped_function_draws_the_same_random_numbers(names: dict[str, Any]) -> None:
    names["noisy"] = lambda x: x * 0 + torch.rand(3)
    inside.begin(0)
    inside.zero_arguments("noisy", False)
    names["noisy"](torch.ones(3))
    assert inside.touched() == []
