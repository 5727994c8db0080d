"""What a test saw of an answer, as a short text that can be compared: two answers that behave alike have the same.

Numbers count up to rounding, so that the same mistake written in another way, with its sums in another order, is still
the same mistake; everything else counts as it is.
"""

from __future__ import annotations

import hashlib
import math
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.grading.trusted.handle import Handle

#: Parts of a reply that are looked at.
_MOST_PARTS = 1000
#: Numbers of a tensor that are looked at, evenly spread.
_MOST_NUMBERS = 10_000
#: A tensor of more numbers is known by a few sums of them.
_FEW = 12
#: What rounding leaves of 0, beside the largest number in the same tensor.
_NOTHING = 1e-6
_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")


def digest(message: str, replies: Iterable[tuple[str, Any]]) -> str:
    r"""The behaviour of an answer in a test that failed.

    Args:
        message: what the test says.
        replies: what came back from the student's code, in order: what was asked for, and the value or the exception.
    """
    said = hashlib.blake2b(_ADDRESS.sub("0x", message).encode("utf-8", "replace"), digest_size=8)
    for operation, value in replies:
        left = iter(range(_MOST_PARTS))
        for part in (operation, *_described(value, left)):
            said.update(part.encode("utf-8", "replace") + b"\0")
    return said.hexdigest()


def _described(value: Any, left: Iterator[int]) -> Iterator[str]:
    """A value in words, part by part, as long as there are parts left."""
    if next(left, None) is None:
        return
    yield type(value).__name__
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    if isinstance(value, BaseException):
        yield _ADDRESS.sub("0x", str(value))
    elif isinstance(value, float | complex):
        yield from _rounded([abs(value)] if isinstance(value, complex) else [value])
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _described(key, left)
            yield from _described(inner, left)
    elif isinstance(value, set | frozenset):
        yield from sorted("\0".join(_described(inner, left)) for inner in value)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _described(inner, left)
    elif torch and isinstance(value, torch.Tensor):
        yield from _of_numbers(str(value.dtype), tuple(value.shape), value.detach())
    elif numpy and isinstance(value, numpy.ndarray | numpy.generic):
        yield from _of_numbers(str(value.dtype), value.shape, value)
    elif not isinstance(value, Handle):
        yield repr(value)


def _of_numbers(dtype: str, shape: tuple[int, ...], numbers: Any) -> Iterator[str]:
    """A tensor or an array: few numbers each by itself, of many a few sums."""
    yield f"{dtype} {shape}"
    if not any(word in dtype for word in ("float", "complex", "int", "bool")):
        yield repr(numbers.tolist())
        return
    numbers = numbers.reshape(-1)
    numbers = numbers[:: len(numbers) // _MOST_NUMBERS + 1].tolist()
    flat = [abs(number) if isinstance(number, complex) else float(number) for number in numbers]
    if len(flat) > _FEW and "float" not in dtype and "complex" not in dtype:
        yield hashlib.blake2b(repr(flat).encode(), digest_size=8).hexdigest()
    elif len(flat) > _FEW:
        size = sum(map(abs, flat))
        # Where a number stands counts, too: each sum weighs the places differently.
        weighed = (sum(number * math.cos(turn * (place + 1)) for place, number in enumerate(flat)) for turn in (1, 2))
        yield from _rounded([size, *weighed], digits=3)
    else:
        yield from _rounded(flat)


def _rounded(numbers: list[float], digits: int = 4) -> Iterator[str]:
    finite = [abs(number) for number in numbers if math.isfinite(number)]
    nothing = max(finite, default=0.0) * _NOTHING
    for number in numbers:
        yield f"{0.0 if abs(number) <= nothing else number:.{digits}g}"
