"""The student's side as a test sees it: data are copies, and everything else is a handle that can be used."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, Protocol


class NotData(AssertionError, TypeError):
    """A test needs data where the student gave something else; `list` looks for a length and expects a TypeError."""


class Asker(Protocol):
    """Asks the student's process; `Remote` is one."""

    def use(self, operation: str, number: int, *args: Any, **kwargs: Any) -> Any:
        """Do something with the student's object of this number."""


class Handle:
    """Something of the student's that is not data: call it, index it, iterate over it, ask for its attributes."""

    __slots__ = ("_handle",)

    def __init__(self, remote: Asker, number: int, type_name: str) -> None:
        r"""Stand for the student's object of this number."""
        object.__setattr__(self, "_handle", (remote, number, type_name))

    # Each of these asks the student's process to do the same to the object itself.

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        r"""Call it."""
        return _use(self, "call", *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name not in _ASKED:
            raise AttributeError(name)  # Python, copy and NumPy look for protocols that only this side could follow
        return _use(self, "get", name)

    def __setattr__(self, name: str, value: Any) -> None:
        _use(self, "set", name, value)

    def __getitem__(self, key: Any) -> Any:
        return _use(self, "item", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        _use(self, "set item", key, value)

    def __iter__(self) -> Iterator[Any]:
        remote, _, _ = object.__getattribute__(self, "_handle")
        iterator = _use(self, "iterate")
        if not isinstance(iterator, Handle):
            return iter(iterator)
        return _items(remote, object.__getattribute__(iterator, "_handle")[1])

    def __next__(self) -> Any:
        try:
            return _use(self, "next")
        except Exhausted:
            raise StopIteration from None

    def __instancecheck__(self, value: Any) -> bool:
        return type(value) is Handle and _use(self, "isinstance", value) is True

    def __enter__(self) -> Any:
        return _use(self, "enter")

    def __exit__(self, *_: object) -> None:
        _use(self, "exit")

    def __str__(self) -> str:
        found = _use(self, "text")
        return found if type(found) is str else repr(self)

    def __mro_entries__(self, _: Any) -> Any:
        raise NotData(f"{self!r} is in the student's process, and cannot be a base of a class of the test's")

    def __repr__(self) -> str:
        return f"<an object of type {object.__getattribute__(self, '_handle')[2]}>"

    __hash__ = object.__hash__


def _refuses(what: str) -> Any:
    def refuse(self: Handle, *_: object) -> Any:
        name = object.__getattribute__(self, "_handle")[2]
        raise NotData(f"expected data (a number, a text, a list, a tensor …), found an object of type {name}: {what}")

    return refuse


# The student's own methods would decide what these say.
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Handle, f"__{_name}__", _refuses("it cannot be compared"))
for _name in ("bool", "len", "contains", "int", "float", "index"):
    setattr(Handle, f"__{_name}__", _refuses(f"it has no {_name} that can be trusted"))
for _name in ("add", "sub", "mul", "truediv", "matmul", "pow", "mod", "neg", "abs"):
    setattr(Handle, f"__{_name}__", _refuses("it cannot be calculated with"))
    setattr(Handle, f"__r{_name}__", _refuses("it cannot be calculated with"))

#: `Handle` has the first of these itself.
Handle.__doc__ = property(lambda handle: _use(handle, "get", "__doc__"))  # type: ignore[assignment]
_ASKED = {"__name__", "__qualname__", "__defaults__", "__code__", "__dict__"}


def _use(handle: Handle, operation: str, *args: Any, **kwargs: Any) -> Any:
    remote, number, _ = object.__getattribute__(handle, "_handle")
    return remote.use(operation, number, *args, **kwargs)


def know_sources() -> None:
    r"""Let `inspect.getsource` give the source of what is in the student's process."""
    of_this_side = inspect.getsource

    def getsource(object: Any) -> str:
        return str(_use(object, "source")) if type(object) is Handle else of_this_side(object)

    inspect.getsource = getsource


def _items(remote: Asker, number: int) -> Iterator[Any]:
    while True:
        try:
            item = remote.use("next", number)
        except Exhausted:
            return
        yield item


class Exhausted(Exception):
    """The student's iterator has no more items; known to what iterates alone."""
