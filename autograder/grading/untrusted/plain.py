"""What stands on the wire for values of a student's that are data, but of another type than data is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

#: What an instance of a subclass is sent as.
_KINDS: tuple[type[Any], ...] = (int, float, complex, str, bytes, list, tuple, set, frozenset)


def _plain_time(value: datetime) -> datetime:
    """A time whose zone is known by its distance from UTC alone; pandas' times are such, too."""
    zone = None if value.tzinfo is None else timezone(value.utcoffset() or timedelta())
    return datetime(*value.timetuple()[:6], value.microsecond, zone, fold=value.fold)


def plain(value: Any, refer: Callable[[Any], Any]) -> Any:
    r"""What is sent for an honest value that is data in all but its exact type; a reference for what is not data.

    Args:
        value: anything that `wire.pack` does not know.
        refer: gives what stands for something that is not data.
    """
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    if torch and isinstance(value, torch.Tensor):
        return _plain_tensor(value, torch)
    if numpy and isinstance(value, numpy.ndarray) and value.dtype.kind != "V":  # a table crosses column by column
        return numpy.asarray(value) if value.dtype.kind != "O" else value.tolist()
    if isinstance(value, dict):
        return dict(value)
    for kind in _KINDS:
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    if isinstance(value, datetime):
        return _plain_time(value)
    if isinstance(value, timedelta):
        return timedelta(value.days, value.seconds, value.microseconds)
    return refer(value)


def _plain_tensor(value: Any, torch: Any) -> Any:
    """A dense tensor of the base class: of the same graph."""
    return (value if value.layout is torch.strided else value.to_dense()).as_subclass(torch.Tensor)
