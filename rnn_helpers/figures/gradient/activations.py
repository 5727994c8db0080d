"""Three activation functions and their slopes."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from rnn_helpers.figures.core.view import show_figure

_RANGE = 5.0  # both curves are flat from here on
# Three of the colours that Okabe and Ito chose for colour-blind readers.
_STYLES = {
    "tanh": (torch.tanh, "-", "#0072B2"),
    "sigmoid": (torch.sigmoid, "--", "#D55E00"),
    "ReLU": (torch.relu, ":", "#000000"),
}


def plot_activations() -> None:
    """Show tanh, sigmoid and ReLU beside their slopes, with a description in words."""
    a = torch.linspace(-_RANGE, _RANGE, 401, requires_grad=True)
    figure = Figure(figsize=(8.6, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    for name, (activation, line, colour) in _STYLES.items():
        value = activation(a)
        (slope,) = torch.autograd.grad(value.sum(), a)
        for ax, curve in ((left, value), (right, slope)):
            ax.plot(a.detach().numpy(), curve.detach().numpy(), line, color=colour, linewidth=2, label=name)
    left.set(title="activation", xlabel="sum a that comes in", ylabel="state that comes out", ylim=(-1.2, 2.2))
    right.set(title="slope", xlabel="sum a that comes in", ylabel="slope", ylim=(-0.05, 1.1))
    for ax in (left, right):
        ax.axhline(0, color="0.6", linewidth=0.8, zorder=0)
        ax.grid(color="0.92")
        ax.set_axisbelow(True)
    left.legend(loc="upper left")
    show_figure(
        figure,
        "Left: tanh rises from -1 to 1 and is 0 at 0; sigmoid rises from 0 to 1 and is 0.5 at 0; ReLU is 0 up to 0 "
        "and grows without end after it. Right: the slope of tanh is a hill of height 1 around 0, that of sigmoid a "
        "hill of height 0.25; both are almost 0 at the edges. The slope of ReLU jumps from 0 to 1.",
    )
