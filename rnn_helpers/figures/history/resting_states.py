"""Where a Hopfield network comes to rest: from many starts, and with ever more patterns to hold."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.view import show_figure

LIMIT = 0.14  # random patterns a unit that a large network holds: Amit, Gutfreund, Sompolinsky (1985)
LOADS = (0.05, 0.08, 0.11, 0.14, 0.17, 0.20, 0.23)
_KEPT = 0.95  # a pattern counts as held if so many of its units stay
_STARTS = 40


def settle(patterns: Tensor, states: Tensor) -> Tensor:
    r"""Let many networks run downhill at once, from likeness to the patterns alone: there is no weight matrix.

    Whole numbers throughout, so that a push of exactly 0 is seen as such: it moves nothing.

    Args:
        patterns: ±1, (P, N).
        states: M starts of ±1, (M, N); they stay as they are.
    Returns: where each start comes to rest, in the dtype of the states, (M, N).
    """
    columns = patterns.double().T.contiguous().numpy()  # (N, P)
    units = states.double().T.contiguous().numpy().copy()  # (N, M)
    likeness = units.T @ columns  # (M, P)
    moving = True
    while moving:
        moving = False
        for column, unit in zip(columns, units, strict=True):
            turned = (likeness @ column - len(column) * unit) * unit < 0
            if turned.any():
                unit[turned] *= -1  # a view: this writes into `units`
                likeness[turned] += np.outer(2 * unit[turned], column)
                moving = True
    return torch.from_numpy(units.T.copy()).to(states.dtype)


def plot_endings(letters: Mapping[str, Tensor], starts: int, seed: int = 0) -> None:
    r"""Start from random pictures, and show where they come to rest, the most frequent first.

    Args:
        letters: what the network holds, name to picture of ±1, (rows, columns) each.
        starts: how many random pictures.
        seed: of the random pictures.
    """
    shape = next(iter(letters.values())).shape
    patterns = torch.stack([letter.flatten() for letter in letters.values()])  # (P, N)
    names = {_key(pattern): name for pattern, name in zip(patterns, letters, strict=True)}
    names |= {_key(-pattern): f"{name} negative" for pattern, name in zip(patterns, letters, strict=True)}
    generator = torch.Generator().manual_seed(seed)
    pictures = 2 * torch.randint(2, (starts, patterns.shape[1]), generator=generator) - 1
    ends, counts = settle(patterns, pictures).unique(dim=0, return_counts=True)
    figure = Figure(figsize=(8.6, 4), layout="constrained")
    figure.suptitle(f"{starts:,} random pictures come to rest in {len(ends)} pictures")
    panels = figure.subplots(2, -(-len(ends) // 2)).flat
    totals = {"letters": 0, "negatives": 0, "neither": 0}
    for ax, i in zip(panels, counts.argsort(descending=True, stable=True).tolist(), strict=False):
        name, count = names.get(_key(ends[i]), "neither"), counts[i].item()
        draw_pixels(ax, ends[i].view(shape))
        ax.set_title(f"{name}\n{count}", fontsize=9.5)
        totals["negatives" if "negative" in name else "letters" if name != "neither" else name] += count
    for ax in panels:  # those that are left
        ax.axis("off")
    listed = ", ".join(f"{name} {count / starts:.0%}" for name, count in totals.items())
    show_figure(figure, f"Where {starts:,} random pictures come to rest: {listed}.")


def plot_capacity(units: int = 500, seed: int = 0) -> None:
    r"""Store ever more random patterns, start from the patterns themselves, and count those that stay.

    Args:
        units: N, how many units the network has.
        seed: of the random patterns.
    """
    generator, shares = torch.Generator().manual_seed(seed), []
    for load in LOADS:
        patterns = 2 * torch.randint(2, (round(load * units), units), generator=generator) - 1
        starts = patterns[:_STARTS]
        same = (settle(patterns, starts) == starts).double().mean(1)  # share of the units that stay
        shares.append((same >= _KEPT).double().mean().item())
    figure = Figure(figsize=(7, 3), layout="constrained")
    ax = figure.subplots()
    ax.plot(LOADS, shares, "o-", color="#0072B2")
    ax.axvline(LIMIT, color="black", linestyle=":")
    ax.text(LIMIT - 0.002, 0.02, f"computed in 1985: {LIMIT}", ha="right", va="bottom")
    ax.set(xlabel="stored patterns for each unit, P / N", ylabel="patterns that stay", ylim=(-0.03, 1.05))
    ax.set_yticks((0, 0.5, 1), ("0 %", "50 %", "100 %"))
    ax.set_xticks(LOADS)
    ax.set_title(f"{units} units, started at their own memories")
    ax.spines[["top", "right"]].set_visible(False)
    listed = ", ".join(f"{share:.0%} at {load:.2f}" for load, share in zip(LOADS, shares, strict=True))
    text = f"Patterns that stay (at least {_KEPT:.0%} of their units) when {units} units start at them: {listed}."
    show_figure(figure, text)


def draw_pixels(ax: Axes, picture: Tensor) -> None:
    r"""Draw a picture, dark where it is +1 and white where it is −1, with a thin line round each pixel.

    Args:
        ax: where to draw; its axis is switched off.
        picture: ±1, (rows, columns).
    """
    rows, columns = picture.shape
    ax.pcolormesh(picture.double().numpy(), cmap="Greys", vmin=-1, vmax=1.5, edgecolor="0.7", linewidth=0.5)
    ax.set(aspect="equal", xlim=(-0.05, columns + 0.05), ylim=(rows + 0.05, -0.05))
    ax.axis("off")


def _key(picture: Tensor) -> tuple[int, ...]:
    """Make of a picture something that a dict can look up."""
    return tuple(picture.long().tolist())
