r"""What may cross between a student's process and ours: plain data, in frames on a socket.

A value is sent as msgpack. What msgpack knows stands for itself (None, bool, int, float, str, bytes); everything else
is a list that begins with a tag. Whatever bytes arrive, `unpack` gives a value of these types or raises `WireError`.
Nothing is ever pickled.
"""

from __future__ import annotations

import re
import socket
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Protocol

import msgpack

from autograder.grading.wire import frames

#: The longest frame, in bytes. Decoded, it takes up to sixty times that.
MOST_BYTES = 32 << 20

#: How deep values may nest.
MOST_DEEP = 64

_MOST_DIMENSIONS = 16
_MOST_DIGITS = 1 << 16  # bits of an int
_MOST_TEXT = 1000  # characters of a number or a time that is written out
#: What crosses as a text: its type, and how to write it and to read it.
_TEXTS: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "datetime": (datetime, datetime.isoformat, datetime.fromisoformat),
    "date": (date, date.isoformat, date.fromisoformat),
    "time": (time_of_day, time_of_day.isoformat, time_of_day.fromisoformat),
    "Decimal": (Decimal, str, Decimal),
}
_AS_THEY_ARE = frozenset((type(None), bool, float, str, bytes))
_DTYPES = (
    "bool uint8 int8 int16 int32 int64 uint16 uint32 uint64 float16 bfloat16 float32 float64 complex64 complex128"
).split()
_ARRAY_KINDS = "biufcSUmM"
_ARRAY_DTYPE = re.compile(r"[<>|=]([biufcSU]\d{1,9}|[mM]8\[[a-zA-Z]{1,2}\])")


class WireError(Exception):
    """What arrived, or was to be sent, is not plain data."""


class Closed(WireError):
    """The other side is gone."""


class Late(WireError):
    """The other side took longer than it may."""


class Waiting(Protocol):
    """How long to wait for the other side, where a time alone does not say it."""

    def left(self) -> float:
        """How long to wait now before asking again, in seconds; 0 if it is over."""


#: Tags of what is not data, and what stands for it: of a student's object its number, the name of its type and, if it
#: is a class of exceptions, the names of built-in ones that it derives from; of a test's function its number; of what
#: both sides can import, its module and name; of a generator of random numbers its kind and its state as a text.
REFERENCE, CALLBACK, IMPORTED, GENERATOR = "ref", "callback", "imported", "generator"

#: As a key of `Specials`: makes of a tensor, and of its place in a graph of the student's, the tensor of this side.
GRAPH = "tensor"
#: Places in a graph, each with a number: an argument of a test's; a leaf of the student's, a parameter say; a result.
ARGUMENT, LEAF, RESULT = "argument", "leaf", "result"
#: How many leaves of the student's one test may know; to it, those that come later are constants.
MOST_LEAVES = 1000
#: Says of a tensor that requires a gradient where it is: one of these words, and its number.
Places = Callable[[Any], list[int | str]]


class Special:
    """Stands for something that is not data."""

    def __init__(self, tag: str, *parts: int | str) -> None:
        r"""Stand for it by a tag and by what says which one it is."""
        self.tag, self.parts = tag, parts


#: By tag, what makes of those parts whatever it is on this side; a tag that is missing may not come in.
Specials = Mapping[str, Callable[..., Any]]


def pack(
    value: Any,
    other: Callable[[Any], Any] | None = None,
    depth: int = MOST_DEEP,
    *,
    place: Places | None = None,
) -> Any:
    r"""Turn a value into what msgpack can write.

    Args:
        value: plain data: None, bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range,
            slice, `...`, a date, a time, a `Decimal`, a `Fraction`, a tensor, an array, a dtype of torch, what pandas
            makes of these, or a `Special`.
        other: called with what is none of these, gives what is sent instead; without it that is an error.
        depth: how many levels may still follow.
        place: called with each tensor that requires a gradient; without it, none has a place in a graph.
    Raises: WireError: if there is something that cannot cross, or nesting is too deep.
    """
    if depth == 0:
        raise WireError(f"a value nests more than {MOST_DEEP} deep")
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value

    def inner(items: Any) -> list[Any]:
        return [pack(item, other, depth - 1, place=place) for item in items]

    if kind is int:
        return value if -(1 << 63) <= value < 1 << 64 else ["int", _int_bytes(value)]
    if kind is complex:
        return ["complex", value.real, value.imag]
    if kind in (list, tuple, set, frozenset):
        return [kind.__name__, *inner(value)]
    if kind is dict:
        return ["dict", *inner(part for item in value.items() for part in item)]
    if kind is range or kind is slice:
        return [kind.__name__, *inner((value.start, value.stop, value.step))]
    if value is ...:
        return ["..."]
    if kind is timedelta:
        return ["timedelta", value.days, value.seconds, value.microseconds]
    if kind is Fraction:
        return ["fraction", *inner((value.numerator, value.denominator))]
    if kind.__name__ in _TEXTS and kind is _TEXTS[kind.__name__][0]:
        return [kind.__name__, _TEXTS[kind.__name__][1](value)]
    if kind is Special:
        return [value.tag, *value.parts]
    if (numeric := _pack_numeric(value, kind, place)) is not None:
        return numeric
    if (table := frames.pack(value, lambda part: pack(part, other, depth - 1, place=place))) is not None:
        return table
    if other is None:
        raise WireError(f"a {kind.__name__} cannot cross to the student's process; pass plain data, tensors or arrays")
    return pack(other(value), other, depth, place=place)


def unpack(packed: Any, specials: Specials | None = None, depth: int = MOST_DEEP) -> Any:
    r"""Turn what msgpack read back into a value; the opposite of `pack`.

    Args:
        packed: anything at all.
        specials: what becomes of a `Special` on this side.
        depth: how many levels may still follow.
    Raises: WireError: if it is not what `pack` gives.
    """
    if depth == 0:
        raise WireError(f"a value nests more than {MOST_DEEP} deep")
    if type(packed) in _AS_THEY_ARE or type(packed) is int:
        return packed
    if type(packed) is not list or not packed or type(packed[0]) is not str:
        raise WireError(f"a {type(packed).__name__} without a tag")
    tag, *parts = packed
    try:
        if tag in ("tensor", "array", "dtype"):
            return _unpack_numeric(tag, parts, specials, depth)
        if tag in frames.TAGS:
            return frames.unpack(tag, parts, lambda part: unpack(part, specials, depth - 1))
        if tag == "int":
            (digits,) = parts
            if type(digits) is bytes and len(digits) <= _MOST_DIGITS // 8:
                return int.from_bytes(digits, "big", signed=True)
        elif tag == "complex":
            real, imaginary = parts
            if type(real) is float and type(imaginary) is float:
                return complex(real, imaginary)
        elif tag == "..." and not parts:
            return ...
        elif tag == "timedelta" and all(type(part) is int for part in parts):
            days, seconds, microseconds = parts
            return timedelta(days, seconds, microseconds)
        elif tag in _TEXTS:
            (text,) = parts
            if type(text) is str and len(text) <= _MOST_TEXT:
                return _TEXTS[tag][2](text)
        elif specials and tag in specials:
            if all(type(part) is str or type(part) is int for part in parts):
                return specials[tag](*parts)
        else:
            return _unpack_container(tag, [unpack(part, specials, depth - 1) for part in parts])
    except (TypeError, ValueError, OverflowError, RecursionError, MemoryError, LookupError, ArithmeticError) as error:
        raise WireError(f"a broken {tag[:20]}: {error}") from None
    raise WireError(f"a broken {tag[:20]}")


def _unpack_container(tag: str, items: list[Any]) -> Any:
    match tag:
        case "list":
            return items
        case "tuple":
            return tuple(items)
        case "set":
            return set(items)
        case "frozenset":
            return frozenset(items)
        case "dict" if len(items) % 2 == 0:
            return dict(zip(items[::2], items[1::2], strict=True))
        case "range" if all(type(item) is int for item in items):
            return range(*items)
        case "fraction" if all(type(item) is int for item in items):
            return Fraction(*items)
        case "slice":
            start, stop, step = items
            return slice(start, stop, step)
    raise ValueError(f"{len(items)} parts")


def _int_bytes(value: int) -> bytes:
    if value.bit_length() >= _MOST_DIGITS:
        raise WireError(f"an int of {value.bit_length()} bits, expected at most {_MOST_DIGITS}")
    return value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)


@cache
def _name_of(dtype: Any) -> str:
    """What a dtype of torch is called, without the module."""
    return str(dtype).removeprefix("torch.")


def _pack_numeric(value: Any, kind: type, place: Places | None) -> list[Any] | None:
    """Tensors, arrays and dtypes; None for anything else. What is not imported cannot be at hand."""
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    if torch and kind in (torch.Tensor, torch.nn.Parameter):
        dtype = _name_of(value.dtype)
        if value.layout is not torch.strided or dtype not in _DTYPES:
            raise WireError(f"a tensor with layout {value.layout} and dtype {value.dtype} cannot cross")
        # Most are plain as they are, and each call of torch takes its time.
        plain = value.detach() if value.requires_grad else value
        plain = plain if plain.is_cpu else plain.cpu()
        plain = plain.resolve_conj().resolve_neg() if dtype.startswith("complex") or plain.is_neg() else plain
        # NumPy has no bfloat16.
        plain = plain.numpy() if dtype != "bfloat16" else plain.contiguous().view(torch.uint16).numpy()
        data = plain.tobytes()
        gradient = value.grad if value.requires_grad and value.is_leaf else None
        packed = None if gradient is None else _pack_numeric(gradient.detach(), type(gradient), None)
        graph = place(value) if place and value.requires_grad else value.requires_grad
        return ["tensor", dtype, list(value.shape), data, graph, packed]
    if torch and kind is torch.dtype:
        return ["dtype", _name_of(value)]
    if numpy and (kind is numpy.ndarray or isinstance(value, numpy.generic)) and value.dtype.kind in _ARRAY_KINDS:
        return ["array", value.dtype.str, list(value.shape), value.tobytes(), kind is not numpy.ndarray]
    return None


def _unpack_numeric(tag: str, parts: list[Any], specials: Specials | None, depth: int) -> Any:
    if tag == "dtype":
        (name,) = parts
        return _torch_dtype(name)
    if tag == "array":
        return _unpack_array(*parts)
    import torch

    dtype, shape, data, graph, gradient = parts
    dtype = _torch_dtype(dtype)
    _check_size(shape, data, dtype.itemsize)
    tensor = torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape) if data else torch.empty(shape, dtype=dtype)
    if (graph is True or type(graph) is list) and (dtype.is_floating_point or dtype.is_complex):
        tensor.requires_grad_()
        gradient = unpack(gradient, depth=depth - 1)
        if isinstance(gradient, torch.Tensor) and gradient.shape == tensor.shape and gradient.dtype == dtype:
            tensor.grad = gradient.detach()
        if type(graph) is list and specials and GRAPH in specials:
            kind, number = graph
            if type(kind) is str and type(number) is int:
                return specials[GRAPH](tensor, kind, number)
            raise ValueError("place in a graph")
    return tensor


def _unpack_array(name: Any, shape: Any, data: Any, scalar: Any) -> Any:
    import numpy

    if type(name) is not str or not _ARRAY_DTYPE.fullmatch(name):
        raise ValueError("dtype")
    dtype = numpy.dtype(name)  # TypeError for a unit of time that there is not
    _check_size(shape, data, dtype.itemsize)
    array = numpy.frombuffer(data, dtype=dtype).reshape(shape).copy()
    return array[()] if scalar is True and not shape else array


def _torch_dtype(name: Any) -> Any:
    import torch

    if type(name) is not str or name not in _DTYPES:
        raise ValueError("dtype")
    return getattr(torch, name)


def _check_size(shape: Any, data: Any, itemsize: int) -> None:
    if type(shape) is not list or len(shape) > _MOST_DIMENSIONS or type(data) is not bytes:
        raise ValueError("shape or data")
    product = 1
    for size in shape:
        # Torch and NumPy multiply in 64 bits: a 0 in the shape must not hide a product that overflows.
        if type(size) is not int or size < 0 or (product := product * (size or 1)) >> 40:
            raise ValueError("shape")
    if itemsize == 0 or (0 if 0 in shape else product) * itemsize != len(data):
        raise ValueError(f"{len(data)} bytes for shape {shape}")


def send(connection: socket.socket, message: Any, timeout_s: float | None = None) -> None:
    r"""Write one frame: four bytes of length, then msgpack.

    Raises: WireError: if the message is too long; Closed or Late: if the other side does not take it.
    """
    try:
        data = msgpack.packb(message, unicode_errors="surrogatepass")
    except (ValueError, TypeError, OverflowError) as error:
        raise WireError(f"a message cannot be written: {error}") from None
    if len(data) > MOST_BYTES:
        raise WireError(f"a value of {len(data)} bytes, expected at most {MOST_BYTES}")
    _set_timeout(connection, timeout_s)
    try:
        connection.sendall(len(data).to_bytes(4, "big") + data)
    except (TimeoutError, BlockingIOError):  # the second where no time was left
        raise Late from None
    except OSError:
        raise Closed from None


def receive(connection: socket.socket, timeout: float | Waiting | None = None, most_bytes: int = MOST_BYTES) -> Any:
    r"""Read one frame.

    Args:
        connection: where from.
        timeout: how long the whole frame may take: in seconds, or as this says; for ever if None.
        most_bytes: the longest frame that is read.
    Raises: WireError: if it is not a frame; Closed or Late: if none comes.
    """
    waiting = _Until(timeout) if isinstance(timeout, int | float) else timeout
    length = int.from_bytes(_exactly(connection, 4, waiting), "big")
    if length > most_bytes:
        raise WireError(f"a frame of {length} bytes, expected at most {most_bytes}")
    data = _exactly(connection, length, waiting)
    try:
        return msgpack.unpackb(data, strict_map_key=False, unicode_errors="surrogatepass", ext_hook=_no_extension)
    except (ValueError, TypeError, msgpack.UnpackException, RecursionError, MemoryError) as error:
        raise WireError(f"not msgpack: {error}") from None


def _set_timeout(connection: socket.socket, timeout_s: float | None) -> None:
    if connection.gettimeout() != timeout_s:  # to set it is a call of the kernel
        connection.settimeout(timeout_s)


def _no_extension(code: int, data: bytes) -> None:
    raise ValueError(f"extension {code}")


class _Until:
    """Until a time is over, in seconds."""

    def __init__(self, time_s: float) -> None:
        self._end = time.monotonic() + time_s

    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())


def _exactly(connection: socket.socket, size: int, waiting: Waiting | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        left = waiting.left() if waiting else None
        _set_timeout(connection, left)
        try:
            # When it is over, once more: what has come while it was found to be over is in time.
            piece = connection.recv(min(size - len(data), 1 << 20))
        except (TimeoutError, BlockingIOError):
            if left == 0:
                raise Late from None
            continue
        except OSError:
            raise Closed from None
        if not piece:
            raise Closed
        data += piece
    return bytes(data)
