"""What a memory of one number is made of, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rnn_helpers.figures.core.view import View

#: A smaller share counts as lost.
LOST = 0.02
_DARK = 0.4  # share from which on black ink would be hard to read
_INK = "#3F007D"


class MemoryView(View):
    r"""Readers of one sentence: what each memory is made of so far, and how much of it is one of the words.

    Each reader mixes what it reads into a single number, so that the number is a sum over the words read, and the
    shares of the words and of the empty beginning add up to 1. A grid has a row for each reader and a column for
    each word; white is nothing, and every share that is not lost is written in its cell.

    Attributes:
        shares: name of a reader to the shares after each word, (T, T + 1); column 0 is the empty beginning.
    """

    frame_label = "word"

    def __init__(self, words: Sequence[str], readers: Mapping[str, float | Sequence[float]], follow: str) -> None:
        r"""Draw what does not change from word to word.

        Args:
            words: the sentence, T words.
            readers: name to the share of its memory that a reader keeps at each word, T numbers or one for all.
            follow: the word whose share is drawn on the right; of several equal ones the first.
        Raises: ValueError: if the words do not fit the readers, or a share is not from 0 to 1.
        """
        if follow not in words:
            raise ValueError(f"follow is {follow!r}, expected one of the words {', '.join(words)}.")
        if not readers:
            raise ValueError("readers is empty, expected at least one name with what it keeps.")
        self.words, self.follow = list(words), follow
        self.frames = len(self.words)
        self.shares = {name: shares(_for_each(keep, self.frames, name)) for name, keep in readers.items()}
        self._columns = ["(empty)", *("(full stop)" if word == "." else word for word in words)]
        # Fixed margins, in inches: the picture stays still while its numbers change.
        heights = {"bottom": 0.12 + 0.085 * max(map(len, self._columns)), "grid": 0.42 * len(readers), "top": 0.35}
        total = sum(heights.values())
        self.figure = Figure(figsize=(8.4, total))
        y, height = heights["bottom"] / total, heights["grid"] / total
        places = ((0.1, 0.6), (0.71, 0.012), (0.8, 0.19))
        grid, scale, bars = (self.figure.add_axes((x, y, width, height)) for x, width in places)
        self.animated = [*self._draw_grid(grid), *self._draw_bars(bars)]
        self._draw_scale(scale)
        self.update(0)

    def update(self, frame: int) -> None:
        """Set the grid and the bars to what the memories hold after a word."""
        now = np.stack([each[frame] for each in self.shares.values()])  # (readers, T + 1)
        self._cells.set_data(np.where(now < LOST, 0, now))
        for number, share in zip(self._numbers, now.flatten(), strict=True):
            number.set_text("" if share < LOST else percent(share).removesuffix(" %"))
            number.set_color("white" if share > _DARK else "black")
        self._now.set_x(frame + 0.5)
        self._future.set_x(frame + 1.5)
        followed = [self.share(name, frame) for name in self.shares]
        lengths = [0 if share < LOST else share for share in followed]
        self._bars.set_segments([[(0, row), (length, row)] for row, length in enumerate(lengths)])
        for label, share, length in zip(self._labels, followed, lengths, strict=True):
            label.set_text(self._say(share, frame))
            label.set_x(length + 0.04)

    def caption(self, frame: int) -> str:
        """Say which word was read, and what each reader still has of the followed one."""
        said = "; ".join(f"{name} {self._say(self.share(name, frame), frame)}" for name in self.shares)
        return f"Word {frame + 1} of {self.frames}, {self.words[frame]!r}. Of {self.follow!r} in memory: {said}."

    def share(self, name: str, frame: int) -> float:
        r"""How much of a reader's memory is the followed word, in a frame counted from 0."""
        return float(self.shares[name][frame, self.words.index(self.follow) + 1])

    def _say(self, share: float, frame: int) -> str:
        if frame < self.words.index(self.follow):
            return "not read yet"
        return "lost" if share < LOST else percent(share)

    def _draw_grid(self, ax: Axes) -> list[Artist]:
        rows, T = len(self.shares), self.frames
        # The square root lifts small shares out of the white; the numbers say what is true.
        blank, norm = np.zeros((rows, T + 1)), PowerNorm(0.5, 0, 1)
        self._cells = ax.imshow(blank, cmap="Purples", norm=norm, aspect="auto")
        places = [(column, row) for row in range(rows) for column in range(T + 1)]
        self._numbers = [ax.text(*place, "", ha="center", va="center", fontsize=9) for place in places]
        ax.set_xticks(range(T + 1), self._columns, rotation=90)
        ax.get_xticklabels()[self.words.index(self.follow) + 1].set(fontweight="bold", color=_INK)
        ax.set_yticks(range(rows), self.shares)
        ax.set_yticks([row + 0.5 for row in range(rows - 1)], minor=True)
        ax.grid(which="minor", axis="y", color="0.8")
        ax.tick_params(which="both", length=0)
        ax.spines[:].set_visible(False)
        ax.set_title("what the memory is made of, in %   (blank: under 2 %, lost)", fontsize=11)
        column = self.words.index(self.follow) + 0.5
        followed = Rectangle((column, -0.5), 1, rows, fill=False, edgecolor=_INK, linestyle=":", linewidth=1.5)
        self._future = Rectangle((0.5, -0.6), T + 1, rows + 0.2, facecolor="white", zorder=3)
        self._now = Rectangle((0.5, -0.5), 1, rows, fill=False, edgecolor="black", linewidth=2.5, zorder=4)
        patches = [ax.add_patch(patch) for patch in (followed, self._future, self._now)]
        return [self._cells, *self._numbers, *patches]

    def _draw_scale(self, ax: Axes) -> None:
        # A stepper looks for its colours in the first frame: here it finds all that will come.
        ax.figure.colorbar(
            self._cells, cax=ax, ticks=(0, 0.05, 0.25, 0.5, 1), format=lambda share, _: f"{100 * share:.0f} %"
        )
        ax.tick_params(labelsize=9, length=2)

    def _draw_bars(self, ax: Axes) -> list[Artist]:
        rows = len(self.shares)
        self._bars = ax.hlines(range(rows), 0, [0.0] * rows, linewidth=14, color=_INK)
        self._labels = [ax.text(0, row, "", va="center", fontsize=9) for row in range(rows)]
        ax.axvline(0, color="0.35", linewidth=0.8)
        ax.set_title(f"of that, '{self.follow}'", fontsize=11)
        ax.set(xlim=(0, 1.45), ylim=(rows - 0.5, -0.5), xlabel="share of the memory")
        ax.set_xticks((0, 0.5, 1), ("0 %", "50 %", "100 %"))
        ax.set_yticks([])
        ax.spines[["top", "right", "left"]].set_visible(False)
        return [self._bars, *self._labels]


def shares(keeps: Sequence[float]) -> np.ndarray:
    r"""Find what a memory is made of after each word.

    Args:
        keeps: the share of the memory that is kept at each word, T numbers from 0 to 1.
    Returns: the shares, (T, T + 1). In row t, column 0 is what was there before the first word, column s word s.
        Each row adds up to 1.
    """
    taken = np.concatenate(([1.0], 1 - np.asarray(keeps)))  # the empty beginning is there as a whole
    T = len(keeps)
    # What came in at s goes on through every keep after it, and the product of none is 1.
    left = [[np.prod(keeps[s:t]) if s <= t else 0 for s in range(T + 1)] for t in range(1, T + 1)]
    return np.array(left) * taken


def percent(share: float) -> str:
    r"""Write a share in percent, with a decimal where it is small: 70 %, 6.3 %."""
    return f"{100 * share:.0f} %" if round(100 * share, 1) >= 10 else f"{100 * share:.1f} %"


def _for_each(keep: float | Sequence[float], T: int, name: str) -> list[float]:
    keeps = [float(keep)] * T if isinstance(keep, int | float) else [float(each) for each in keep]
    if len(keeps) != T or not all(0 <= each <= 1 for each in keeps):
        raise ValueError(f"{name} keeps {keep}, expected a number from 0 to 1, or one for each of the {T} words.")
    return keeps
