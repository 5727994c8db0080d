"""Tensors of the student's that a test may differentiate: what the other side knows of each is a number.

A test asks for gradients of a result with respect to all leaves of its graph, which the reply has told: arguments that
the test passed, and tensors of the student's own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from autograder.grading import wire
from autograder.grading.wire.accumulated import Accumulated


class Graphs:
    """Those of one test."""

    def __init__(self) -> None:
        r"""Know none."""
        #: Leaves by their `id`: each is kept, so that no other tensor gets that, with its place.
        self._places: dict[int, tuple[Any, list[int | str]]] = {}
        #: Those of the student's own, by number.
        self._leaves: dict[int, Any] = {}
        #: Results by number, each with the leaves of its graph.
        self._results: dict[int, tuple[Any, list[Any]]] = {}
        self._accumulated = Accumulated()
        self._next = 0
        self.begin_reply()

    def begin_reply(self) -> None:
        r"""From now on, results are those of another reply."""
        #: What is told of the leaves of its graph: place, dtype and shape of each.
        self.inputs: list[list[Any]] = []
        self._inputs: list[Any] = []
        self._seen: set[Any] = set()

    def accumulated(self) -> list[list[Any]]:
        r"""What `backward()` left in leaves that the test knows, as far as it does not know it."""
        return self._accumulated.news(self._leaves)

    def take(self, forgotten: Any, accumulated: Any) -> None:
        r"""Hear what the test needs no more, and what its own `backward()` left in leaves."""
        places = [tuple(place) for place in forgotten]
        for kind, number in places:
            if kind == wire.RESULT:
                self._results.pop(number, None)
        if any(kind == wire.ARGUMENT for kind, _ in places):
            self._places = {key: leaf for key, leaf in self._places.items() if tuple(leaf[1]) not in places}
        self._accumulated.take(self._leaves, accumulated)

    def know(self, tensor: Any, kind: str, number: int) -> Any:
        r"""Take an argument that requires a gradient."""
        self._places[id(tensor)] = tensor, [kind, number]
        return tensor

    def place(self, tensor: Any) -> list[int | str]:
        r"""What the other side is told of a tensor that requires a gradient."""
        if tensor.is_leaf:
            return self._leaf(tensor) or [wire.LEAF, -1]
        for leaf in self._below(tensor.grad_fn):
            if place := self._leaf(leaf):
                self._inputs.append(leaf)
                self.inputs.append([*place, wire.pack(leaf.dtype), list(leaf.shape)])
        self._next += 1
        self._results[self._next] = tensor, self._inputs
        return [wire.RESULT, self._next]

    def gradients(self, number: int, gradient: Any) -> list[Any]:
        r"""Those of a result with respect to the leaves of its reply, given that with respect to the result itself."""
        result, inputs = self._results[number]
        torch = sys.modules["torch"]
        return list(torch.autograd.grad(result, inputs, gradient, retain_graph=True, allow_unused=True))

    def _leaf(self, tensor: Any) -> list[int | str] | None:
        """The place of a leaf; None where there are too many."""
        if id(tensor) not in self._places:
            if len(self._leaves) == wire.MOST_LEAVES:
                return None
            self._next += 1
            self._leaves[self._next] = tensor
            self._places[id(tensor)] = tensor, [wire.LEAF, self._next]
        return self._places[id(tensor)][1]

    def _below(self, function: Any) -> Iterable[Any]:
        """Leaves of a graph that this reply has not come to yet."""
        ahead = [function]
        while ahead:
            function = ahead.pop()
            if function is None or function in self._seen:
                continue
            self._seen.add(function)
            if type(function).__name__ == "AccumulateGrad":
                yield function.variable
            ahead.extend(each for each, _ in function.next_functions)
