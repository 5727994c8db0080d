"""Recall of a symbol through distractors: the state, the answer, and how often networks are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rnn_helpers.figures.core.grid import draw_cover, draw_states, move_cover
from rnn_helpers.figures.core.view import View
from rnn_helpers.networks.trace import Trace

# Three of the colours that Okabe and Ito chose for colour-blind readers; dashes and markers tell the lines apart, too.
_LINES = (("#0072B2", "-", "o"), ("#D55E00", "--", "s"), ("#009E73", ":", "^"))
_BAR = "0.6"
_ANSWERS = -0.2  # the row of the answers, below the bars


class DistractorView(View):
    r"""Three panels over one axis, the distractors read so far.

    Above, the hidden state of one network on one sequence as a grid. In the middle, the probability that it gives to
    the right symbol there, and under each bar its answer, the most likely symbol. Below, the share of many sequences
    that each network gets right, if it is asked at that place. Colour (orange below zero, purple above) never stands
    alone: each cell of the grid has its sign.
    """

    frame_label = "symbols read"

    def __init__(
        self,
        traces: Mapping[str, Trace],
        accuracies: Mapping[str, Sequence[float]],
        trained: int,
        chance: float,
        others: Mapping[str, Sequence[Sequence[float]]] | None = None,
    ) -> None:
        r"""Draw the first network after the symbol alone.

        Args:
            traces: the same sequence read by each network, name to trace; the right answer is the same at each step.
            accuracies: how often each network is right after 0, 1, 2 … distractors, T numbers from 0 to 1 each.
            trained: after how many distractors networks were asked in training.
            chance: what guessing gets right, from 0 to 1.
            others: for each kind of network, rows like those of `accuracies` from others of its kind, drawn thinly.
        Raises: ValueError: if there is no network or there are more than three, if names or lengths do not fit, or if
            a trace has no probabilities or targets.
        """
        if not 1 <= len(traces) <= len(_LINES) or list(traces) != list(accuracies):
            raise ValueError(
                f"there are traces of {list(traces)} and accuracies of {list(accuracies)}, "
                f"expected the same one to {len(_LINES)} networks."
            )
        shapes = {tuple(trace.hidden_states.shape) for trace in traces.values()}
        lengths = {len(row) for row in accuracies.values()}
        if len(shapes) != 1 or lengths != {next(iter(shapes))[0]}:
            raise ValueError(f"traces have shapes {shapes}, accuracies lengths {lengths}, expected one (T, H) and T.")
        if any(trace.probabilities is None or trace.targets is None for trace in traces.values()):
            raise ValueError("a trace has no probabilities or no targets, expected both: the picture shows P(right).")
        self.traces, self.accuracies = traces, accuracies
        self.trained, self.chance, self.others = trained, chance, others or {}
        self.choices = {"network": tuple(traces)} if len(traces) > 1 else {}
        ((self.frames, self.hidden_size),) = shapes
        self.figure = Figure(figsize=(8.4, 3.9), layout="constrained")
        self.choose(next(iter(traces)))

    def choose(self, network: str) -> None:
        r"""Show another network in the two upper panels.

        Args:
            network: its name.
        Raises: ValueError: if there is no such network.
        """
        if network not in self.traces:
            raise ValueError(f"there is no network {network!r}, expected one of {', '.join(self.traces)}.")
        self.network, self.trace = network, self.traces[network]
        probabilities, targets = self.trace.probabilities, self.trace.targets
        assert probabilities is not None and targets is not None, "__init__ refuses a trace without them"
        self.targets = targets
        right = [self.trace.outputs.index(target) for target in targets]
        self.rights = [row[i].item() for row, i in zip(probabilities, right, strict=True)]
        self.answers = [self.trace.outputs[i] for i in probabilities.argmax(dim=1)]
        self._draw()
        self.update(0)

    def update(self, frame: int) -> None:
        """Uncover all panels up to a place, and move the markers of the lowest there."""
        for cover, now in self._moving:
            move_cover(cover, now, frame)
        for name, marker in self._markers.items():
            marker.set_data([frame], [self.accuracies[name][frame]])

    def caption(self, frame: int) -> str:
        """Say what was read, what the network answers, and how often each network is right."""
        said = "1 distractor" if frame == 1 else f"{frame} distractors"
        often = ", ".join(f"{name} {row[frame]:.0%}" for name, row in self.accuracies.items())
        return (
            f"{self.network} after {self.targets[frame]} and {said}: it answers {self.answers[frame]}, and gives "
            f"{self.targets[frame]} {self.rights[frame]:.0%}. Right over many sequences: {often}."
        )

    def _draw(self) -> None:
        self.figure.clear()
        panels = self.figure.subplots(3, 1, height_ratios=(2, 1.1, 1.1))
        self._draw_grid(panels[0])
        self._draw_rights(panels[1])
        self._draw_accuracies(panels[2])
        self._moving = [draw_cover(ax, self.frames, clip_on=False) for ax in panels]
        self.animated: Sequence[Artist] = [*(each for pair in self._moving for each in pair), *self._markers.values()]

    def _draw_grid(self, ax: Axes) -> None:
        draw_states(ax, self.trace.hidden_states, 1.0, fontsize=9, small=_sign)
        ax.set_xticks(range(self.frames), self.trace.inputs)
        ax.get_xticklabels()[0].set_fontweight("bold")
        ax.set_yticks(range(self.hidden_size), map(str, range(self.hidden_size)), fontsize=9)
        ax.set_ylabel("unit")
        ax.set_title(f"{self.network}: hidden state after each input", fontsize=10)

    def _draw_rights(self, ax: Axes) -> None:
        ax.bar(range(self.frames), self.rights, color=_BAR)
        for t, answer in enumerate(self.answers):
            weight = "bold" if answer == self.targets[t] else "normal"
            ax.text(t, _ANSWERS, answer, ha="center", va="center", fontsize=10, fontweight=weight)
        ax.axhline(0, color="0.35", linewidth=0.8)
        ax.set(xlim=(-0.5, self.frames - 0.5), ylim=(2 * _ANSWERS, 1.02))
        ax.set_yticks((_ANSWERS, 0.5, 1), ("answer", "50 %", "100 %"))
        ax.set_xticks([])
        ax.set_title(f"{self.network}: probability of {self.targets[0]}, the right answer", fontsize=10)
        ax.spines[["top", "right", "bottom"]].set_visible(False)

    def _draw_accuracies(self, ax: Axes) -> None:
        ax.axhline(self.chance, color="0.6", linewidth=0.8)
        ax.text(self.frames - 0.4, self.chance, " guess", va="center", fontsize=9, color="0.35")
        ax.axvline(self.trained, color="0.6", linewidth=0.8)
        asked = f"asked in training: {self.trained}"
        ax.text(self.trained, 1.07, asked, ha="center", va="bottom", fontsize=9, color="0.35")
        self._markers = {}
        for (name, row), (colour, dashes, marker) in zip(self.accuracies.items(), _LINES, strict=False):
            for other in self.others.get(name, ()):
                ax.plot(range(self.frames), other, dashes, color=colour, linewidth=0.6, alpha=0.6)
            ax.plot(range(self.frames), row, dashes, color=colour, linewidth=1.8)
            style: dict[str, Any] = {"markersize": 9, "markeredgecolor": "black", "clip_on": False, "zorder": 5}
            self._markers[name] = ax.plot([], [], marker, color=colour, **style)[0]
        ax.set(xlim=(-0.5, self.frames - 0.5), ylim=(-0.04, 1.04), xlabel="distractors read so far")
        ax.set_yticks((0, 0.5, 1), ("0 %", "50 %", "100 %"))
        ax.set_xticks(range(0, self.frames, 5))
        title = "right over many; thin: others" if self.others else "all: right over many sequences"
        ax.set_title(title, fontsize=10, loc="left")
        ax.spines[["top", "right"]].set_visible(False)
        # The lines have no markers, the markers no lines: the legend has both in one.
        lines = _LINES[: len(self.accuracies)]
        handles = [ax.plot([], [], dashes + marker, color=colour)[0] for colour, dashes, marker in lines]
        ax.legend(handles, self.accuracies, fontsize=9, loc="lower left", bbox_to_anchor=(1.02, 0.6))


def _sign(value: float) -> str:
    return "+" if value > 0 else "−"
