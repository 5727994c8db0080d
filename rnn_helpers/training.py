"""The training loop that the notebooks share."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from tqdm.auto import tqdm


def fit(
    model: nn.Module, x: Tensor, targets: Tensor, *, steps: int, lr: float, clip_norm: float | None = None
) -> list[float]:
    r"""Train on one batch with Adam and cross-entropy, a progress bar showing the loss.

    Args:
        model: gives (logits (B, T, V), hidden states) for x, as `RecurrentNetwork` does; trained in place.
        x: inputs, (B, T, D).
        targets: the right class at every step, (B, T), dtype int64.
        steps: number of updates.
        lr: Adam's learning rate.
        clip_norm: largest global norm of the gradient, by torch's own clipping; None leaves it alone.
    Returns: the mean loss in nats before each update, `steps` numbers.
    Raises: ValueError: if the targets do not match the first two sizes of x.
    """
    if targets.shape != x.shape[:2]:
        raise ValueError(f"targets have shape {tuple(targets.shape)}, expected (B, T) = {tuple(x.shape[:2])} as in x.")
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    with tqdm(range(steps), desc="training", leave=False) as bar:
        for _ in bar:
            logits, _ = model(x)
            loss = nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
            optimizer.zero_grad()
            loss.backward()
            if clip_norm is not None:
                nn.utils.clip_grad_norm_(model.parameters(), clip_norm)
            optimizer.step()
            losses.append(loss.item())
            bar.set_postfix(loss=f"{losses[-1]:.3f}", refresh=False)
    return losses
