"""Recordings of networks that nobody names: what a memory does, what gradients do, and the shapes of the weights."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

STEPS = 40
_D, _V = 3, 4


@dataclass(frozen=True)
class Recording:
    r"""What was recorded of one network; all tensors are float64.

    Attributes:
        states: one unit of its memory after each step of a run in which nothing is read, (T,).
        norms: length of the gradient of the last step's loss at each input, as the network was trained, (T,).
        uncut: the same, with nothing cut, (T,).
        shapes: the shapes of its recurrent layer's parameters, in torch's order.
    """

    states: Tensor
    norms: Tensor
    uncut: Tensor
    shapes: list[tuple[int, ...]]


def recordings() -> dict[str, Recording]:
    r"""Record four networks, A, B, C and X, each of which has one memory unit that listens to no other unit."""
    return {
        "A": _record(nn.RNN(_D, 5, nonlinearity="relu", batch_first=True), seed=44, share=0.8, gain=1.2),
        "B": _record(nn.GRU(_D, 4, batch_first=True), seed=13, share=0.97, gain=1.0, reach=14),
        "C": _record(nn.RNN(_D, 4, nonlinearity="relu", batch_first=True), seed=7, share=1.05, gain=1.8),
        "X": _record(nn.LSTM(_D, 32, batch_first=True), seed=4, share=0.9, gain=20.0, reach=9),
    }


def _record(layer: nn.RNNBase, seed: int, share: float, gain: float, reach: int = STEPS) -> Recording:
    """Draw the weights, `gain` times as large as is usual, and run the layer; `reach` inputs get a gradient."""
    generator = torch.Generator().manual_seed(seed)
    layer, readout = layer.double(), nn.Linear(layer.hidden_size, _V).double()
    H, pull = layer.hidden_size, gain / math.sqrt(layer.hidden_size)
    with torch.no_grad():
        for weight in (*layer.parameters(), *readout.parameters()):
            weight.copy_((2 * torch.rand(weight.shape, generator=generator, dtype=torch.float64) - 1) * pull)
        _isolate(layer, share)
    x = torch.randn(STEPS, _D, generator=generator, dtype=torch.float64)
    shapes = [tuple(weight.shape) for weight in layer.parameters()]
    start = 1.6 * torch.rand(H, generator=generator, dtype=torch.float64) + 0.8
    return Recording(_left(layer, start), _norms(layer, readout, x, reach), _norms(layer, readout, x, STEPS), shapes)


def _isolate(layer: nn.RNNBase, share: float) -> None:
    """Let unit 0 hear no unit but itself, and nothing that is new while the input is zero."""
    H = layer.hidden_size
    _, weight_hh, bias_ih, bias_hh = layer.all_weights[0]
    blocks = range(weight_hh.shape[0] // H)
    for k in blocks:
        weight_hh[k * H] = 0
        bias_ih[k * H] = bias_hh[k * H] = 0
    if len(blocks) == 1:
        weight_hh[0, 0] = share
    else:  # block 1 holds the gate of what is kept: z in a GRU (r, z, n), f in an LSTM (i, f, g, o)
        bias_ih[H] = math.log(share / (1 - share))


def _left(layer: nn.RNNBase, start: Tensor) -> Tensor:
    """Unit 0 of the memory, from its start on, while nothing is read."""
    memory, nothing, seen = start.view(1, 1, -1), torch.zeros(1, 1, _D, dtype=torch.float64), []
    state = (torch.zeros_like(memory), -memory) if isinstance(layer, nn.LSTM) else memory
    with torch.no_grad():
        for _ in range(STEPS):
            seen.append(state[1][0, 0, 0] if isinstance(state, tuple) else state[0, 0, 0])
            _, state = layer(nothing, state)
    return torch.stack(seen)


def _norms(layer: nn.RNNBase, readout: nn.Linear, x: Tensor, reach: int) -> Tensor:
    """Length of the gradient at each input; all but the last `reach` are read without a record."""
    x, state = x.clone().requires_grad_(), None
    if early := len(x) - reach:
        _, state = layer(x[None, :early])
        state = tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()
    out, _ = layer(x[None, early:], state)
    loss = F.cross_entropy(readout(out[:, -1]), torch.zeros(1, dtype=torch.long))
    lengths: Tensor = torch.autograd.grad(loss, x)[0].norm(dim=1)
    return lengths
