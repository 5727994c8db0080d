"""What many networks answer to one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rnn_helpers.figures.core.view import show_figure


def plot_answers(answers: Mapping[str, Sequence[int]], question: Sequence[int], right: int, classes: int) -> None:
    r"""Count who answers what, a panel for each group of networks, and say the counts in words.

    Args:
        answers: name of the group to its answers, one a network, each from 0 to V - 1.
        question: the window that all were asked, for the title.
        right: the right answer, drawn dark and with a star.
        classes: V, how many answers there could be.
    Raises: ValueError: if a group is empty or an answer is no class.
    """
    if not answers or not all(len(group) for group in answers.values()):
        raise ValueError("answers has an empty group, expected at least one answer for each name.")
    if not all(0 <= answer < classes for group in (*answers.values(), [right]) for answer in group):
        raise ValueError(f"an answer is no class, expected whole numbers from 0 to {classes - 1}.")
    figure = Figure(figsize=(7, 2.6), layout="constrained")
    figure.suptitle(f"What follows {list(question)}?")
    panels = figure.subplots(1, len(answers), sharey=True, squeeze=False)[0]
    sentences = []
    for ax, (name, group) in zip(panels, answers.items(), strict=True):
        counts = [sum(answer == label for answer in group) for label in range(classes)]
        _draw_counts(ax, counts, right)
        ax.set(title=f"{name}, {len(group)} networks", xlabel="answer   (★ right)")
        listed = ", ".join(f"{label} from {count}" for label, count in enumerate(counts) if count)
        sentences.append(f"{name}: {listed}; {counts[right]} of {len(group)} are right")
    panels[0].set_ylabel("networks")
    show_figure(figure, f"Answers to {list(question)}. {'. '.join(sentences)}.")


def _draw_counts(ax: Axes, counts: Sequence[int], right: int) -> None:
    colours = ["#0072B2" if label == right else "0.75" for label in range(len(counts))]
    bars = ax.bar(range(len(counts)), counts, color=colours)
    ax.bar_label(bars)
    ax.set_xticks(range(len(counts)), [f"{label} ★" if label == right else f"{label}" for label in range(len(counts))])
    ax.margins(y=0.15)
    ax.spines[["top", "right"]].set_visible(False)
