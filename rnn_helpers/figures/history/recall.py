"""A Hopfield network that recalls a letter, flip by flip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.view import View
from rnn_helpers.figures.history.resting_states import draw_pixels

_START = "start"
_BLUE, _RED = "#0072B2", "#D55E00"
_BAR_PT = 18


class RecallView(View):
    r"""Three panels: the picture now, its energy so far, and how many pixels agree with each stored letter.

    The flips are recorded, not computed. Energies come from the likeness to each letter, not from weights.
    """

    frame_label = "picture"

    def __init__(self, letters: Mapping[str, Tensor], runs: Mapping[str, tuple[Tensor, Sequence[int]]]) -> None:
        r"""Draw the first run.

        Args:
            letters: what the network holds, name to picture of ±1, (rows, columns) each.
            runs: name of the start to the start, (N,), and the units that flip, in order; the same number for all.
        Raises: ValueError: if the runs differ in length, or a flip does not lower the energy.
        """
        self.letters = {name: letter.flatten().double() for name, letter in letters.items()}
        self.shape = next(iter(letters.values())).shape
        if len({len(flips) for _, flips in runs.values()}) != 1:
            lengths = {name: len(flips) for name, (_, flips) in runs.items()}
            raise ValueError(f"the runs have {lengths} flips, expected at least one run, and all of one length.")
        self.flips = {name: list(flips) for name, (_, flips) in runs.items()}
        self.states = {name: _states(start.double(), flips) for name, (start, flips) in runs.items()}  # (K + 1, N) each
        self.energies = {name: self._energy(states) for name, states in self.states.items()}
        for name, energies in self.energies.items():
            if any(after >= before for before, after in zip(energies, energies[1:], strict=False)):
                raise ValueError(f"the energy of run {name!r} does not fall with each flip: {energies}.")
        self.choices = {_START: tuple(runs)} if len(runs) > 1 else {}
        self.run = next(iter(runs))
        self.frames = len(self.flips[self.run]) + 1
        self.figure = Figure(figsize=(8.4, 3.5), layout="constrained")
        self._draw()

    def choose(self, **chosen: Any) -> None:
        r"""Show another run.

        Args:
            chosen: the name of the run, as `start`.
        Raises: ValueError: if there is no such run.
        """
        run = chosen.get(_START, self.run)
        if run not in self.states:
            raise ValueError(f"there is no start {run!r}, expected one of {', '.join(self.states)}.")
        self.run = run
        self._draw()

    def update(self, frame: int) -> None:
        """Set the pixels, frame the one that flipped, extend the curve, and move the bars."""
        state = self.states[self.run][frame]
        self._on.set_verts([_square(i, self.shape[1]) for i in (state > 0).nonzero()[:, 0].tolist()])
        # The last picture is where the run ends: what still differs from it is crossed out.
        wrong = (state != self.states[self.run][-1]).nonzero()[:, 0].tolist()
        rows, columns = zip(*(divmod(i, self.shape[1]) for i in wrong), strict=True) if wrong else ((), ())
        self._wrong.set_data([column + 0.5 for column in columns], [row + 0.5 for row in rows])
        flipped = self.flips[self.run][frame - 1 : frame] if frame else []
        self._flipped.set_verts([_square(i, self.shape[1]) for i in flipped])
        energies = self.energies[self.run][: frame + 1]
        self._curve.set_data(range(frame + 1), energies)
        self._point.set_data([frame], [energies[-1]])
        agree = self.agreement(frame)
        middle = state.numel() / 2
        self._bars.set_segments([[(middle, row), (count, row)] for row, count in enumerate(agree.values())])
        for label, count in zip(self._counts, agree.values(), strict=True):
            label.set_text(f"{count}")

    def caption(self, frame: int) -> str:
        """Say which unit flipped, the energy, and how like each letter the picture is."""
        energies, columns = self.energies[self.run], self.shape[1]
        if frame:
            unit = self.flips[self.run][frame - 1]
            row, column = divmod(unit, columns)
            now = "+1" if self.states[self.run][frame][unit] > 0 else "−1"
            right = self.states[self.run][frame][unit] == self.states[self.run][-1][unit]
            what = f"flip {frame}: unit {unit} (row {row + 1}, column {column + 1}) turns to {now}"
            what += f"{'' if right else ', not for good'}. Energy {_number(energies[frame - 1])} → "
        else:
            what = "the start. Energy "
        agree = ", ".join(f"{name} {count}" for name, count in self.agreement(frame).items())
        total = len(self.states[self.run][0])
        return (
            f"{self.run}, picture {frame + 1} of {self.frames}, {what}{_number(energies[frame])}. "
            f"Of {total} pixels agree with {agree}."
        )

    def agreement(self, frame: int) -> dict[str, int]:
        r"""Count the pixels that agree with each letter in a frame, counted from 0."""
        state = self.states[self.run][frame]
        return {name: int((state == letter).sum()) for name, letter in self.letters.items()}

    def _energy(self, states: Tensor) -> list[float]:
        patterns = torch.stack(list(self.letters.values()))  # (P, N)
        P, N = patterns.shape
        likeness = states @ patterns.T  # (K + 1, P)
        return (P / 2 - (likeness**2).sum(1) / (2 * N)).tolist()

    def _draw(self) -> None:
        self.figure.clear()
        grid, curve, bars = self.figure.subplots(1, 3, width_ratios=(1.05, 1.5, 1.3))
        self.animated = [*self._draw_picture(grid), *self._draw_curve(curve), *self._draw_agreement(bars)]
        self.update(0)

    def _draw_picture(self, ax: Axes) -> list[Artist]:
        draw_pixels(ax, -torch.ones(self.shape))
        ax.set_title("picture now")
        key = "× not yet as at the end\nframe: just flipped"
        ax.text(0.5, -0.02, key, transform=ax.transAxes, ha="center", va="top", fontsize=9)
        self._on = PolyCollection([], facecolor="0.25", edgecolor="0.7", linewidth=0.5)
        self._flipped = PolyCollection([], facecolor="none", edgecolor=_BLUE, linewidth=3.5, zorder=4)
        for artist in (self._on, self._flipped):
            ax.add_collection(artist, autolim=False)
        self._wrong = ax.plot([], [], "x", color=_RED, markersize=9, markeredgewidth=2.5, zorder=3)[0]
        return [self._on, self._wrong, self._flipped]

    def _draw_curve(self, ax: Axes) -> list[Artist]:
        lowest = min(min(energies) for energies in self.energies.values())
        highest = max(max(energies) for energies in self.energies.values())
        stored = self._energy(torch.stack(list(self.letters.values())))
        ax.axhspan(min(stored), max(stored), color="0.85")
        ax.text(0, max(stored) + 0.2, "stored letters", fontsize=9, va="bottom")
        self._curve = ax.plot([], [], "o-", color=_BLUE, markersize=4)[0]
        self._point = ax.plot([], [], "o", color=_BLUE, markersize=10)[0]
        ax.set(title="energy so far", xlabel="flips", xlim=(-0.6, self.frames - 0.4))
        ax.set_ylim(min(lowest, *stored) - 0.7, highest + 0.7)
        ax.grid(axis="y", color="0.92")
        ax.spines[["top", "right"]].set_visible(False)
        return [self._curve, self._point]

    def _draw_agreement(self, ax: Axes) -> list[Artist]:
        n, total = len(self.letters), self.shape.numel()
        self._bars = ax.hlines(range(n), total / 2, [total / 2] * n, linewidth=_BAR_PT, color="0.45")
        self._counts = [ax.text(total + 1, row, "", va="center") for row in range(n)]
        ax.axvline(total / 2, color="0.2", linewidth=1)
        ax.set(title="pixels that agree with", xlim=(0, total), ylim=(n - 0.5, -0.5))
        ax.set_yticks(range(n), self.letters)
        ax.set_xticks((0, total / 2, total), ("0\nnegative", "half", f"{total}\nletter"))
        ax.spines[["top", "right"]].set_visible(False)
        return [self._bars, *self._counts]


def _states(start: Tensor, flips: Sequence[int]) -> Tensor:
    """Replay recorded flips: the start, and the state after each, (K + 1, N)."""
    signs = torch.ones(len(flips) + 1, len(start), dtype=start.dtype)
    for k, unit in enumerate(flips):
        signs[k + 1 :, unit] *= -1
    return start * signs


def _square(unit: int, columns: int) -> list[tuple[float, float]]:
    row, column = divmod(unit, columns)
    return [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
