"""Two texts read by one network: their states one above the other, and how far apart they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.grid import draw_cover, draw_states, move_cover
from rnn_helpers.figures.core.view import View, signed
from rnn_helpers.networks.trace import Trace

_MOST_NAMED = 3  # units that the caption gives the values of
_BAR = "#0072B2"


class PairView(View):
    r"""Three panels over one axis of time: the states of two texts as grids, and their distance as bars.

    What belongs to one step stands in one column, so an eye that goes down it compares. The distance of two
    states is the largest difference of any unit, without its sign. Colour (orange below zero, purple above) never
    stands alone: the grids have signed numbers, and the inputs that differ are set in bold.
    """

    frame_label = "step"

    def __init__(self, networks: Mapping[str, Mapping[str, Trace]], units: Sequence[str] | None = None) -> None:
        r"""Draw the first network at the first step.

        Args:
            networks: the recordings, network to text to trace: two texts each, all traces of one (T, H).
                Several networks give the picture a choice between them.
            units: names of the H units; without them, their numbers.
        Raises: ValueError: if there is no network, a network without exactly two texts, traces of several
            sizes, or names that are not one for each unit.
        """
        shapes = {name: [tuple(t.hidden_states.shape) for t in texts.values()] for name, texts in networks.items()}
        sizes = {size for each in shapes.values() for size in each}
        if {len(each) for each in shapes.values()} != {2} or len(sizes) != 1:
            raise ValueError(f"the traces have shapes {shapes}, expected two for each network, all of one (T, H).")
        self.networks = networks
        self.network = next(iter(networks))
        self.frames, H = shapes[self.network][0]
        self.units = [f"unit {unit}" for unit in range(H)] if units is None else list(units)
        if len(self.units) != H:
            raise ValueError(f"there are {len(self.units)} names of units, expected one for each of the {H}.")
        self.choices = {"network": tuple(networks)} if len(networks) > 1 else {}
        # One scale for all networks: then a choice changes the states, not the meaning of a colour or of a height.
        every = [trace.hidden_states for texts in networks.values() for trace in texts.values()]
        self.limit = max(1.0, *(states.abs().max().item() for states in every))
        self.figure = Figure(figsize=(8.4, 3.75), layout="constrained")
        self.choose(self.network)

    def choose(self, network: str) -> None:
        r"""Show what another network made of the two texts.

        Args:
            network: its name.
        Raises: ValueError: if there is no such network.
        """
        if network not in self.networks:
            raise ValueError(f"there is no network {network!r}, expected one of {', '.join(self.networks)}.")
        self.network = network
        self.texts = self.networks[network]
        first, second = self.texts.values()
        self.differences = (first.hidden_states - second.hidden_states).abs()  # (T, H)
        self._draw()
        self.update(0)

    def update(self, frame: int) -> None:
        """Uncover the three panels up to a step, and frame it."""
        for cover, now in self._moving:
            move_cover(cover, now, frame)

    def caption(self, frame: int) -> str:
        """Say what each text reads, what its state is, and where the two differ most."""
        widest = self.differences[frame].argsort(descending=True, stable=True)
        named = sorted(widest[:_MOST_NAMED].tolist())
        words = [f"{self.network}: step" if self.choices else "Step", f"{frame + 1} of {self.frames}."]
        for name, trace in self.texts.items():
            state = trace.hidden_states[frame]
            values = ", ".join(f"{self.units[unit]} {signed(state[unit].item())}" for unit in named)
            words.append(f"{name} reads {trace.inputs[frame]!r}: {values}.")
        largest = self.differences[frame, widest[0]].item()
        words.append(
            f"Largest difference: {largest:.2f}, in {self.units[widest[0]]}." if largest else "The states are equal."
        )
        return " ".join(words)

    def _draw(self) -> None:
        self.figure.clear()
        panels = self.figure.subplots(3, 1, height_ratios=(1, 1, 0.9))
        first, second = self.texts.values()
        differ = [one != other for one, other in zip(first.inputs, second.inputs, strict=True)]
        for ax, (name, trace) in zip(panels, self.texts.items(), strict=False):
            self._draw_grid(ax, name, trace.hidden_states)
            labels = ax.set_xticks(range(self.frames), trace.inputs, rotation=90 if _crowded(trace.inputs) else 0)
            for tick, other in zip(labels, differ, strict=True):
                tick.label1.set_fontweight("bold" if other else "normal")
        self._draw_distance(panels[2])
        self._moving = [draw_cover(ax, self.frames, clip_on=False) for ax in panels]
        self.animated: Sequence[Artist] = [artist for pair in self._moving for artist in pair]

    def _draw_grid(self, ax: Axes, name: str, states: Tensor) -> None:
        draw_states(ax, states, self.limit, fontsize=9)
        ax.set_yticks(range(len(self.units)), self.units, fontsize=9)
        ax.set_title(name, fontsize=11)

    def _draw_distance(self, ax: Axes) -> None:
        distances = self.differences.amax(dim=1).tolist()  # (T,)
        ax.bar(range(self.frames), distances, width=0.5, color=_BAR)
        for t, distance in enumerate(distances):
            ax.text(t, distance + 0.05 * self.limit, f"{distance:.2f}", ha="center", va="bottom", fontsize=9)
        ax.set_xticks(range(self.frames), map(str, range(1, self.frames + 1)))
        ax.set(xlim=(-0.5, self.frames - 0.5), ylim=(0, 2.5 * self.limit), xlabel="step", ylabel="difference")
        ax.set_title("largest difference of any unit", fontsize=11)
        ax.spines[["top", "right"]].set_visible(False)


def _crowded(labels: Sequence[str]) -> bool:
    return sum(len(label) + 1 for label in labels) > 80
