"""How much of an error is left after so many steps back in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from rnn_helpers.figures.core.view import show_figure

# Five of the colours that Okabe and Ito chose for colour-blind readers.
_LINES = (("#D55E00", "-"), ("#CC79A7", "--"), ("#0072B2", "-."), ("#009E73", "-"), ("black", ":"))
_LIMITS = (1e-10, 10)


def plot_error_flow(left: Mapping[str, Sequence[float]]) -> None:
    r"""Draw, for each unit, what is left of an error of 1 when it is carried back.

    Args:
        left: name of the unit to what is left after 0, 1, 2 … steps back, all positive, at most five units.
    Raises: ValueError: if there is no unit, a unit too many, or a number that is not positive.
    """
    if not 1 <= len(left) <= len(_LINES):
        raise ValueError(f"left has {len(left)} units, expected 1 to {len(_LINES)}.")
    for name, values in left.items():
        if not values or min(values) <= 0:
            raise ValueError(f"left[{name!r}] is empty or has a number that is not positive: it has no logarithm.")
    figure = Figure(figsize=(8.6, 3.4), layout="constrained")
    ax = figure.subplots()
    for (name, values), (colour, line) in zip(left.items(), _LINES, strict=False):
        ax.plot(range(len(values)), values, line, color=colour, linewidth=2.2, label=name)
    ax.set(xlabel="steps back", ylabel="left of an error of 1", yscale="log", ylim=_LIMITS)
    ax.grid(color="0.92")
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    ends = "; ".join(f"{name}: {values[-1]:.2g} after {len(values) - 1} steps" for name, values in left.items())
    show_figure(figure, f"What is left of an error of 1 on its way back. {ends}.")
