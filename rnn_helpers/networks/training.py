"""The training loops that the notebooks share."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from rnn_helpers.networks.models import WordNetwork
from rnn_helpers.networks.progress import tqdm


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


def streams(ids: Tensor, count: int, length: int) -> list[tuple[Tensor, Tensor]]:
    r"""Read a text as a ring at evenly spread places, each stream from where it was, until all of it is read.

    Args:
        ids: the text, (N + 1,), dtype int64; its last word has no next one.
        count: B, how many places are read at once; stream b starts at word b·N / B, rounded down.
        length: T, words in a window.
    Returns: N // (B·T) windows and the words after theirs, each (B, T).
    """
    N = len(ids) - 1
    places = torch.arange(count)[:, None] * N // count + torch.arange(length)  # (B, T)
    windows = [(places + start) % N for start in range(0, N // (count * length) * length, length)]
    return [(ids[now], ids[now + 1]) for now in windows]


def fit_words(
    model: WordNetwork, batches: Sequence[tuple[Tensor, Tensor]], *, passes: int, lr: float = 0.01
) -> list[float]:
    r"""Train on one long text in batches of windows, with a progress bar.

    The state is handed on from batch to batch, and starts from zeros at each pass; gradients end where a window
    does. Adam's learning rate rises for a twentieth of all updates, then falls along a cosine nearly to 0.

    Args:
        model: trained in place.
        batches: words and the words after them, each (B, T), dtype int64; row b of a batch goes on where row b of
            the batch before stopped.
        passes: how often all of it is read.
        lr: the highest learning rate.
    Returns: the mean loss in nats before each update.
    Raises: ValueError: if there is no batch.
    """
    if not batches:
        raise ValueError("there is no batch, expected at least one: take a longer text, or smaller batches.")
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, lr, total_steps=passes * len(batches), pct_start=0.05, cycle_momentum=False
    )
    losses = []
    model.train()
    with tqdm(total=passes * len(batches), desc="training", leave=False) as bar:
        for _ in range(passes):
            h = None
            for x, y in batches:
                logits, h = model(x, None if h is None else h.detach())
                loss = nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten())
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                losses.append(loss.item())
                bar.set_postfix(loss=f"{losses[-1]:.2f}", refresh=False)
                bar.update()
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
