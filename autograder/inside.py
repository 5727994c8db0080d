"""What `check` runs inside a notebook's kernel: put names back, reseed, and spoil a right answer.

Imported there without leaving a name behind: a notebook must not come to depend on it.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from IPython import get_ipython
from torch import Tensor

#: Stands for an answer as a whole where a part of a tuple could stand.
WHOLE = -1

_kept: dict[str, dict[str, Any]] = {}
_touched: set[int] = set()


def keep(label: str) -> None:
    r"""Remember every name of the notebook as it is bound now."""
    _kept[label] = dict(get_ipython().user_ns)


def put_back(label: str, seed: int) -> None:
    r"""Bind every name as it was when `keep(label)` was called, and seed all global random generators."""
    names = get_ipython().user_ns
    names.clear()
    names.update(_kept[label])
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    _touched.clear()


def spoil(qualname: str, way: str, part: int = WHOLE) -> None:
    r"""Wrap a function so that what it returns earns nothing any more.

    Args:
        qualname: the function's name in the notebook, e.g. "rnn_step" or "SimpleRNN.forward".
        way: a key of `WAYS`.
        part: which part of a returned tuple is spoilt; all of it if WHOLE.
    """
    names = get_ipython().user_ns
    *owners, name = qualname.split(".")
    owner = functools.reduce(getattr, owners[1:], names[owners[0]]) if owners else None
    right = getattr(owner, name) if owner else names[name]

    @functools.wraps(right)
    def wrong(*args: Any, **kwargs: Any) -> Any:
        value = right(*args, **kwargs)
        parted = part != WHOLE and isinstance(value, tuple) and part < len(value)
        spoilt = (*value[:part], WAYS[way](value[part]), *value[part + 1 :]) if parted else WAYS[way](value)
        _touched.update(_different(value, spoilt))
        return spoilt

    if owner:
        setattr(owner, name, wrong)
    else:
        names[name] = wrong


def touched() -> list[int]:
    r"""Which parts of tuples were spoilt since the last `put_back`, WHOLE for what is no tuple; [] if none."""
    return sorted(_touched)


def _different(right: Any, spoilt: Any) -> set[int]:
    """The parts in which two values differ."""
    if isinstance(right, tuple) and isinstance(spoilt, tuple):
        return {part for part, (a, b) in enumerate(zip(right, spoilt, strict=True)) if not same(a, b)}
    return set() if same(right, spoilt) else {WHOLE}


def to_none(value: Any) -> None:
    r"""What a function without `return` gives."""
    return None


def to_nan(value: Any) -> Any:
    r"""The value with NaN for every floating-point number in it."""
    if isinstance(value, float):
        return float("nan")
    if isinstance(value, Tensor) and (value.is_floating_point() or value.is_complex()):
        return torch.full_like(value, float("nan"))
    if isinstance(value, np.ndarray | np.floating) and np.issubdtype(value.dtype, np.inexact):
        return value * np.nan
    return _each(to_nan, value)


def to_zero(value: Any) -> Any:
    r"""The value with 0 for every number, False for every truth value, "" for every text in it."""
    if isinstance(value, Tensor):
        return torch.zeros_like(value)
    if isinstance(value, bool | int | float | complex | str | bytes | np.ndarray | np.generic):
        return value * 0 if isinstance(value, np.ndarray | np.generic) else type(value)()
    return _each(to_zero, value)


def to_broadcast(value: Any) -> Any:
    r"""The value with tensors of one more dimension, of size 1 and in front: most formulas cannot tell."""
    if isinstance(value, Tensor):
        return value.detach().unsqueeze(0)
    if isinstance(value, float):
        return torch.tensor([value])
    if isinstance(value, np.ndarray | np.floating):
        return np.asarray(value)[None]
    return _each(to_broadcast, value)


def same(a: Any, b: Any) -> bool:
    r"""Whether two values are the same in type, shape and content; NaN is never the same as anything."""
    if type(a) is not type(b):
        return False
    if isinstance(a, Tensor):
        return a.shape == b.shape and torch.equal(a, b)
    if isinstance(a, np.ndarray):
        return np.array_equal(a, b)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return bool(a == b)


def _each(change: Callable[[Any], Any], value: Any) -> Any:
    """Change what a container holds; anything else stays as it is."""
    if isinstance(value, dict):
        return {key: change(inner) for key, inner in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(change, value))
    if isinstance(value, list | tuple):
        return type(value)(map(change, value))
    return value


#: Answers that must earn nothing, by what a student would be told of them.
WAYS: dict[str, Callable[[Any], Any]] = {
    "None": to_none,
    "NaN": to_nan,
    "zeros": to_zero,
    "a shape that only broadcasts": to_broadcast,
}
