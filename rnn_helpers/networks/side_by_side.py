"""Several recurrent networks trained in one go, so that an experiment shows a spread and not one network's luck."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.func import functional_call

from rnn_helpers.networks.models import RecurrentNetwork


class SideBySide(nn.Module):
    r"""N networks of one kind as one, none of which hears of another.

    They are one wide layer of torch's own: each network's weights stand in a block of their own, and outside the
    blocks all is 0. The parameters stay apart, (N, …) each, so the gradient of a sum of losses is each network's own.
    """

    def __init__(self, networks: Sequence[RecurrentNetwork]) -> None:
        r"""Copy the weights of networks that have the same cell and sizes.

        Args:
            networks: N of them, at least one; they stay as they are.
        Raises: ValueError: if there is none, or if they differ in cell or size.
        """
        super().__init__()
        kinds = {(str(network.recurrent), str(network.readout)) for network in networks}
        if len(kinds) != 1:
            raise ValueError(f"there are {len(kinds)} kinds among {len(networks)} networks, expected one kind.")
        self.first = [deepcopy(networks[0])]  # in a list: its weights are none of ours
        states = [network.state_dict() for network in networks]
        self.names = list(states[0])
        self.weights = nn.ParameterList(torch.stack([state[name] for state in states]) for name in self.names)
        layer = networks[0].recurrent
        self.gates = len(layer.bias_ih_l0) // layer.hidden_size
        wide = type(layer)(len(networks) * layer.input_size, len(networks) * layer.hidden_size, batch_first=True)
        self.wide = [wide.to(states[0][self.names[0]].dtype)]

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        r"""Let each network read its own sequences from a zero state.

        Args:
            x: inputs, (N, B, T, D).
        Returns: the logits, (N, B, T, V), and the hidden states, (N, B, T, H).
        """
        *recurrent, W_hy, b_y = self.weights
        blocks = {
            name.removeprefix("recurrent."): self._block(w) for name, w in zip(self.names, recurrent, strict=False)
        }
        states, _ = functional_call(self.wide[0], blocks, (x.movedim(0, 2).flatten(2),))  # (B, T, N · H)
        states = states.unflatten(2, (len(x), -1)).movedim(2, 0)  # (N, B, T, H)
        return states @ W_hy.mT[:, None] + b_y[:, None, None], states

    def each(self) -> list[RecurrentNetwork]:
        r"""Copies of the N networks as they are now."""
        networks = []
        for rows in zip(*self.weights, strict=True):
            network = deepcopy(self.first[0])
            network.load_state_dict(dict(zip(self.names, rows, strict=True)))
            networks.append(network)
        return networks

    def _block(self, weight: Tensor) -> Tensor:
        """One weight of the wide layer: for each gate, the networks' parts along the diagonal, or in a row."""
        parts = weight.unflatten(1, (self.gates, -1)).unbind(1)
        return torch.cat([torch.block_diag(*part) if part.ndim == 3 else part.flatten() for part in parts])
