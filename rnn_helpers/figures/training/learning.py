"""What training does to a network that writes letters: its states, its guesses and its loss, moment by moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from torch import Tensor
from torch.nn import functional as F

from rnn_helpers.figures.core.view import DIVERGING, View

_MOST_UNITS = 8
_PALE = 1.8  # where the colours would end: states end at 1, so that a black sign is seen on each of them
_LEVELS = 21  # colours from -1 to 1; a stepper draws with those that its first frame has, and the key has them all
_GUESS = -1.1  # the row of the guesses, above unit 0


@dataclass(frozen=True)
class _Grid:
    """What differs from moment to moment in the grid of one line, and the frame that is drawn over it."""

    image: AxesImage
    plus: Line2D
    minus: Line2D
    wrong: Line2D
    guesses: Sequence[Text]
    frame: Rectangle

    @property
    def artists(self) -> list[Artist]:
        return [self.image, self.plus, self.minus, self.wrong, self.frame, *self.guesses]


class LearningView(View):
    r"""Two lines read by one network, as training goes on: states as grids, and the loss beside them.

    The lines stand so that the places to compare are under each other. Orange is below zero and marked "−",
    purple above and marked "+". Over each letter is the network's guess for the next one, boxed where it is wrong.
    """

    frame_label = "moment"

    def __init__(
        self,
        moments: Mapping[int, Mapping[str, Tensor]],
        losses: Sequence[float],
        lines: Sequence[str],
        alphabet: str,
        compare: tuple[int, int],
        limits: Mapping[int, float],
    ) -> None:
        r"""Read both lines with the weights of every moment, and draw the first.

        Args:
            moments: number of updates to the five weights after them.
            losses: the loss after 0, 1, 2 … updates, up to the last moment at least.
            lines: two texts; all letters but the last are read, all but the first are to be guessed.
            alphabet: V letters, in the order of the weights' columns.
            compare: a place in each line, counted from 0, after which the two states are compared.
            limits: number of letters remembered to the least loss that they allow, drawn as lines beside the curve.
        Raises: ValueError: if there are not two lines, or a moment has no loss.
        """
        if len(lines) != 2:
            raise ValueError(f"there are {len(lines)} lines, expected two to compare.")
        if max(moments) >= len(losses):
            raise ValueError(f"there is a moment {max(moments)}, the losses end at {len(losses) - 1}.")
        self.lines, self.alphabet, self.compare, self.losses = lines, alphabet, compare, losses
        self.steps = sorted(moments)
        self.frames = len(self.steps)
        read = [[_read(moments[step], line[:-1], alphabet) for line in lines] for step in self.steps]
        self.states = [[states for states, _ in pair] for pair in read]  # moments × lines of (T, H)
        self.guesses = [["".join(alphabet[i] for i in logits.argmax(-1)) for _, logits in pair] for pair in read]
        # The units that keep the two lines apart at the end are those to watch.
        apart = self._gap(self.frames - 1).abs()
        self.units = sorted(apart.argsort(descending=True, stable=True)[:_MOST_UNITS].tolist())
        self._draw(limits)
        self.update(0)

    def update(self, frame: int) -> None:
        """Show the states, the guesses and the place on the curve."""
        for row, grid in enumerate(self._grids):
            states = self.states[frame][row][:, self.units].T  # (units, T)
            grid.image.set_data(states.numpy())
            for signs, which in ((grid.plus, states >= 0), (grid.minus, states < 0)):
                units, times = which.nonzero().T.tolist()
                signs.set_data([t + self._shift[row] for t in times], units)
            guesses, right = self.guesses[frame][row], self.lines[row][1:]
            for text, letter in zip(grid.guesses, guesses, strict=True):
                text.set_text(_visible(letter))
            wrong = [t for t, pair in enumerate(zip(guesses, right, strict=True)) if pair[0] != pair[1]]
            grid.wrong.set_data([t + self._shift[row] for t in wrong], [_GUESS] * len(wrong))
        step = self.steps[frame]
        self._dot.set_data([step + 1], [self.losses[step]])
        self._title.set_text(f"after {_updates(step)}: loss {self.losses[step]:.3f}")

    def caption(self, frame: int) -> str:
        """Say the loss, the guesses that are right, and how far apart the two states are."""
        step = self.steps[frame]
        right = [sum(a == b for a, b in zip(guesses, line[1:], strict=True)) for guesses, line in self._pairs(frame)]
        total = len(self.lines[0]) - 1
        gap = self._gap(frame)
        unit = max(self.units, key=lambda i: abs(gap[i].item()))
        return (
            f"After {_updates(step)} the loss is {self.losses[step]:.3f}. Right guesses: {right[0]} of {total} in the "
            f"upper line, {right[1]} of {total} in the lower. In the frame, the two states are {gap.norm():.2f} apart, "
            f"unit {unit} most: {self._value(frame, 0, unit)} above, {self._value(frame, 1, unit)} below."
        )

    def _pairs(self, frame: int) -> list[tuple[str, str]]:
        return list(zip(self.guesses[frame], self.lines, strict=True))

    def _gap(self, frame: int) -> Tensor:
        first, second = (self.states[frame][row][place] for row, place in enumerate(self.compare))
        return first - second

    def _value(self, frame: int, row: int, unit: int) -> str:
        return f"{self.states[frame][row][self.compare[row], unit].item() + 0.0:+.2f}".replace("-", "−")

    def _draw(self, limits: Mapping[int, float]) -> None:
        self.figure = Figure(figsize=(8.4, 3.9), layout="constrained")
        mosaic = self.figure.subplot_mosaic(
            [["0", "loss"], ["1", "loss"], ["key", "loss"]], width_ratios=(2.1, 1), height_ratios=(1, 1, 0.08)
        )
        # The line that comes to its place later stands still, the other moves to the right.
        latest = max(self.compare)
        self._shift = [latest - place for place in self.compare]
        self._grids = [self._draw_grid(mosaic[str(row)], row) for row in (0, 1)]
        _draw_key(mosaic["key"])
        self._dot = self._draw_loss(mosaic["loss"], limits)
        self._title = mosaic["loss"].text(0.5, 1.02, "", transform=mosaic["loss"].transAxes, ha="center", fontsize=10)
        grids = [artist for grid in self._grids for artist in grid.artists]
        self.animated = [self._dot, *grids, self._title]

    def _draw_grid(self, ax: Axes, row: int) -> _Grid:
        n, T, shift, place = len(self.units), len(self.lines[row]) - 1, self._shift[row], self.compare[row]
        blank = torch.zeros(n, T)
        extent = (shift - 0.5, shift + T - 0.5, n - 0.5, -0.5)
        image = ax.imshow(blank.numpy(), aspect="auto", extent=extent, **_colours())
        marks: dict[str, Any] = {"color": "black", "linestyle": "", "markersize": 5, "markeredgewidth": 0.7}
        ax.set(xlim=(-0.5, max(self._shift) + T - 0.5), ylim=(n - 0.5, -1.8))
        ax.set_xticks(range(shift, shift + T), [_visible(letter) for letter in self.lines[row][:-1]])
        ax.set_yticks([_GUESS, *range(n)], ["guess", *map(str, self.units)], fontsize=9)
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        ax.set_ylabel("unit")
        if row:
            ax.set_xlabel("letter read; ␣ is a space")
        frame = Rectangle((place + shift - 0.5, -1.7), 1, n + 1.2, fill=False, edgecolor="black", linewidth=2.2)
        ax.add_patch(frame)
        return _Grid(
            image=image,
            plus=ax.plot([], [], marker="+", **marks)[0],
            minus=ax.plot([], [], marker="_", **marks)[0],
            wrong=ax.plot([], [], "s", color="black", fillstyle="none", markersize=11, markeredgewidth=1)[0],
            guesses=[ax.text(t + shift, _GUESS, "", ha="center", va="center", fontsize=9) for t in range(T)],
            frame=frame,
        )

    def _draw_loss(self, ax: Axes, limits: Mapping[int, float]) -> Line2D:
        ax.loglog(range(1, len(self.losses) + 1), self.losses, color="0.2")
        levels: dict[float, int] = {}
        for letters, limit in sorted(limits.items()):
            levels.setdefault(round(limit, 4), letters)  # the fewest letters that allow it
        for limit, letters in levels.items():
            ax.axhline(limit, color="0.6", linewidth=0.8, linestyle="--")
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
            ax.text(0.01, limit, f"{letters}", fontsize=9, va="center", bbox=box, transform=ax.get_yaxis_transform())
        if levels:
            key = "dashed: the least loss\nwith so many letters\nof memory"
            ax.text(0.97, 0.98, key, fontsize=9, va="top", ha="right", transform=ax.transAxes)
        lowest = min([*levels, *self.losses])
        ax.set(xlabel="update (counted from 1)", ylabel="loss (nats)", ylim=(lowest / 1.3, max(self.losses) * 4))
        ticks = [tick for tick in (0.01, 0.03, 0.1, 0.3, 1, 3) if lowest / 1.3 < tick]
        ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        ax.set_yticks([], minor=True)
        ax.set_xticks(ticks := [10**k for k in range(6) if 10**k <= len(self.losses)], map(str, ticks))
        return ax.plot([], [], "o", color="black", markersize=8, markerfacecolor="white", markeredgewidth=2)[0]


def _colours() -> dict[str, Any]:
    """Colours for `imshow`: in steps of a tenth, white around zero."""
    values = torch.linspace(-1, 1, _LEVELS).numpy()
    step = 1 / (_LEVELS - 1)  # half of one
    return {
        "cmap": ListedColormap(colormaps[DIVERGING](0.5 + values / (2 * _PALE))),
        "vmin": -1 - step,
        "vmax": 1 + step,
    }


def _draw_key(ax: Axes) -> None:
    ax.imshow(torch.linspace(-1, 1, _LEVELS)[None].numpy(), aspect="auto", interpolation="nearest", **_colours())
    ax.set_xticks([0, (_LEVELS - 1) / 2, _LEVELS - 1], ["−1", "0", "+1"], fontsize=9)
    ax.set_yticks([0], ["state"], fontsize=9)
    ax.tick_params(length=0)


@torch.no_grad()
def _read(p: Mapping[str, Tensor], text: str, alphabet: str) -> tuple[Tensor, Tensor]:
    """The states, (T, H), and the logits, (T, V), by torch's own network."""
    ids = torch.tensor([alphabet.index(letter) for letter in text])
    x = F.one_hot(ids, len(alphabet)).to(p["W_xh"].dtype)
    rnn = torch.nn.RNN(*reversed(p["W_xh"].shape), dtype=x.dtype, device="meta").to_empty(device="cpu")
    weights = (p["W_xh"], p["W_hh"], p["b_h"], torch.zeros_like(p["b_h"]))
    for parameter, weight in zip(rnn.parameters(), weights, strict=True):
        parameter.copy_(weight)
    states, _ = rnn(x)
    return states, F.linear(states, p["W_hy"], p["b_y"])


def _updates(count: int) -> str:
    return "1 update" if count == 1 else f"{count} updates"


def _visible(letter: str) -> str:
    return "␣" if letter == " " else letter
