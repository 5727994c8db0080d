"""A map of the course's terms: boxes, and between them arrows that read as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from rnn_helpers.figures.core.view import View
from rnn_helpers.glossary import TERMS, in_a_sentence

#: Column and row of each term on the map, laid out by hand: terms with an arrow between them are neighbours.
PLACES = {
    name: (column, row)
    for row, names in enumerate(
        (
            ("Forget gate", "Gate", "GRU", "Embedding", "One-hot vector"),
            ("Cell state", "LSTM", "Recurrent neural network", "Bias", "Token"),
            ("Gradient clipping", "Vanishing gradient", "Hidden state", "Output layer", "Vocabulary"),
            ("Exploding gradient", "Jacobian", "Activation function", "Weight matrix", "Logit"),
            ("Truncation", "Backpropagation through time", "Learning rate", "Gradient descent", "Softmax"),
            ("", "Real-time recurrent learning", "Gradient", "Loss", "Cross-entropy"),
        )
    )
    for column, name in enumerate(names)
    if name
}
_ACROSS, _DOWN = 1.77, 0.68  # inches from box to box
_WIDE, _HIGH = 1.22, 0.39  # inches of a box
_ORANGE, _BLUE, _GREY = "#D55E00", "#0072B2", "0.45"

Point = tuple[float, float]


class ConceptMap(View):
    r"""All terms that have a place; a frame marks one of them and its neighbours.

    Attributes:
        terms: the terms on the map, in the order of the glossary; one frame each.
        arrows: from term, to term: the words between the two.
    """

    frame_label = "term"

    def __init__(self, places: Mapping[str, tuple[int, int]] = PLACES) -> None:
        r"""Draw boxes and arrows.

        Args:
            places: column and row of each term that is to be seen, by its name.
        Raises: ValueError: if a name is that of no term.
        """
        self.terms = [term for term in TERMS if term.name in places]
        if unknown := set(places) - {term.name for term in self.terms}:
            raise ValueError(f"{', '.join(sorted(unknown))}: no such term, expected names as in the glossary.")
        self.frames = len(self.terms)
        self.arrows = {
            (term.name, other): words for term in self.terms for other, words in term.leads if other in places
        }
        self._middles = {name: (column * _ACROSS, row * _DOWN) for name, (column, row) in places.items()}
        columns, rows = (max(place[k] for place in places.values()) for k in (0, 1))
        left, bottom = -_WIDE / 2 - 0.05, rows * _DOWN + _HIGH / 2 + 0.05
        top = -0.32  # what is between terms of the first row stands a little higher than they
        self.figure = Figure(figsize=(columns * _ACROSS - 2 * left, bottom - top))
        ax = self.figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(left, columns * _ACROSS - left), ylim=(bottom, top))
        ax.axis("off")
        self._draw(ax)
        self.update(0)

    def update(self, frame: int) -> None:
        """Mark a term, its arrows and its neighbours."""
        name = self.terms[frame].name
        mine = [ends for ends in self.arrows if name in ends]
        near = {end for ends in mine for end in ends} - {name}
        self._lines.set_segments([self._ends(*ends) for ends in mine])
        self._near.set_verts([_corners(self._middles[other], 0.03) for other in sorted(near)])
        self._marked.set_verts([_corners(self._middles[name], 0.03)])
        for ends, words in self._words.items():
            words.set_visible(ends in mine)

    def caption(self, frame: int) -> str:
        """Say what the term is, and read its arrows aloud."""
        term = self.terms[frame]
        told = [f"{a} {words} {in_a_sentence(b)}." for (a, b), words in self.arrows.items() if term.name in (a, b)]
        return f"Term {frame + 1} of {self.frames}, {term.name}: {term.sentence} On the map: {' '.join(told)}"

    def _draw(self, ax: Axes) -> None:
        for (a, b), words in self.arrows.items():
            start, end = self._ends(a, b)
            head = {"arrowstyle": "-|>", "color": _GREY, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", end, start, arrowprops=head)
            self._label(ax, a, b, words, color="0.25")
        for name, (x, y) in self._middles.items():
            ax.text(x, y, fill(name, 16), ha="center", va="center", fontsize=9, linespacing=1.0)
        boxes = [_corners(middle, 0) for middle in self._middles.values()]
        ax.add_collection(PolyCollection(boxes, facecolor="0.95", edgecolor="0.6", zorder=0), autolim=False)
        self._lines = LineCollection([], color=_ORANGE, linewidth=7, alpha=0.35)
        self._near = PolyCollection([], facecolor="none", edgecolor=_BLUE, linewidth=1.8, linestyle="--")
        self._marked = PolyCollection([], facecolor="none", edgecolor=_ORANGE, linewidth=3.2)
        for artist in (self._lines, self._near, self._marked):
            ax.add_collection(artist, autolim=False)
        # Once more, to stand above the marked lines.
        self._words = {
            ends: self._label(ax, *ends, words, color="black", weight="bold") for ends, words in self.arrows.items()
        }
        self.animated = [self._lines, self._near, self._marked, *self._words.values()]

    def _label(self, ax: Axes, a: str, b: str, words: str, **style: Any) -> Text:
        """Write what is between two terms: above a level arrow, on any other."""
        (x0, y0), (x1, y1) = self._ends(a, b)
        level = y0 == y1
        share = 0.5 if level or x0 == x1 else 0.42  # a slanting arrow begins beside a label of the row where it ends
        lines = fill(words, 7, break_long_words=False) if level else words
        return ax.text(
            x0 + share * (x1 - x0), y0 + share * (y1 - y0) - 0.04 * level, lines, fontsize=8.5,
            ha="center", va="bottom" if level else "center", linespacing=1.0,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.0 if level else 0.6}, **style,
        )  # fmt: skip

    def _ends(self, a: str, b: str) -> tuple[Point, Point]:
        """Where an arrow leaves its box, and where it meets the other."""
        (ax, ay), (bx, by) = self._middles[a], self._middles[b]
        across, down = bx - ax, by - ay
        share = min(_WIDE / 2 / abs(across) if across else 1, _HIGH / 2 / abs(down) if down else 1)
        return (ax + share * across, ay + share * down), (bx - share * across, by - share * down)


def _corners(middle: Point, margin: float) -> list[Point]:
    (x, y), wide, high = middle, _WIDE / 2 + margin, _HIGH / 2 + margin
    return [(x - wide, y - high), (x + wide, y - high), (x + wide, y + high), (x - wide, y + high)]
