"""What a network did, step by step: recorded once, then shown in any way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Trace:
    r"""The hidden states of one sequence, with the words that go with them.

    Attributes:
        hidden_states: the state after each step, (T, H).
        inputs: what was read at each step, T labels.
        probabilities: of each class after each step, (T, V), or None for a network without outputs.
        outputs: the classes, V labels.
        targets: the right class at each step, T labels, or None where there is no right one.
    """

    hidden_states: Tensor
    inputs: Sequence[str]
    probabilities: Tensor | None = None
    outputs: Sequence[str] = ()
    targets: Sequence[str] | None = None

    def __post_init__(self) -> None:
        """Refuse sizes that do not belong together."""
        if self.hidden_states.ndim != 2 or not len(self.hidden_states):
            raise ValueError(f"hidden_states has shape {tuple(self.hidden_states.shape)}, expected (T, H) with T ≥ 1.")
        T = len(self.hidden_states)
        if len(self.inputs) != T:
            raise ValueError(f"there are {len(self.inputs)} input labels, expected one for each of the {T} steps.")
        if self.targets is not None and len(self.targets) != T:
            raise ValueError(f"there are {len(self.targets)} targets, expected one for each of the {T} steps.")
        if self.probabilities is not None and self.probabilities.shape != (T, len(self.outputs)):
            raise ValueError(
                f"probabilities have shape {tuple(self.probabilities.shape)}, "
                f"expected (T, V) = ({T}, {len(self.outputs)}): steps, output labels."
            )


@torch.no_grad()
def record(
    model: Callable[[Tensor], tuple[Tensor, Tensor]],
    x: Tensor,
    inputs: Sequence[str],
    outputs: Sequence[str],
    targets: Sequence[str] | None = None,
) -> Trace:
    r"""Run a network over one sequence and keep what happened.

    Args:
        model: gives (logits (1, T, V), hidden states (1, T, H)) for (1, T, D), as `RecurrentNetwork` does.
        x: one sequence, (T, D) or (1, T, D).
        inputs: a label for each step, T of them.
        outputs: a label for each class, V of them.
        targets: the right class at each step, if there is one.
    Returns: the trace, detached from the network: training on does not change it.
    Raises: ValueError: if x holds more than one sequence, or the labels do not fit it.
    """
    if x.ndim == 2:
        x = x[None]
    if x.ndim != 3 or len(x) != 1:
        raise ValueError(f"x has shape {tuple(x.shape)}, expected one sequence, (T, D) or (1, T, D).")
    logits, hidden_states = model(x)
    return Trace(hidden_states[0].clone(), list(inputs), logits[0].softmax(-1), list(outputs), targets)
