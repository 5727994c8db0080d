"""What several models say, class by class, beside what is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.view import show_figure


def plot_confusions(counts: Mapping[str, Tensor], classes: Sequence[str]) -> None:
    r"""Draw a confusion matrix for each model, and say in words what became of each class.

    Args:
        counts: name of the model to how often class i was answered j, [i, j], whole numbers, (V, V).
        classes: the V classes.
    Raises: ValueError: if there is no model, a matrix of another shape, or a class that is never right.
    """
    V = len(classes)
    wrong = {name: tuple(matrix.shape) for name, matrix in counts.items() if matrix.shape != (V, V)}
    if not counts or wrong or not all(matrix.sum(1).all() for matrix in counts.values()):
        raise ValueError(f"counts has {wrong or 'an empty row or none'}, expected rows of cases, ({V}, {V}), by name.")
    figure = Figure(figsize=(3.9 * len(counts), 3.2), layout="constrained")
    panels = figure.subplots(1, len(counts), squeeze=False, sharey=True)[0]
    for ax, (name, matrix) in zip(panels, counts.items(), strict=True):
        _draw(ax, matrix)
        ax.set(title=name, xlabel="answered")
        ax.set_xticks(range(V), classes)
        ax.set_yticks(range(V), classes)
    panels[0].set_ylabel("right")
    show_figure(figure, " ".join(_words(name, matrix, classes) for name, matrix in counts.items()))


def _draw(ax: Axes, matrix: Tensor) -> None:
    """Numbers are counts, a colour is the share of its row: large classes do not outshine small ones."""
    share = matrix / matrix.sum(1, keepdim=True)
    ax.imshow(share.numpy(), cmap="Blues", vmin=0, vmax=1)
    for i, row in enumerate(matrix.tolist()):
        for j, count in enumerate(row):
            ink = "white" if share[i, j] > 0.6 else "black"
            weight = "bold" if i == j else "normal"
            ax.text(j, i, f"{count}\n{share[i, j]:.0%}", ha="center", va="center", color=ink, weight=weight)


def _words(name: str, matrix: Tensor, classes: Sequence[str]) -> str:
    rows = []
    for i, label in enumerate(classes):
        others = matrix[i].clone()
        others[i] = -1
        often = int(torch.argmax(others))
        rows.append(f"{label} {matrix[i, i]} of {matrix[i].sum()} right, {others[often]} called {classes[often]}")
    return f"{name}: {'; '.join(rows)}."
