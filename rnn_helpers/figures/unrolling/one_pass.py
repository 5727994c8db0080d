"""One sequence through a recurrent network, forward and backward, with torch's own cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Pass:
    r"""One sequence, forward and backward.

    Attributes:
        words: what was read, T words.
        states: h_0 to h_T, (T + 1, H).
        probabilities: of each class after the last step, (V,).
        target: number of the right class.
        loss: cross-entropy of the last step, in nats.
        norms: length of ∂L/∂h_t for t = 1 … T, T numbers.
    """

    words: Sequence[str]
    states: Tensor
    probabilities: Tensor
    target: int
    loss: float
    norms: tuple[float, ...]


def run(p: Mapping[str, Tensor], words: Sequence[str], vocabulary: Sequence[str], target: int) -> Pass:
    r"""Read words, one-hot, from a zero state with torch's own cell, and differentiate the loss by every state.

    Args:
        p: the weights W_xh (H, D), W_hh (H, H), b_h (H,), W_hy (V, H) and b_y (V,).
        words: T words, T ≥ 1.
        vocabulary: D words, the place of each is its column.
        target: number of the right class after the last word.
    Returns: what happened.
    Raises: ValueError: if a word is not in the vocabulary.
    """
    if unknown := sorted({word for word in words if word not in vocabulary}):
        raise ValueError(f"words has {', '.join(map(repr, unknown))}, expected all of {', '.join(vocabulary)}.")
    H, D = p["W_xh"].shape
    cell, readout = nn.RNNCell(D, H), nn.Linear(H, len(p["b_y"]))
    zero = torch.zeros_like(p["b_h"])
    cell.load_state_dict({"weight_ih": p["W_xh"], "weight_hh": p["W_hh"], "bias_ih": p["b_h"], "bias_hh": zero})
    readout.load_state_dict({"weight": p["W_hy"], "bias": p["b_y"]})
    states = [torch.zeros(H)]
    for word in words:
        states.append(cell(torch.eye(D)[vocabulary.index(word)], states[-1]))
    logits = readout(states[-1])
    loss = nn.functional.cross_entropy(logits, torch.tensor(target))
    slopes = torch.autograd.grad(loss, states[1:])
    norms = tuple(slope.norm().item() for slope in slopes)
    return Pass(words, torch.stack(states).detach(), logits.detach().softmax(0), target, loss.item(), norms)
