"""Many small networks side by side: one seed is luck, a hundred are an experiment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn


class Cohort:
    r"""Networks of one kind that differ only in the seed of their weights.

    Each reads a window of symbols and says which comes next: embedding, tanh layer from a zero state, readout
    of the last state. Every weight has one axis more than in a single network: N networks in front. So one
    step trains them all, and none touches another: the gradient of a sum of losses is each network's own.

    Attributes:
        weights: name to the stacked weights, each (N, …).
    """

    def __init__(self, seeds: Iterable[int], *, classes: int, hidden_size: int, memory: bool = True) -> None:
        r"""Draw the weights, network by network, and leave torch's generator as it was.

        Args:
            seeds: one for each network.
            classes: V, the symbols, which is also the size of the embedding.
            hidden_size: H, units in the hidden state.
            memory: False holds W_hh at 0 from the start and through training.
        Raises: ValueError: if there is no seed.
        """
        drawn = [_draw(seed, classes, hidden_size) for seed in seeds]
        if not drawn:
            raise ValueError("seeds is empty, expected one for each network.")
        self.weights = {name: torch.stack([each[name] for each in drawn]).requires_grad_() for name in drawn[0]}
        if not memory:
            self.weights["W_hh"] = torch.zeros_like(self.weights["W_hh"])

    def logits(self, inputs: Tensor) -> Tensor:
        r"""Ask every network what follows each window.

        Args:
            inputs: the windows, (B, T), dtype int64.
        Returns: the logits, (N, B, V).
        """
        w = self.weights
        b_h = (w["b_ih"] + w["b_hh"])[:, None, None]
        x = w["embedding"][:, inputs] @ w["W_xh"].mT[:, None] + b_h  # (N, B, T, H)
        h = torch.zeros_like(x[:, :, 0])  # (N, B, H)
        for t in range(inputs.shape[1]):
            h = torch.tanh(x[:, :, t] + h @ w["W_hh"].mT)
        return h @ w["W_hy"].mT + w["b_y"][:, None]

    def fit(self, inputs: Tensor, targets: Tensor, *, steps: int, lr: float) -> Tensor:
        r"""Train every network on the same windows with Adam and cross-entropy.

        Args:
            inputs: the windows, (B, T), dtype int64.
            targets: what follows each, (B,), dtype int64.
            steps: number of updates.
            lr: Adam's learning rate.
        Returns: each network's mean loss in nats before each update, (steps, N).
        """
        optimizer = torch.optim.Adam([each for each in self.weights.values() if each.requires_grad], lr=lr)
        wanted = targets.expand(len(self.weights["b_y"]), -1)  # (N, B)
        losses = []
        for _ in range(steps):
            each = nn.functional.cross_entropy(self.logits(inputs).movedim(2, 1), wanted, reduction="none").mean(1)
            optimizer.zero_grad()
            each.sum().backward()
            optimizer.step()
            losses.append(each.detach())
        return torch.stack(losses)

    @torch.no_grad()
    def answers(self, question: Sequence[int]) -> list[int]:
        r"""Ask every network what follows one window, T symbols; returns N symbols."""
        return self.logits(torch.tensor([question])).argmax(2)[:, 0].tolist()

    @torch.no_grad()
    def right(self, inputs: Tensor, targets: Tensor) -> list[int]:
        r"""Count for every network the windows, (B, T), that it continues with their targets, (B,)."""
        return (self.logits(inputs).argmax(2) == targets).sum(1).tolist()


def _draw(seed: int, classes: int, hidden_size: int) -> dict[str, Tensor]:
    """Draw the weights of one network as torch's layers do, in the order embedding, recurrent layer, readout."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        embedding = nn.Embedding(classes, classes)
        recurrent = nn.RNN(classes, hidden_size)
        readout = nn.Linear(hidden_size, classes)
    W_xh, W_hh, b_ih, b_hh = recurrent.all_weights[0]
    return {
        "embedding": embedding.weight.data,
        "W_xh": W_xh.data,
        "W_hh": W_hh.data,
        # Two biases, as in torch: Adam moves each, so that their sum learns twice as fast as one would.
        "b_ih": b_ih.data,
        "b_hh": b_hh.data,
        "W_hy": readout.weight.data,
        "b_y": readout.bias.data,
    }
