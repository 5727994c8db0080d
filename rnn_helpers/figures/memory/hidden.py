"""The hidden state of a recurrent network, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rnn_helpers.figures.core.grid import draw_cover, draw_states, move_cover
from rnn_helpers.figures.core.view import DIVERGING, View, show, signed
from rnn_helpers.networks.trace import Trace

_MOST_UNITS = 8
_MOST_CLASSES = 8
_TOP = 5
_BARS_PT = 115  # height that the bars of a panel share, in points


class HiddenStateView(View):
    r"""Three panels: the states so far as a grid, the state now as bars, the prediction as bars.

    The grid shows when a unit changes, the bars how much. Colour (orange below zero, purple above) never
    stands alone: the grid has signed numbers, or signs where cells are small, and the bars grow to both sides.
    """

    frame_label = "step"

    def __init__(self, trace: Trace | Mapping[str, Trace], units: Sequence[int] | None = None) -> None:
        r"""Draw what does not change from step to step.

        Args:
            trace: the recording, or several by name: then the picture has a choice between them.
            units: which hidden units to show; without it, the eight that are strongest on average.
        Raises: ValueError: if there is no trace, a unit that is not there, or traces of several sizes.
        """
        self.traces = dict(trace) if isinstance(trace, Mapping) else {"network": trace}
        shapes = {name: tuple(each.hidden_states.shape) for name, each in self.traces.items()}
        if len(set(shapes.values())) != 1:
            raise ValueError(f"the traces have shapes {shapes}, expected at least one, and all of one (T, H).")
        self.choices = {"network": tuple(self.traces)} if len(self.traces) > 1 else {}
        self.network = next(iter(self.traces))
        self.frames, self.hidden_size = shapes[self.network]
        self.figure = Figure(figsize=(8.4, 3), layout="constrained")
        self.choose(units=strongest_units(self.traces[self.network]) if units is None else units)

    def choose(self, network: str | None = None, units: Sequence[int] | None = None) -> None:
        r"""Show another trace, or other units; what is left out stays as it is.

        Args:
            network: name of the trace.
            units: which hidden units to show.
        Raises: ValueError: if there is no such trace or unit.
        """
        if network is not None and network not in self.traces:
            raise ValueError(f"there is no network {network!r}, expected one of {', '.join(self.traces)}.")
        if units is not None and not (units and all(0 <= unit < self.hidden_size for unit in units)):
            raise ValueError(f"units are {list(units)}, expected some of 0 to {self.hidden_size - 1}.")
        self.network = network or self.network
        self.trace = self.traces[self.network]
        if units is not None:
            self.units = sorted(units)
        self._draw()

    def update(self, frame: int) -> None:
        """Uncover the grid up to a step, and set the bars to it."""
        move_cover(self._future, self._now, frame)
        self._state_bars.set_segments(_bars(self.states[frame].tolist()))
        self._state_bars.set_color(self._colours[frame])
        if self.trace.probabilities is None:
            return
        rows = self.prediction(frame)
        self._class_bars.set_segments(_bars([probability for _, probability in rows]))
        for name, (label, _) in zip(self._names, rows, strict=False):
            name.set_text(label)
        best = max(range(len(rows)), key=lambda row: rows[row][1])
        self._best.set_text(f" {rows[best][1]:.0%}")
        self._best.set_position((rows[best][1], best))
        if self.trace.targets is not None:
            right = [row for row, (label, _) in enumerate(rows) if label == self.trace.targets[frame]]
            self._right.set_data([1.5] * len(right), right)

    def caption(self, frame: int) -> str:
        """Say what was read, which units are strongest, and what is predicted."""
        trace = self.trace
        state = trace.hidden_states[frame]
        strongest = state[self.units].abs().argsort(descending=True, stable=True)[:3].tolist()
        units = ", ".join(f"unit {self.units[i]} at {signed(state[self.units[i]].item())}" for i in strongest)
        words = [f"{self.network}: step" if self.choices else "Step", f"{frame + 1} of {self.frames}"]
        text = f"{' '.join(words)} reads {trace.inputs[frame]!r}. Strongest: {units}."
        if trace.probabilities is not None:
            text += f" Prediction: {self._predicted(frame)}."
        return text

    def _predicted(self, frame: int) -> str:
        """What is most likely, and whether it is right; what looks equally likely is a tie, and no answer."""
        rows = self.prediction(frame)
        most = f"{max(probability for _, probability in rows):.0%}"
        best = [repr(label) for label, probability in rows if f"{probability:.0%}" == most]
        tied = len(best) > 1
        text = f"a tie, {' and '.join(best)} with {most} each" if tied else f"{best[0]} with {most}"
        if self.trace.targets is None:
            return text
        right = repr(self.trace.targets[frame])
        if right not in best:
            return f"{text}, but {right} is right"
        return f"{text}, and {right} is right" if tied else f"{text}, which is right"

    def prediction(self, frame: int) -> list[tuple[str, float]]:
        r"""List the classes to show with their probabilities: all in order, or the five most likely of many."""
        assert self.trace.probabilities is not None, f"{self.network} predicts nothing: its trace has no probabilities"
        row = self.trace.probabilities[frame]
        few = len(row) <= _MOST_CLASSES
        shown = range(len(row)) if few else row.argsort(descending=True, stable=True)[:_TOP].tolist()
        return [(self.trace.outputs[i], row[i].item()) for i in shown]

    def _draw(self) -> None:
        self.states = self.trace.hidden_states[:, self.units]  # (T, units shown)
        # ReLU states have no bound: the scale is that of the largest state, and never below tanh's.
        self.limit = max(1.0, self.states.abs().max().item())
        self.figure.clear()
        predicts = self.trace.probabilities is not None
        panels = self.figure.subplots(1, 2 + predicts, width_ratios=(1.9, 0.9, 1)[: 2 + predicts])
        self.animated = [*self._draw_grid(panels[0]), *self._draw_bars(panels[1])]
        if predicts:
            self.animated += self._draw_prediction(panels[2])
        self.update(0)

    def _draw_grid(self, ax: Axes) -> list[Artist]:
        draw_states(ax, self.states, self.limit, fontsize=9, small=_sign)
        crowded = sum(len(label) + 1 for label in self.trace.inputs) > 40
        ax.set_xticks(range(self.frames), self.trace.inputs, rotation=90 if crowded else 0)
        ax.set_yticks(range(len(self.units)), map(str, self.units))
        ax.set(title="hidden state so far", xlabel="input read", ylabel="unit")
        self._future, self._now = draw_cover(ax, self.frames)
        return [self._future, self._now]

    def _draw_bars(self, ax: Axes) -> list[Artist]:
        n = len(self.units)
        self._colours = colormaps[DIVERGING](0.5 + self.states.numpy() / (2 * self.limit))  # (T, units shown, RGBA)
        # One collection of thick lines costs a tenth of as many bars to redraw.
        self._state_bars = ax.hlines(range(n), 0, [0.0] * n, linewidth=_BARS_PT / n)
        ax.axvline(0, color="0.35", linewidth=0.8)
        ax.grid(axis="x", color="0.9")
        ax.set(title="hidden state now", xlim=(-1.05 * self.limit, 1.05 * self.limit), ylim=(n - 0.5, -0.5))
        ax.set(xlabel="value", axisbelow=True)
        ax.set_yticks(range(n), map(str, self.units))
        return [self._state_bars]

    def _draw_prediction(self, ax: Axes) -> list[Artist]:
        rows = self.prediction(0)
        n = len(rows)
        self._class_bars = ax.hlines(range(n), 0, [0.0] * n, linewidth=_BARS_PT / n, color="0.7")
        self._best = ax.text(0, 0, "", va="center", fontsize=9)
        self._right = ax.plot([], [], "k*", markersize=10)[0]
        ax.grid(axis="x", color="0.9")
        ax.set(title="what comes next?", xlim=(0, 1.6), ylim=(n - 0.5, -0.5), axisbelow=True)
        ax.set_xticks((0, 0.5, 1), ("0 %", "50 %", "100 %"))
        ax.set_xlabel("probability" if self.trace.targets is None else "probability   (★ right)")
        many = len(self.trace.outputs) > _MOST_CLASSES
        ax.set_yticks(range(n), [label for label, _ in rows])
        # Of many classes, each step shows others: then the names move, too.
        self._names = [ax.text(-0.04, row, "", ha="right", va="center", fontsize=9) for row in range(n)] if many else []
        if many:  # unseen, the longest of all keeps the room
            longest = max((label for t in range(self.frames) for label, _ in self.prediction(t)), key=len)
            ax.set_yticks(range(n), [longest] * n, fontsize=9, alpha=0)
        return [self._class_bars, self._best, self._right, *self._names]


def plot_hidden(trace: Trace, t: int, units: Sequence[int] | None = None) -> None:
    r"""Show a trace at one step, standing still: the picture that `HiddenStateStepper` walks through.

    Args:
        trace: the recording.
        t: the step, 1 ≤ t ≤ T: the picture shows h_t, the state after t inputs.
        units: which hidden units to show; without it, the eight that are strongest on average.

    Raises:
        IndexError: if there is no such step.
        ValueError: if there is no such unit.
    """
    show(HiddenStateView(trace, units), t)


def strongest_units(trace: Trace) -> list[int]:
    r"""Pick the units to show: all of them, or the eight with the largest mean absolute value, in order."""
    strength = trace.hidden_states.abs().mean(0)  # (H,)
    return sorted(strength.argsort(descending=True, stable=True)[:_MOST_UNITS].tolist())


def _bars(lengths: Sequence[float]) -> list[list[tuple[float, float]]]:
    return [[(0.0, row), (length, row)] for row, length in enumerate(lengths)]


def _sign(value: float) -> str:
    return "+" if value > 0 else "−"
