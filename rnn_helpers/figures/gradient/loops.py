"""A number in a loop that multiplies it again and again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from matplotlib.figure import Figure

from rnn_helpers.figures.core.view import show_figure

_TOP = 5.0  # what grows beyond this leaves the picture
# Okabe and Ito's colours for colour-blind readers; every line has a style and a name, too.
_STYLES = (("#0072B2", "-"), ("#56B4E9", "--"), ("black", "-"), ("#E69F00", "--"), ("#D55E00", "-"))


def plot_loops(factors: Sequence[float], rounds: int) -> None:
    r"""Draw what becomes of a 1 that is multiplied by a factor in every round, a line for each factor.

    Args:
        factors: positive numbers, each drawn and named.
        rounds: how many rounds, at least 1.
    Raises: ValueError: if there is no factor, one is not above 0, or there is no round.
    """
    if not factors or min(factors) <= 0 or rounds < 1:
        raise ValueError(
            f"there are {rounds} rounds with factors {list(factors)}, expected factors above 0 and at least 1 round."
        )
    figure = Figure(figsize=(7.4, 3), layout="constrained")
    ax = figure.subplots()
    said = []
    for factor, (colour, style) in zip(factors, cycle(_STYLES), strict=False):
        values = [factor**n for n in range(rounds + 1)]
        inside = [value for value in values if value <= _TOP]
        ax.plot(inside, style, color=colour, linewidth=2)
        ax.annotate(f"× {factor:g}", (len(inside) - 1, inside[-1]), (6, 0), textcoords="offset points", va="center")
        said.append(f"× {factor:g} ends at {_short(values[-1])}")
    ax.set(xlabel="round", ylabel="value", xlim=(0, 1.12 * rounds), ylim=(-0.1, _TOP))
    ax.set_title("A 1 goes round in a loop")
    ax.grid(color="0.9")
    ax.spines[["top", "right"]].set_visible(False)
    show_figure(figure, f"A 1 after {rounds} rounds: {'; '.join(said)}. What grows beyond {_TOP:g} leaves the picture.")


def _short(value: float) -> str:
    return f"{value:.2f}" if 0.01 <= value < 1000 else f"{value:.1g}" if value < 1 else f"{value:,.0f}"
