"""Several recurrent networks trained in one go, so that an experiment shows a spread and not one network's luck."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.func import functional_call

from rnn_helpers.networks.models import Cell, RecurrentNetwork


class SideBySide(nn.Module):
    r"""N networks of one kind as one, none of which hears of another.

    They are one wide layer of torch's own: each network's weights stand in a block of their own, and outside the
    blocks all is 0. The parameters stay apart, (N, …) each, so the gradient of a sum of losses is each network's own.

    Attributes:
        names: of the weights, as a `RecurrentNetwork` has them.
        weights: the stacked weights in the order of the names, each (N, …).
    """

    def __init__(
        self, cell: Cell, seeds: Iterable[int], *, input_size: int, hidden_size: int, output_size: int
    ) -> None:
        r"""Draw N networks as torch makes them, and leave torch's generator as the last one left it.

        Args:
            cell: as for `RecurrentNetwork`, which says what the sizes are, too.
            seeds: one for each network.
            input_size: D.
            hidden_size: H.
            output_size: V.
        Raises: ValueError: if there is no seed, or if the cell is none of the three.
        """
        super().__init__()
        self.sizes = {"input_size": input_size, "hidden_size": hidden_size, "output_size": output_size}
        self.cell, states = cell, []
        for seed in seeds:
            torch.manual_seed(seed)
            states.append(RecurrentNetwork(cell, **self.sizes).state_dict())
        if not states:
            raise ValueError("seeds is empty, expected one for each network.")
        self.names = list(states[0])
        self.weights = nn.ParameterList(torch.stack([state[name] for state in states]) for name in self.names)
        with torch.random.fork_rng(devices=[]):  # its own weights are never used
            wide = RecurrentNetwork(cell, len(states) * input_size, len(states) * hidden_size, 1).recurrent
        self.gates = len(states[0]["recurrent.bias_ih_l0"]) // hidden_size
        self.wide = [wide]  # in a list: its weights are none of ours

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        r"""Let each network read its own sequences from a zero state.

        Args:
            x: inputs, (N, B, T, D).
        Returns: the logits, (N, B, T, V), and the hidden states, (N, B, T, H).
        """
        *recurrent, W_hy, b_y = self.weights
        blocks = {
            name.removeprefix("recurrent."): self._block(weight)
            for name, weight in zip(self.names, recurrent, strict=False)
        }
        states, _ = functional_call(self.wide[0], blocks, (x.movedim(0, 2).flatten(2),))  # (B, T, N · H)
        states = states.unflatten(2, (len(x), -1)).movedim(2, 0)  # (N, B, T, H)
        return states @ W_hy.mT[:, None] + b_y[:, None, None], states

    def one(self, n: int) -> RecurrentNetwork:
        r"""A copy of one of the networks, 0 … N - 1, as it is now."""
        network = RecurrentNetwork(self.cell, **self.sizes)
        network.load_state_dict({name: weight[n] for name, weight in zip(self.names, self.weights, strict=True)})
        return network

    def _block(self, weight: Tensor) -> Tensor:
        """One weight of the wide layer: for each gate, the networks' parts along the diagonal, or in a row."""
        parts = weight.unflatten(1, (self.gates, -1)).unbind(1)
        return torch.cat([torch.block_diag(*part) if part.ndim == 3 else part.flatten() for part in parts])
