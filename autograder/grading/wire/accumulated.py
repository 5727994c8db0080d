"""What `backward()` leaves in the `.grad` of a student's leaves, on either side, so that both have the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.grading import wire


class Accumulated:
    """What is told of it."""

    def __init__(self) -> None:
        r"""Nothing has been told."""
        #: Of each leaf, by number: the gradient, and how often that was changed in place.
        self._told: dict[int, tuple[Any, int]] = {}

    def news(self, leaves: Mapping[int, Any]) -> list[list[Any]]:
        r"""Gradients that the other side has not got yet, each with the number of its leaf."""
        now = {number: _state(leaf) for number, leaf in leaves.items()}
        new = [number for number, (gradient, version) in now.items() if not self._was_told(number, gradient, version)]
        self._told |= {number: now[number] for number in new}
        return [[number, wire.pack(None if now[number][0] is None else now[number][0].detach())] for number in new]

    def take(self, leaves: Mapping[int, Any], news: Any) -> None:
        r"""Put the other side's gradients to the leaves here.

        Raises: WireError: if one does not fit.
        """
        try:
            for number, packed in news:
                if number not in leaves:
                    continue  # what would have told of it failed
                leaves[number].grad = wire.unpack(packed)
                self._told[number] = _state(leaves[number])
        except (TypeError, ValueError, LookupError, RuntimeError):
            raise wire.WireError("a broken gradient") from None

    def _was_told(self, number: int, gradient: Any, version: int) -> bool:
        told, its_version = self._told.get(number, (None, 0))
        return told is gradient and its_version == version


def _state(leaf: Any) -> tuple[Any, int]:
    return leaf.grad, 0 if leaf.grad is None else leaf.grad._version
