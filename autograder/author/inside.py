"""What `check` runs beside an answer: seed, and make a right answer worth nothing.

Imported there without leaving a name behind: a notebook must not come to depend on it.
"""

from __future__ import annotations

import copy
import functools
import inspect
import json
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from IPython import get_ipython

from autograder.grading.wire import generators

#: Stands for an answer as a whole where a part of a tuple could stand.
WHOLE = -1


def _tensors() -> Any:
    """The class of tensors; nothing where no notebook has imported torch, which takes seconds."""
    torch = sys.modules.get("torch")
    return torch.Tensor if torch else ()


def _arrays() -> Any:
    """The class of arrays; nothing where no notebook has imported NumPy."""
    numpy = sys.modules.get("numpy")
    return numpy.ndarray if numpy else ()


def _scalars() -> tuple[type, ...]:
    """What stands for one number or text, NumPy's included."""
    numpy = sys.modules.get("numpy")
    return (bool, int, float, complex, str, bytes, *([numpy.generic] if numpy else []))


_touched: set[int] = set()


def begin(seed: int) -> None:
    r"""Seed all global random generators, and forget what was touched."""
    generators.seed(seed)
    _touched.clear()


def bound(seconds: int) -> None:
    r"""Raise TimeoutError in this process, and in each that is forked from it, after so much processor time from now.

    An end of the process would be noticed late: others hold its connections, too.
    """
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    signal.signal(signal.SIGXCPU, _over)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, most))


def _over(*_: object) -> None:
    raise TimeoutError("the answer takes too long")


def spoil(qualname: str, kind: str, part: int = WHOLE) -> None:
    r"""Wrap a function so that what it returns earns nothing any more.

    Args:
        qualname: the function's name in the notebook, e.g. "rnn_step" or "SimpleRNN.forward".
        kind: a key of `KINDS`.
        part: which part of a returned tuple is spoilt; all of it if WHOLE.
    """

    def wrong(right: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
        value = right(*args, **kwargs)
        parted = part != WHOLE and isinstance(value, tuple) and part < len(value)
        spoilt = (*value[:part], KINDS[kind](value[part]), *value[part + 1 :]) if parted else KINDS[kind](value)
        return value, spoilt

    _wrap(qualname, wrong)


def zero_arguments(qualname: str, in_place: bool) -> None:
    r"""Wrap a function so that it puts zeros into its arguments and returns what is right for those.

    Args:
        qualname: as for `spoil`.
        in_place: whether the arguments are the caller's own, or copies.
    """

    def wrong(right: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
        with _random_numbers_again():
            value = right(*_copied(args), **_copied(kwargs))
        if not in_place:
            args, kwargs = _copied(args), _copied(kwargs)
        put_zeros((args, tuple(kwargs.values())))
        return value, right(*args, **kwargs)

    _wrap(qualname, wrong)


def _wrap(
    qualname: str, wrong: Callable[[Callable[..., Any], tuple[Any, ...], dict[str, Any]], tuple[Any, Any]]
) -> None:
    """Put another function in place; `wrong` gives what is right, to compare with, and what is returned."""

    def wrapper(right: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            value, spoilt = wrong(right, args, kwargs)
            _touched.update(_different(value, spoilt))
            return spoilt

        return wrapped

    _replace(qualname, wrapper)


def _replace(qualname: str, wrapper: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Put what a wrapper makes of a function in its place."""
    names = get_ipython().user_ns
    *owners, name = qualname.split(".")
    owner = functools.reduce(getattr, owners[1:], names[owners[0]]) if owners else None
    right = getattr(owner, name) if owner else names[name]
    wrapped = functools.wraps(right)(wrapper(right))
    if owner:
        setattr(owner, name, wrapped)
    else:
        names[name] = wrapped


#: What calls brought, each once, as JSON: the function and what `_noted` says of each argument.
_calls: dict[str, None] = {}


def record(qualname: str) -> None:
    r"""Wrap a function so that it is noted what it is called with."""

    def wrapper(right: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(right)

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with suppress(TypeError):  # of arguments that do not fit
                bound = signature.bind(*args, **kwargs)
                bound.apply_defaults()
                noted = {name: _noted(value) for name, value in bound.arguments.items()}
                _calls[json.dumps([qualname, noted])] = None
            return right(*args, **kwargs)

        return wrapped

    _replace(qualname, wrapper)


def calls() -> str:
    r"""What was recorded, as JSON: a list of pairs of a function and its arguments."""
    return f"[{', '.join(_calls)}]"


def _noted(value: Any) -> dict[str, Any]:
    """Of a tensor or an array its shape and dtype; of a number its value, of what has a length that."""
    if isinstance(value, _tensors()) or isinstance(value, _arrays()):
        return {"shape": list(value.shape), "dtype": str(value.dtype).removeprefix("torch.")}
    if isinstance(value, int | float):
        return {"value": value}
    with suppress(TypeError):
        return {"length": len(value)}
    return {}


def touched() -> list[int]:
    r"""Which parts of tuples were spoilt since `begin`, WHOLE for what is no tuple; [] if none."""
    return sorted(_touched)


def _different(right: Any, spoilt: Any) -> set[int]:
    """The parts in which two values differ."""
    if isinstance(right, tuple) and isinstance(spoilt, tuple) and len(right) == len(spoilt):
        return {part for part, (a, b) in enumerate(zip(right, spoilt, strict=True)) if not same(a, b)}
    return set() if same(right, spoilt) else {WHOLE}


@contextmanager
def _random_numbers_again() -> Iterator[None]:
    """What is drawn in here is drawn again after it."""
    ways = generators.states()
    states = [get() for get, _ in ways]
    yield
    for (_, put_back), state in zip(ways, states, strict=True):
        put_back(state)


def _copied(value: Any) -> Any:
    """A copy that shares no number with the original."""
    if isinstance(value, _tensors()):
        return value.detach().clone().requires_grad_(value.requires_grad)
    if isinstance(value, list | tuple | dict):
        return _each(_copied, value)
    with suppress(Exception):  # some things cannot be copied
        return copy.deepcopy(value)
    return value


def put_zeros(value: Any) -> None:
    r"""Put 0, False or "" in place of all that can be changed in a value; objects such as networks stay as they are."""
    if isinstance(value, _tensors()):
        with suppress(RuntimeError):  # an expanded tensor, say
            value.detach().zero_()
    elif isinstance(value, _arrays()):
        with suppress(ValueError, TypeError):
            value[...] = 0
    elif isinstance(value, list | dict):
        for key in value if isinstance(value, dict) else range(len(value)):
            if isinstance(value[key], _scalars()):
                value[key] = to_zero(value[key])
            else:
                put_zeros(value[key])
    elif isinstance(value, tuple):
        for inner in value:
            put_zeros(inner)


def to_none(value: Any) -> None:
    r"""What a function without `return` gives."""
    return None


def to_nan(value: Any) -> Any:
    r"""The value with NaN for every floating-point number in it."""
    if isinstance(value, float):
        return float("nan")
    if isinstance(value, _tensors()) and (value.is_floating_point() or value.is_complex()):
        return value.detach().clone().fill_(float("nan"))
    if _is_numeric(value) and value.dtype.kind in "fc":
        return value * float("nan")
    return _each(to_nan, value)


def to_zero(value: Any) -> Any:
    r"""The value with 0 for every number, False for every truth value, "" for every text in it."""
    if isinstance(value, _tensors()):
        return value.detach().clone().zero_()
    if _is_numeric(value):
        return value * 0
    if isinstance(value, _scalars()):
        return type(value)()
    return _each(to_zero, value)


def to_broadcast(value: Any) -> Any:
    r"""The value with tensors of one more dimension, of size 1 and in front: most formulas cannot tell."""
    if isinstance(value, _tensors()):
        return value.detach().unsqueeze(0)
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    if isinstance(value, float) and torch:
        return torch.tensor([value])
    if numpy and (isinstance(value, float) or _is_numeric(value) and value.dtype.kind != "b"):
        return numpy.asarray(value)[None]
    return _each(to_broadcast, value)


def same(a: Any, b: Any) -> bool:
    r"""Whether two values are the same in type, shape and content; NaN is never the same as anything."""
    if type(a) is not type(b):
        return False
    if isinstance(a, _tensors()):
        return bool(a.shape == b.shape and sys.modules["torch"].equal(a, b))
    if isinstance(a, _arrays()):
        return bool(a.shape == b.shape and (a == b).all())
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return bool(a == b)


def _is_numeric(value: Any) -> bool:
    """Whether a value is NumPy's: an array, or one number of it."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray | numpy.generic)


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
KINDS: dict[str, Callable[[Any], Any]] = {
    "None": to_none,
    "NaN": to_nan,
    "zeros": to_zero,
    "a shape that only broadcasts": to_broadcast,
}
