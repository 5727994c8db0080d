"""Gradients of what the student's code returned: a test's `backward()` asks the student's process for its part.

Not imported before a tensor that requires a gradient crosses: a course without tensors would wait for torch.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from autograder.grading import wire
from autograder.grading.wire.accumulated import Accumulated

#: How many arguments of earlier calls may still be differentiated by what a later call returns.
_MOST_ARGUMENTS = 100


class Gradients:
    """What a test knows of the student's graphs."""

    def __init__(self, ask: Callable[[int, Tensor], Any], blame: Callable[[str], Exception]) -> None:
        r"""Know nothing.

        Args:
            ask: asks for gradients of a result, by its number, given the gradient with respect to the result.
            blame: makes an error of the student's of a reply that is broken.
        """
        self._ask, self._blame = ask, blame
        self._arguments: dict[int, Tensor] = {}
        self._leaves: dict[int, Tensor] = {}
        #: The leaves of the last reply's graph, on either side.
        self._inputs: list[Tensor] = []
        self._accumulated = Accumulated()
        self._forgotten: list[list[int | str]] = []
        self._next = 0

    def argument(self, tensor: Tensor) -> list[int | str]:
        r"""The place of an argument that requires a gradient."""
        self._next += 1
        self._arguments[self._next] = tensor
        return [wire.ARGUMENT, self._next]

    def news(self) -> list[Any] | None:
        r"""What the student's process has not heard yet: what is needed no more, and gradients that a test computed."""
        while len(self._arguments) > _MOST_ARGUMENTS:
            oldest = next(iter(self._arguments))
            del self._arguments[oldest]
            self._forgotten.append([wire.ARGUMENT, oldest])
        forgotten, self._forgotten = self._forgotten, []
        accumulated = self._accumulated.news(self._leaves)
        return [forgotten, accumulated] if forgotten or accumulated else None

    def hear(self, graph: Any) -> None:
        r"""Hear of the leaves of a reply's graph.

        Raises: WireError: if that is broken.
        """
        try:
            if len(graph) > wire.MOST_LEAVES + len(self._arguments):
                raise ValueError("leaves")
            self._inputs = [self._input(*told) for told in graph]
        except (TypeError, ValueError, LookupError, RuntimeError):
            raise wire.WireError("a broken graph") from None

    def returned(self, tensor: Tensor, kind: str, number: int) -> Tensor:
        r"""What a test gets where this tensor was returned, which has this place in a graph: an argument as it is."""
        return self._arguments[number] if kind == wire.ARGUMENT else self.placed(tensor, kind, number)

    def placed(self, tensor: Tensor, kind: str, number: int) -> Tensor:
        r"""What a test gets where this tensor is in an argument."""
        if kind == wire.LEAF and number >= 0:
            return self._fetched(number, tensor)
        if kind == wire.RESULT and self._inputs:
            return self._result(number, tensor.detach(), self._inputs)
        return tensor

    def take(self, accumulated: Any) -> None:
        r"""Hear what the student's own `backward()` left in leaves that the test knows."""
        self._accumulated.take(self._leaves, accumulated)

    def _input(self, kind: str, number: int, dtype: Any, shape: Any) -> Tensor:
        if kind == wire.ARGUMENT:
            return self._arguments[number]
        if number not in self._leaves:
            # Its numbers have not crossed: it takes no memory, whatever its shape.
            leaf = torch.zeros((), dtype=wire.unpack(dtype)).expand(shape)
            self._know(number, leaf.requires_grad_())
        return self._leaves[number]

    def _know(self, number: int, leaf: Tensor) -> None:
        if len(self._leaves) == wire.MOST_LEAVES:
            raise ValueError("leaves")  # only a forged reply tells of more
        self._leaves[number] = leaf

    def _fetched(self, number: int, tensor: Tensor) -> Tensor:
        """A leaf with its numbers: the same tensor each time."""
        if number not in self._leaves:
            self._know(number, tensor)
        leaf = self._leaves[number]
        if leaf.shape != tensor.shape or leaf.dtype != tensor.dtype:
            self._leaves[number] = leaf = tensor
        leaf.data = tensor.data
        return leaf

    def _result(self, number: int, value: Tensor, inputs: list[Tensor]) -> Tensor:
        def gradients(gradient: Tensor) -> list[Tensor | None]:
            found = self._ask(number, gradient)
            if type(found) is not list or len(found) != len(inputs):
                raise self._blame(f"the gradients cannot be read: expected a list of {len(inputs)}")
            for each, leaf in zip(found, inputs, strict=True):
                fits = isinstance(each, Tensor) and each.shape == leaf.shape and each.dtype == leaf.dtype
                if each is not None and not fits:
                    what = f"{leaf.dtype} and shape {tuple(leaf.shape)}"
                    raise self._blame(f"the gradients cannot be read: expected a tensor of {what}")
            return found

        # The student's process keeps the result as long as the test could ask for this.
        weakref.finalize(gradients, lambda: self._forgotten.append([wire.RESULT, number]))
        made: Tensor = _Result.apply((value,), gradients, *inputs)  # type: ignore[no-untyped-call]
        return made


class _Result(torch.autograd.Function):
    """What the student's code made of arguments and of tensors of its own."""

    @staticmethod
    def forward(ctx: Any, made: tuple[Tensor], gradients: Callable[[Tensor], Any], *inputs: Tensor) -> Tensor:
        ctx.gradients = gradients
        return made[0]

    @staticmethod
    def backward(ctx: Any, *gradient: Tensor) -> Any:
        if torch.is_grad_enabled():
            raise NotImplementedError(
                "what an answer returned can be differentiated once: leave out create_graph, "
                "or grade with --tests-in-student-process"
            )
        return None, None, *ctx.gradients(*gradient)
