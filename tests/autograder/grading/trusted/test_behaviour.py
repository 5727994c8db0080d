"""Digests of behaviour: the same up to rounding, and of nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
import torch

from autograder.grading.trusted.behaviour import digest


def of(value: Any, message: str = "AssertionError: wrong", operation: str = "call") -> str:
    return digest(message, [(operation, value)])


BIG = torch.linspace(-1, 1, 400).reshape(20, 20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.1 + 0.2, 0.3),
        (1e-17, 1e-17),
        (torch.tensor([1.0, 1e-9]), torch.tensor([1.0, 0.0])),
        (BIG, BIG.T.contiguous().T),
        (BIG, BIG + 1e-7),
        ([1, "a", (2.0, None)], [1, "a", (2.0 + 1e-9, None)]),
        ({"w": BIG}, {"w": BIG.clone()}),
        ({3, 1, 2}, {2, 3, 1}),
        (ValueError("no <object at 0x7f10>"), ValueError("no <object at 0x7e20>")),
        (float("nan"), float("nan")),
        (np.float32(0.1), np.float32(0.1)),
    ],
)
def test_rounding_makes_no_difference(one: Any, other: Any) -> None:
    assert of(one) == of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.3, 0.301),
        (1, 1.0),
        (True, 1),
        (None, 0),
        ([1, 2], [2, 1]),
        ([1, 2], (1, 2)),
        ([[1], 2], [1, 2]),
        ("a", "b"),
        ("0.30", "0.3"),
        (torch.ones(2), torch.ones(1, 2)),
        (torch.ones(2), torch.ones(2).double()),
        (torch.ones(2), -torch.ones(2)),
        (BIG, BIG.T.contiguous()),
        (BIG, BIG.flip(0)),
        (torch.arange(400), torch.arange(400).flip(0)),
        (torch.tensor([float("nan"), 1.0]), torch.tensor([1.0, float("nan")])),
        (ValueError("a"), ValueError("b")),
        (ValueError("a"), TypeError("a")),
        ({"a": 1}, {"a": 2}),
        (np.array(["a"]), np.array(["b"])),
    ],
)
def test_everything_else_does(one: Any, other: Any) -> None:
    assert of(one) != of(other)


def test_what_is_said_and_what_was_asked_count_too() -> None:
    assert of(1, message="AssertionError: right") != of(1)
    assert of(1, operation="item") != of(1)
    assert digest("E: x", [("call", 1), ("call", 2)]) != digest("E: x", [("call", 1)])


@pytest.mark.parametrize("value", [list(range(10**6)), torch.zeros(10**6), "x" * 10**6, [[[]] * 1000] * 1000])
def test_what_is_large_is_cut_and_does_not_fail(value: Any) -> None:
    assert of(value) == of(value)


def test_digests_of_different_values_do_not_meet() -> None:
    values = [torch.full((20,), 1 + number / 50) for number in range(200)]
    assert Counter(map(of, values)).most_common(1)[0][1] == 1
