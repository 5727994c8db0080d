"""Assertions for test cells: they say what was found, what was expected, and why it matters."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from numbers import Real
from typing import Any, SupportsFloat

import numpy as np
import torch
from torch import Tensor

from rnn_helpers import failures


def assert_tensor(
    answer: Any,
    expected: Tensor,
    name: str,
    because: str = "",
    *,
    looks_like: Mapping[str, Tensor] | None = None,
    atol: float | None = None,
) -> None:
    r"""Check that an answer is a tensor of the expected shape, dtype and values.

    Args:
        answer: what the student's code returned.
        expected: the right tensor, of any shape.
        name: what the answer is called in the message, e.g. "rnn_step(x, h, …)".
        because: why the values matter, shown when they are wrong.
        looks_like: explanations of wrong answers that can be foreseen, each with the
            tensor that this mistake gives; the first one that fits ends the message.
        atol: absolute tolerance in the unit of `expected`; without it 1e-5 for float32
            and 1e-9 for float64, on values of about 1.
    Raises: AssertionError: naming the first thing that is wrong.
    """
    want = f"a tensor of shape {tuple(expected.shape)}"
    assert answer is not None, f"{name} is None, expected {want}: does the function end with `return`?"
    assert isinstance(answer, Tensor), f"{name} is of type {type(answer).__name__}, expected {want}."
    answer = answer.detach()
    assert answer.shape == expected.shape, (
        f"{name} has shape {tuple(answer.shape)}, expected {tuple(expected.shape)}."
        + _explain(answer, looks_like, atol)
    )
    # float32 is what torch makes of nothing in particular; float64 is only ever expected because it came in.
    hint = ": the output takes its dtype from the inputs" if expected.dtype == torch.float64 else ""
    assert answer.dtype == expected.dtype, f"{name} has dtype {answer.dtype}, expected {expected.dtype}{hint}."
    assert _close(answer, expected, atol), (
        f"{name} is wrong: {_difference(answer, expected)}. {because}".rstrip() + _explain(answer, looks_like, atol)
    )


def assert_tensors(
    answer: Any,
    expected: Mapping[str, Tensor],
    name: str,
    because: str = "",
    *,
    keys: Collection[str] | None = None,
    looks_like: Mapping[str, Mapping[str, Tensor]] | None = None,
) -> None:
    r"""Check that an answer is a dict of tensors under the right names, and compare some of them or all.

    Args:
        answer: what the student's code returned.
        expected: the right tensors by name.
        name: what the answer is called in the message, e.g. "the gradients".
        because: why the values matter, shown when one is wrong.
        keys: the names that the dict must have, no more and no fewer; without it those of `expected`.
        looks_like: foreseen mistakes, explanation to the tensors by name that this mistake gives.
    Raises: AssertionError: naming the first thing that is wrong.
    """
    keys = list(expected if keys is None else keys)
    want = f"a dict with the keys {', '.join(keys)}"
    assert answer is not None, f"{name} is None, expected {want}: does the function end with `return`?"
    assert isinstance(answer, Mapping), f"{name} is of type {type(answer).__name__}, expected {want}."
    assert set(answer) == set(keys), f"{name} has the keys {', '.join(map(str, answer)) or '(none)'}, expected {want}."
    for key, right in expected.items():
        known = {why: wrong[key] for why, wrong in (looks_like or {}).items() if key in wrong}
        assert_tensor(answer[key], right, f"{key} of {name}", because, looks_like=known)


def assert_number(
    answer: Any,
    expected: float,
    name: str,
    because: str = "",
    *,
    looks_like: Mapping[str, float] | None = None,
    tol: float = 1e-6,
) -> None:
    r"""Check that an answer is one number (a 0-d tensor will do) close to the expected one.

    Args:
        answer: what the student's code returned.
        expected: the right number; `inf` is compared exactly.
        name: what the answer is called in the message.
        because: why the value matters, shown when it is wrong.
        looks_like: foreseen wrong answers, explanation to number.
        tol: absolute tolerance on values up to 1, relative beyond.
    Raises: AssertionError: naming the first thing that is wrong.
    """
    assert answer is not None, f"{name} is None, expected a number: does the function end with `return`?"
    if isinstance(answer, Tensor) and answer.ndim == 0:
        answer = answer.item()
    assert isinstance(answer, Real) and not isinstance(answer, bool), (
        f"{name} is {_short(answer)}, of type {type(answer).__name__}, expected a number."
    )
    found = next((why for why, wrong in (looks_like or {}).items() if _near(answer, wrong, tol)), "")
    assert _near(answer, expected, tol), (
        "{} is {}, expected {}. {}".format(name, *_apart(answer, expected), because).rstrip() + f" {found}".rstrip()
    )


def assert_numbers(
    answer: Any,
    expected: Sequence[float],
    name: str,
    because: str = "",
    *,
    looks_like: Mapping[str, Sequence[float]] | None = None,
    tol: float = 1e-6,
) -> None:
    r"""Check that an answer is a list of numbers (a tuple, or 0-d tensors in it, will do) close to the expected ones.

    Args:
        answer: what the student's code returned.
        expected: the right numbers; there may be none.
        name: what the answer is called in the message.
        because: why the values matter, shown when they are wrong.
        looks_like: foreseen wrong answers, explanation to numbers; the first one that fits ends the message.
        tol: absolute tolerance on values up to 1, relative beyond.
    Raises: AssertionError: naming the first thing that is wrong.
    """
    want = f"a list of length {len(expected)}"
    assert answer is not None, f"{name} is None, expected {want}: does the function end with `return`?"
    assert isinstance(answer, list | tuple), f"{name} is of type {type(answer).__name__}, expected {want}."
    numbers = [each.item() if isinstance(each, Tensor) and each.ndim == 0 else each for each in answer]
    for place, each in enumerate(numbers):
        assert isinstance(each, Real) and not isinstance(each, bool), (
            f"{name} has {_short(each)} at [{place}], of type {type(each).__name__}, expected a number."
        )
    found = next((f" {why}" for why, wrong in (looks_like or {}).items() if _all_near(numbers, wrong, tol)), "")
    assert len(numbers) == len(expected), f"{name} has length {len(numbers)}, expected {len(expected)}.{found}"
    for place, (number, right) in enumerate(zip(numbers, expected, strict=True)):
        difference = "{} instead of {}".format(*_apart(number, right))
        assert _near(number, right, tol), f"{name} is wrong: {difference} at [{place}]. {because}".rstrip() + found


def assert_pair(answer: Any, name: str, of: str) -> tuple[Any, Any]:
    r"""Check that an answer is a pair, and take it apart.

    Args:
        answer: what the student's code returned; a list of two will do.
        name: what the answer is called in the message.
        of: what the pair holds, as the student would return it, e.g. "states, h_n".
    Returns: the two parts.
    Raises: AssertionError: if the answer is anything else.
    """
    assert answer is not None, f"{name} is None, expected the pair {of}: does the function end with `return`?"
    found = f"a {type(answer).__name__}" + (f" of {len(answer)}" if isinstance(answer, list | tuple) else "")
    assert isinstance(answer, list | tuple) and len(answer) == 2, f"{name} is {found}, expected a pair: `return {of}`."
    return answer[0], answer[1]


def assert_equal(answer: Any, expected: Any, name: str, because: str = "") -> None:
    r"""Check that an answer equals the expected data (str, int, bool, None, or lists and tuples of them).

    Args:
        answer: what the student's code returned.
        expected: the right value; its type counts too, so `True` is not `1`.
        name: what the answer is called in the message.
        because: why it matters, shown when the answer is wrong.
    Raises: AssertionError: naming what was found and what was expected.
    """
    hint = ": does the function end with `return`?" if answer is None else f". {because}".rstrip()
    same_type = type(answer) is type(expected)
    assert same_type and answer == expected, f"{name} is {_short(answer)}, expected {_short(expected)}{hint}"


def own_or_given(
    mine: Callable[..., Any],
    given: Callable[..., Any],
    *arguments: Any,
    trial: Callable[..., Any] = lambda chosen, *arguments: chosen(*arguments),
    tol: float | None = None,
) -> Callable[..., Any]:
    r"""Choose the student's own function or class if it is written and does what a given one does, and print which.

    Args:
        mine: the student's; it gets copies, and must leave them as they are.
        given: one that keeps the same promise.
        arguments: what both are tried with; where one requires a gradient, the gradients must agree, too.
        trial: called with each of the two and the arguments, gives what is compared; without it, they are called.
        tol: tolerance, absolute and relative; without it, what rounding makes.
    Returns: one of the two.
    """
    try:
        copies, others = deepcopy(arguments), deepcopy(arguments)
        found, right = trial(mine, *copies), trial(given, *others)
        alike = _alike(found, right, tol) and _alike(copies, arguments, tol)
        if not (alike and _alike(_gradients(found, copies), _gradients(right, others), tol)):
            raise ValueError("another answer, other gradients, or changed arguments")
    except NotImplementedError:
        print(f"{mine.__name__} is not written yet, or calls what is not: a given one stands in for it.")
        return given
    except Exception:
        print(f"{mine.__name__} does not do what it should (ask its tests): a given one stands in for it.")
        return given
    print(f"{mine.__name__} is yours.")
    return mine


def _alike(found: Any, expected: Any, tol: float | None) -> bool:
    """Whether two pieces of data are equal up to rounding; a 0-d tensor will do for a number, a list for a tuple."""
    if isinstance(expected, Mapping):
        return set(found) == set(expected) and all(_alike(found[key], value, tol) for key, value in expected.items())
    if isinstance(expected, list | tuple):
        return len(found) == len(expected) and all(_alike(*pair, tol) for pair in zip(found, expected, strict=True))
    if isinstance(expected, Tensor):
        torch.testing.assert_close(found, expected, rtol=tol, atol=tol)
        return True
    if isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=tol or 1e-5, abs_tol=tol or 0.0)
    return bool(found == expected)


def _gradients(results: Any, arguments: Sequence[Any]) -> list[Tensor]:
    """The gradient of the sum of all results, a tensor or several, at each argument that requires one."""
    asked = [each for each in arguments if isinstance(each, Tensor) and each.requires_grad]
    if not asked:
        return []
    results = [results] if isinstance(results, Tensor) else results
    return list(torch.autograd.grad(sum(each.sum() for each in results), asked))


def _close(answer: Tensor, expected: Tensor, atol: float | None) -> bool:
    if not expected.is_floating_point():
        return torch.equal(answer, expected)
    if atol is None:
        atol = 1e-9 if expected.dtype == torch.float64 else 1e-5
    # NaN compares as different, and so does an infinity of the other sign.
    return torch.allclose(answer, expected, rtol=atol, atol=atol)


def _near(answer: SupportsFloat, expected: float, tol: float) -> bool:
    return math.isclose(answer, expected, rel_tol=tol, abs_tol=tol)


def _all_near(answer: Sequence[float], expected: Sequence[float], tol: float) -> bool:
    return len(answer) == len(expected) and all(_near(a, b, tol) for a, b in zip(answer, expected, strict=True))


def _difference(answer: Tensor, expected: Tensor) -> str:
    if answer.is_floating_point() and not torch.isfinite(answer).all() and torch.isfinite(expected).all():
        return "it holds NaN or infinity"
    gap = (answer.double() - expected.double()).abs()
    # Not torch's unravel_index: the first call of it imports sympy, half a second for every test that fails.
    index = tuple(np.unravel_index(int(gap.argmax()), gap.shape)) if gap.ndim else ()
    place = f" at [{', '.join(str(int(i)) for i in index)}]" if index else ""
    return "{} instead of {}".format(*_apart(answer[index].item(), expected[index].item())) + place


def _explain(answer: Tensor, looks_like: Mapping[str, Tensor] | None, atol: float | None) -> str:
    for why, wrong in (looks_like or {}).items():
        if answer.shape == wrong.shape and _close(answer.to(wrong.dtype), wrong, atol):
            return f" {why}"
    return ""


def _apart(answer: SupportsFloat, expected: SupportsFloat) -> tuple[str, str]:
    """Write two numbers shortly, and with all their digits where shortness would make them look equal."""
    short = _short(answer), _short(expected)
    return short if short[0] != short[1] else (repr(answer), repr(expected))


def _short(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


failures.listen()
