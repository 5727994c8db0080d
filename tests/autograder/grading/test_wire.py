"""What may cross between the processes: whatever bytes come, a value of an allowed type or a refusal."""

from __future__ import annotations

import socket
import threading
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import msgpack
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading import wire

PLAIN = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range, slice)
WRITTEN_OUT = (Fraction, Decimal, date, datetime, time, timedelta)
ALLOWED = {*PLAIN, *WRITTEN_OUT, type(...), torch.Tensor, torch.dtype, np.ndarray, "reference"}

# Property tests never depend on a time.
settings.register_profile("wire", deadline=None, derandomize=True)
settings.load_profile("wire")

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.complex_numbers(allow_nan=False),
    st.text(st.characters()),  # lone surrogates too
    st.binary(),
)
hashable = st.recursive(leaves, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=5)
texts = st.dates() | st.datetimes() | st.times() | st.timedeltas() | st.decimals(allow_nan=False) | st.fractions()
values = st.recursive(
    leaves | hashable | st.sets(hashable, max_size=3) | st.builds(range, st.integers(0, 9)) | st.just(...) | texts,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(hashable, inner, max_size=4),
    max_leaves=20,
)
#: Anything that msgpack can read, most of it nonsense with tags that exist.
TAGS = (
    "list tuple set frozenset dict range slice ... int complex tensor array "
    " dtype ref timedelta fraction date datetime time Decimal frame series index levels column category zoned"
).split()
packed = st.recursive(
    leaves.filter(lambda value: not isinstance(value, complex))
    | st.sampled_from([*TAGS, "float32", "<f8", "|O", "<i4,<i4"]),
    lambda inner: (
        st.lists(inner)
        | st.builds(lambda tag, parts: [tag, *parts], st.sampled_from(TAGS), st.lists(inner, max_size=6))
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=30,
)


def through(value):
    return wire.unpack(msgpack.unpackb(msgpack.packb(wire.pack(value), unicode_errors="surrogatepass"), **READING))


READING = {"strict_map_key": False, "unicode_errors": "surrogatepass"}


def types_in(value):
    yield type(value) if not isinstance(value, np.generic) else np.ndarray
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if type(value) in (list, tuple, set, frozenset):
        for item in value:
            yield from types_in(item)


@given(values)
def test_plain_data_arrives_as_it_was_sent(value):
    found = through(value)
    assert found == value
    assert sorted(map(repr, types_in(found))) == sorted(map(repr, types_in(value)))


@given(packed)
def test_whatever_is_unpacked_is_of_an_allowed_type(junk):
    try:
        value = wire.unpack(junk, {wire.REFERENCE: lambda *parts: "reference"})
    except wire.WireError:
        return
    assert set(types_in(value)) <= ALLOWED


@given(st.binary(max_size=200))
def test_whatever_bytes_come_are_a_message_or_a_refusal(data):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(len(data).to_bytes(4, "big") + data)
        theirs.close()
        try:
            wire.unpack(wire.receive(ours, 10))
        except wire.WireError:
            pass


@pytest.mark.parametrize("dtype", sorted(wire._DTYPES))
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3)])
def test_tensors_keep_type_shape_and_values(dtype, shape):
    tensor = torch.ones(shape).mul(3).to(getattr(torch, dtype))
    found = through(tensor)
    assert found.dtype == tensor.dtype and found.shape == tensor.shape and torch.equal(found, tensor)


def test_a_tensor_keeps_that_it_requires_a_gradient_and_the_gradient():
    tensor = torch.ones(2, requires_grad=True)
    (3 * tensor).sum().backward()
    found = through([tensor])[0]
    assert found.requires_grad and found.grad.tolist() == [3.0, 3.0]
    assert not through(torch.ones(2)).requires_grad


def test_tensors_that_share_memory_or_are_not_contiguous_arrive_as_they_look():
    tensor = torch.arange(6).reshape(2, 3).T[1:]
    assert torch.equal(through(tensor), tensor)
    conjugated = torch.tensor([1 + 2j]).conj()
    assert torch.equal(through(conjugated), conjugated)


@pytest.mark.parametrize("value", [np.float32(0.5), np.float64(0.5), np.int8(3), np.bool_(True), np.str_("a")])
def test_numpy_scalars_stay_what_they_are(value):
    assert type(through(value)) is type(value) and through(value) == value


def test_arrays_keep_type_shape_and_values():
    array = np.arange(6.0).reshape(2, 3)[:, ::2]
    found = through(array)
    assert found.dtype == array.dtype and np.array_equal(found, array) and found.flags.writeable


def test_a_dtype_crosses_by_name():
    assert through(torch.float64) is torch.float64


class Liar:
    def __reduce__(self):
        raise AssertionError("nothing is pickled")


NOT_PLAIN = {
    "object": Liar(),
    "function": lambda: 0,
    "class": object,
    "array of objects": np.array([Liar()]),
    "in a list": [[Liar()]],
    "in a dict": {1: Liar()},
    "too long an int": 1 << (1 << 16),
    "subclass of int": type("T", (int,), {})(1),
}


@pytest.mark.parametrize("value", NOT_PLAIN.values(), ids=NOT_PLAIN.keys())
def test_what_is_not_plain_data_is_refused(value):
    with pytest.raises(wire.WireError):
        wire.pack(value)


def test_nesting_is_limited_on_both_sides():
    value = tagged = []
    for _ in range(10_000):
        value, tagged = [value], ["list", tagged]
    with pytest.raises(wire.WireError, match="more than 64 deep"):
        wire.pack(value)
    with pytest.raises(wire.WireError, match="more than 64 deep"):
        wire.unpack(tagged)


@pytest.mark.parametrize(
    "broken",
    [
        ["tensor", "float32", [1 << 40, 1 << 40], b"", False, None],
        ["tensor", "float32", [0, 1 << 62], b"", False, None],
        ["tensor", "float32", [2], b"1234", False, None],
        ["tensor", "float32", [-1], b"1234", False, None],
        ["tensor", "float32", [1.0], b"1234", False, None],
        ["tensor", "float32", [True], b"1234", False, None],
        ["tensor", "qint8", [4], b"1234", False, None],
        ["tensor", "__class__", [1], b"1234", False, None],
        ["array", "|O", [1], b"12345678", False],
        ["array", "<f4,<f4", [1], b"12345678", False],
        ["array", "<U0", [3], b"", False],
        ["dict", 1],
        ["dict", ["list"], 1],
        ["set", ["list"]],
        ["range", 1.0],
        ["range", 1, 2, 0],
        ["int", "1"],
        ["complex", 1, 2],
        ["ref", 1, "Liar"],
        ["no such tag"],
        [],
        {"a": 1},
    ],
    ids=repr,
)
def test_broken_values_are_refused(broken):
    with pytest.raises(wire.WireError):
        wire.unpack(broken)


def test_frames_have_a_longest_length_and_a_time():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall((1000).to_bytes(4, "big"))
        with pytest.raises(wire.WireError, match="a frame of 1000 bytes, expected at most 999"):
            wire.receive(ours, 10, most_bytes=999)
        theirs.sendall((10).to_bytes(4, "big") + b"123")
        with pytest.raises(wire.Late):
            wire.receive(ours, 0.05)
        theirs.close()
        with pytest.raises(wire.Closed):
            wire.receive(ours, 10)


def test_a_long_message_crosses_in_pieces():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=wire.send, args=(theirs, b"x" * (5 << 20), 30))
        sender.start()
        assert wire.receive(ours, 30) == b"x" * (5 << 20)
        sender.join()
