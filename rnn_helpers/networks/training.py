"""The training loops that the notebooks share."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from tqdm.auto import tqdm

from rnn_helpers.networks.models import WordNetwork


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


def fit_words(
    model: WordNetwork, ids: Tensor, *, passes: int, streams: int = 16, length: int = 16, lr: float = 0.01
) -> list[float]:
    r"""Train on one long text, read at many places at once, with a progress bar.

    The text is a ring: its streams start evenly spread and read on, each from where it was, for ever. The state is
    handed on from window to window; gradients end where the window does. Adam's learning rate rises for a twentieth
    of all updates, then falls along a cosine nearly to 0.

    Args:
        model: trained in place.
        ids: the text, (N,), dtype int64.
        passes: how often all of it is read.
        streams: B, how many places are read at once.
        length: T, words in a window.
        lr: the highest learning rate.
    Returns: the mean loss in nats before each update.
    Raises: ValueError: if the text is too short for one window of each stream.
    """
    N = len(ids) - 1  # the last word has no next one
    if N < streams * length:
        raise ValueError(f"the text has {N + 1} words, expected more than streams · length = {streams * length}.")
    updates = passes * (N // (streams * length))
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, lr, total_steps=updates, pct_start=0.05, cycle_momentum=False
    )
    places = torch.arange(streams)[:, None] * N // streams + torch.arange(length)  # (B, T)
    losses, h = [], None
    model.train()
    with tqdm(range(updates), desc="training", leave=False) as bar:
        for update in bar:
            now = (places + update * length) % N
            logits, h = model(ids[now], None if h is None else h.detach())
            loss = nn.functional.cross_entropy(logits.flatten(0, 1), ids[now + 1].flatten())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            bar.set_postfix(loss=f"{losses[-1]:.2f}", refresh=False)
    model.eval()
    return losses


@torch.no_grad()
def log_probabilities(model: WordNetwork, ids: Tensor) -> Tensor:
    r"""Read a text in one go, and note how likely each next word was.

    Args:
        model: left as it is.
        ids: the text, (N,), dtype int64.
    Returns: ln P of words 2 to N, each given all words before it, (N - 1,).
    """
    model.eval()
    found, h = [], None
    for window in torch.stack([ids[:-1], ids[1:]]).split(512, dim=1):  # all logits at once would fill the memory
        logits, h = model(window[:1], h)
        found.append(-nn.functional.cross_entropy(logits[0], window[1], reduction="none"))
    return torch.cat(found)
