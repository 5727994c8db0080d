"""Cards that turn over: what a meter reads, once it has shown that it can be believed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

TOLERANCE = 1e-6


def turn_over(meter: Callable[[Any], Any], known: Any, right: Any, unknown: Any) -> Any:
    r"""Calibrate a student's meter on a known recording; if it is right, let it read an unknown one, and print that.

    Args:
        meter: the student's function; it gets copies.
        known: a recording whose reading is known.
        right: what the meter must say of it: a number, a word or None.
        unknown: the recording to read.
    Returns: the reading, in a list of its own; an empty list if the card stays face down.
    """
    name = f"{meter.__name__:10}"
    try:
        if not same(meter(deepcopy(known)), right):
            print(f"{name} stays face down: it misreads a known recording. Ask its tests.")
            return []
        reading = meter(deepcopy(unknown))
    except NotImplementedError:
        print(f"{name} stays face down: it is not written yet.")
        return []
    except Exception as error:
        print(f"{name} stays face down: it stops with {type(error).__name__}. Ask its tests.")
        return []
    print(f"{name} says {_short(reading)}")
    return [reading]


def same(reading: Any, right: Any) -> bool:
    """Whether two readings agree: numbers nearly, words and None exactly."""
    try:
        return bool(abs(reading - right) < TOLERANCE)
    except TypeError:
        return isinstance(reading, type(right)) and bool(reading == right)
    except (ValueError, RuntimeError):  # several numbers where one is meant
        return False


def _short(reading: Any) -> str:
    try:
        return f"{float(reading):.4g}"
    except (TypeError, ValueError, RuntimeError):
        return str(reading)
