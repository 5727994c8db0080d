"""Figures of a report: SVG that stands in a page, with words for those who cannot see it, and no colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import matplotlib
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

_WIDTH_IN = 4.6
_STYLE: dict[RcKeyType, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 12,
    "hatch.linewidth": 0.8,
}
_BARS: dict[str, Any] = {"color": "white", "edgecolor": "black", "hatch": "///"}


def distribution(name: str, scores: Sequence[float], worth: float) -> Markup:
    r"""How many students reached how many points.

    Args:
        name: of the assignment; makes the figure's ids its own.
        scores: what counts, a student each; not empty.
        worth: the points that can be had.
    """
    figure, axes = _empty(2.6)
    bins = max(1, min(10, round(worth)))
    step = max(worth, 1e-9) / bins
    # Full marks belong to the last bar, and so does what is above them.
    places = [min(bins - 1, max(0, int(score / step + 1e-9))) for score in scores]
    counts = [places.count(place) for place in range(bins)]
    drawn = axes.bar([(place + 0.5) * step for place in range(bins)], counts, width=0.9 * step, **_BARS)
    axes.bar_label(drawn, [str(count) if count else "" for count in counts])
    axes.set(xlabel=f"points of {worth:g}", ylabel="students", xlim=(0, bins * step))
    axes.set_ylim(0, 1.15 * max(counts))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    words = "; ".join(
        f"{place * step:g} to {(place + 1) * step:g} points: {count}" for place, count in enumerate(counts) if count
    )
    return _svg(figure, f"{name}-scores", f"Distribution of scores in {name}", f"Number of students. {words}.")


def difficulty(name: str, shares: Sequence[tuple[str, float]]) -> Markup:
    r"""The mean share of an exercise's points that was reached.

    Args:
        name: of the assignment.
        shares: exercises, in order, each with its share, 0 to 1.
    """
    figure, axes = _empty(0.8 + 0.38 * len(shares))
    labels, values = [label for label, _ in shares], [100 * share for _, share in shares]
    drawn = axes.barh(range(len(labels)), values, height=0.6, **_BARS)
    axes.bar_label(drawn, [f"{value:.0f} %" for value in values], padding=3)
    axes.set_yticks(range(len(labels)), [label if len(label) <= 22 else f"{label[:21]}…" for label in labels])
    axes.invert_yaxis()
    axes.set(xlabel="mean share in percent", xlim=(0, 118), xticks=[0, 25, 50, 75, 100])
    words = "; ".join(f"{label}: {value:.0f} percent" for label, value in zip(labels, values, strict=True))
    return _svg(figure, f"{name}-difficulty", f"Share of the points reached in {name}", f"{words}.")


def _empty(height_in: float) -> tuple[Figure, matplotlib.axes.Axes]:
    with matplotlib.rc_context(_STYLE):
        # Not by pyplot, which looks for a screen.
        figure = Figure(figsize=(_WIDTH_IN, height_in), layout="constrained")
        axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Figure, id: str, title: str, words: str) -> Markup:
    """The figure as an element of a page; the same content gives the same text."""
    id = re.sub(r"\W", "-", id)
    file = StringIO()
    with matplotlib.rc_context({**_STYLE, "svg.hashsalt": id, "svg.id": None}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawing = file.getvalue()
    # Groups have the same names in every figure; what is referred to has names of its own.
    content = re.sub(r'<g id="[^"]*"', "<g", drawing[drawing.index(">", drawing.index("<svg")) + 1 :])
    width, height = (72 * inches for inches in figure.get_size_inches())
    named = f'role="img" aria-labelledby="{id}-title {id}-words"'
    head = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {width:g} {height:g}" {named}>'
    said = f'<title id="{id}-title">{escape(title)}</title><desc id="{id}-words">{escape(words)}</desc>'
    return Markup(f"{head}{said}{content}")
