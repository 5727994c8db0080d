"""Recordings of unknown networks, step by step: a memory that is left alone, and gradients at the inputs."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rnn_helpers.figures.core.view import View
from rnn_helpers.glossary.recordings import Recording

_BLUE, _ORANGE = "#0072B2", "#D55E00"
_FLOOR = 0.03  # where exact zeros stand, in parts of the height: they have no logarithm


class RecordingView(View):
    r"""Two panels: a unit of the memory while nothing is read, and the length of the gradient at each input.

    Gradients stand on a logarithmic scale, those of its training as discs, those with nothing cut as a line.
    Exact zeros stand as crosses at the bottom.
    """

    def __init__(self, recordings: Mapping[str, Recording]) -> None:
        r"""Draw the first recording.

        Args:
            recordings: name of the network to its recording, all of the same length.
        Raises: ValueError: if there is no recording, or they differ in length.
        """
        lengths = {len(each.states) for each in recordings.values()}
        if len(lengths) != 1:
            raise ValueError(f"the recordings have the lengths {sorted(lengths)}, expected one length for all.")
        self.recordings = dict(recordings)
        self.frames = lengths.pop()
        self.choices = {"network": list(self.recordings)}
        self.figure = Figure(figsize=(8.4, 3.5), layout="constrained")
        self.choose(network=next(iter(self.recordings)))

    def choose(self, network: str) -> None:
        """Show another network."""
        self.refuse_unknown({"network": network})
        self.network, self.now = network, self.recordings[network]
        self.figure.clear()
        left, right = self.figure.subplots(1, 2)
        self.animated = [*self._draw_states(left), *self._draw_norms(right)]
        self.update(0)

    def update(self, frame: int) -> None:
        """Show what is known up to a step, and mark it."""
        t = range(1, frame + 2)
        self._states.set_data(t, self.now.states[: frame + 1].tolist())
        self._point.set_data([frame + 1], [self.now.states[frame].item()])
        self._line.set_xdata([frame + 1])

    def caption(self, frame: int) -> str:
        """Say what both panels show at a step."""
        now = self.now
        norm, uncut = _power(now.norms[frame].item()), _power(now.uncut[frame].item())
        lengths = f"{norm}, as trained and uncut" if norm == uncut else f"{norm} as trained, {uncut} uncut"
        return (
            f"{self.network}, step {frame + 1} of {self.frames}. Memory, with nothing to read: "
            f"{_signed(now.states[frame].item())}. Length of the gradient at this input: {lengths}."
        )

    def _draw_states(self, ax: Axes) -> list[Artist]:
        states = self.now.states
        low, high = min(0.0, states.min().item()), max(0.0, states.max().item())
        room = 0.08 * (high - low)
        ax.set(title=f"{self.network}: memory, nothing is read", xlabel="step", ylabel="one unit of the memory")
        ax.set(xlim=(0, self.frames + 1), ylim=(low - room, high + room))
        ax.axhline(0, color="0.6", linewidth=1)
        ax.grid(color="0.92")
        self._states = ax.plot([], [], "o-", color=_BLUE, markersize=3.5)[0]
        self._point = ax.plot([], [], "o", color=_BLUE, markersize=10)[0]
        return [self._states, self._point]

    def _draw_norms(self, ax: Axes) -> list[Artist]:
        norms, steps = self.now.norms, range(1, self.frames + 1)
        kept = [t for t in steps if norms[t - 1] > 0]
        zero = [t for t in steps if norms[t - 1] == 0]
        ax.plot(steps, self.now.uncut.tolist(), "-", color=_ORANGE, linewidth=2, label="uncut")
        ax.plot(kept, [norms[t - 1].item() for t in kept], "o", color=_BLUE, markersize=4.5, label="as trained")
        low, high = self.now.uncut.min().item(), self.now.uncut.max().item()
        if zero:
            bottom = ax.get_xaxis_transform()
            ax.plot(zero, [_FLOOR] * len(zero), "x", color=_BLUE, markersize=5, transform=bottom, label="exactly 0")
        ax.set(title=f"{self.network}: gradient of the last step's loss", xlabel="step", ylabel="length at this input")
        ax.set(yscale="log", xlim=(0, self.frames + 1), ylim=(low / 30, high * 30))
        ax.yaxis.set_major_formatter("{x:g}")  # small raised powers are hard to read
        ax.grid(color="0.92")
        ax.legend(loc="upper center", ncols=3, fontsize=9, frameon=False, handletextpad=0.4, columnspacing=1.2)
        self._line = ax.axvline(1, 0, 0.88, color="0.2", linewidth=1.2, linestyle=":")  # clear of the legend
        return [self._line]


def _signed(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _power(value: float) -> str:
    return "exactly 0" if value == 0 else f"{value:.2g}".replace("-", "−")
