"""The gates of an LSTM, step by step: what one unit lets in, keeps and shows."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from matplotlib.figure import Figure

from rnn_helpers.figures.core.grid import draw_cover, draw_states, move_cover
from rnn_helpers.figures.core.view import View, signed
from rnn_helpers.networks.trace import GateTrace

#: Quantity to its row's label, in the order in which a step computes them.
ROWS = {
    "input gate": "input gate  i",
    "candidate": "candidate  g",
    "forget gate": "forget gate  f",
    "cell": "cell  c",
    "output gate": "output gate  o",
    "state": "state  h",
}


class GateView(View):
    r"""One unit of an LSTM: a row for each gate and value, a column for each step, the step's sums written out below.

    Colour (orange below zero, purple above, white is zero) never stands alone: every cell has its signed number.
    """

    frame_label = "step"

    def __init__(self, traces: Mapping[str, GateTrace], unit: int) -> None:
        r"""Draw what does not change from step to step.

        Args:
            traces: recordings by name, all of one length: if there are several, the picture has a choice between them.
            unit: which unit of the LSTM.
        Raises: ValueError: if there is no trace, a unit that is not there, or traces of several lengths.
        """
        self.traces, self.unit = dict(traces), unit
        sizes = {name: tuple(trace.quantities["cell"].shape) for name, trace in self.traces.items()}
        if len({T for T, _ in sizes.values()}) != 1:
            raise ValueError(f"the traces have sizes (T, H) {sizes}, expected at least one, and all of one length T.")
        least = min(H for _, H in sizes.values())
        if not 0 <= unit < least:
            raise ValueError(f"unit is {unit}, expected one of 0 to {least - 1}.")
        self.choices = {"run": tuple(self.traces)} if len(self.traces) > 1 else {}
        self.run = next(iter(self.traces))
        self.frames = sizes[self.run][0]
        self.figure = Figure(figsize=(8.4, 3.8))
        self.choose()

    def choose(self, run: str | None = None) -> None:
        r"""Show another recording; without a name, draw the same one again.

        Args:
            run: its name.
        Raises: ValueError: if there is no such recording.
        """
        if run is not None:
            self.refuse_unknown({"run": run})
        self.run = run or self.run
        self.trace = self.traces[self.run]
        self._draw()

    def update(self, frame: int) -> None:
        """Uncover the grid up to a step, and write out what the step computes."""
        move_cover(self._future, self._now, frame)
        for line, text in zip(self._lines, self.sums(frame), strict=True):
            line.set_text(text)

    def caption(self, frame: int) -> str:
        """Say what was read, what the gates did, and what became of the cell and the state."""
        gates = ", ".join(f"{name} {self._at(name, frame):.2f}" for name in ROWS if "gate" in name)
        text = f"{self.run}: step {frame + 1} of {self.frames} reads {self.trace.inputs[frame]!r}. "
        text += f"{gates.capitalize()}. The cell goes from {signed(self._before(frame))} to "
        text += f"{signed(self._at('cell', frame))} and shows {signed(self._at('state', frame))}."
        if self.trace.answers is not None:
            text += f" Answer: {signed(self.trace.answers[frame].item())}."
        return text

    def sums(self, frame: int) -> tuple[str, str]:
        r"""Write out the two sums of a step, counted from 0, with their numbers."""
        i, g, f, c, o, h = (self._at(name, frame) for name in ROWS)
        cell = f"keep + let in:   c = f · (c before) + i · g = {f:.2f} · ({signed(self._before(frame))})"
        show = f"show:   h = o · tanh(c) = {o:.2f} · tanh({signed(c)}) = {signed(h)}"
        return f"{cell} + {i:.2f} · ({signed(g)}) = {signed(c)}", show

    def _at(self, name: str, frame: int) -> float:
        return self.trace.quantities[name][frame, self.unit].item()

    def _before(self, frame: int) -> float:
        return self._at("cell", frame - 1) if frame else 0.0

    def _draw(self) -> None:
        rows = {label: self.trace.quantities[name][:, self.unit] for name, label in ROWS.items()}
        if self.trace.answers is not None:
            rows["answer"] = self.trace.answers
        values = torch.stack(list(rows.values()), dim=1)  # (T, rows)
        self.figure.clear()
        # Fixed margins: the picture stays still while its numbers change.
        ax = self.figure.add_axes((0.16, 0.3, 0.82, 0.61))
        draw_states(ax, values, max(1.0, values.abs().max().item()), fontsize=9)
        ax.set_xticks(range(self.frames), self.trace.inputs, fontsize=13, fontweight="bold")
        ax.set_yticks(range(len(rows)), rows)
        ax.set_yticks([row + 0.5 for row in range(len(rows) - 1)], minor=True)
        ax.grid(which="minor", axis="y", color="0.75")
        ax.tick_params(which="both", length=0)
        ax.set_title(f"{self.run}: unit {self.unit}, after each letter", fontsize=11)
        self._future, self._now = draw_cover(ax, self.frames)
        foot = self.figure.add_axes((0.16, 0.02, 0.82, 0.17))
        foot.axis("off")
        self._lines = [foot.text(0, y, "", fontsize=11, va="center") for y in (0.75, 0.2)]
        self.animated = [self._future, self._now, *self._lines]
        self.update(0)
