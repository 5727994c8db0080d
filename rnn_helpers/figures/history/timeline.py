"""The history of recurrent networks on one page."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rnn_helpers.figures.core.view import View
from rnn_helpers.history import EVENTS, THREADS, Event

_ROW = 0.186  # inches a row
_FIRST, _LAST = 1939, 2029  # what the axis spans, in years
_TURN = 1992  # up to here, names stand to the right of their mark; later ones to its left
# Six of the colours that Okabe and Ito chose for colour-blind readers, each with a shape of its own.
_MARKS = (("#000000", "o"), ("#0072B2", "s"), ("#D55E00", "^"), ("#009E73", "D"), ("#CC79A7", "v"), ("#56B4E9", "P"))


class TimelineView(View):
    r"""A row for each event, its mark where its year is; a frame stands round one, and its caption tells of it.

    The axis is true to time: the marks form a staircase that is steep where much happened and flat where little did.
    """

    frame_label = "event"

    def __init__(self, events: Sequence[Event] = EVENTS) -> None:
        r"""Draw all events.

        Args:
            events: what to draw, in the order of their years.
        Raises: ValueError: if there is no event, or a year stands before an earlier one.
        """
        years = [event.year for event in events]
        if not years or years != sorted(years):
            raise ValueError(f"the years are {years}, expected at least one, in order.")
        self.events, self.frames = tuple(events), len(events)
        self.figure = Figure(figsize=(8.8, 0.9 + _ROW * self.frames), layout="constrained")
        ax = self.figure.subplots()
        ax.set(xlim=(_FIRST, _LAST), ylim=(self.frames - 0.4, -0.6), xlabel="year", yticks=[])
        ax.grid(axis="x", color="0.92")
        ax.set_axisbelow(True)
        ax.spines[["top", "left", "right"]].set_visible(False)
        for row, event in enumerate(self.events):
            early = event.year <= _TURN
            text = f"{event.year}  {event.title} · {event.people}"
            ax.annotate(
                text, (event.year, row), xytext=(9 if early else -9, 0), textcoords="offset points",
                ha="left" if early else "right", va="center", fontsize=8.5,
            )  # fmt: skip
        for thread, (colour, shape) in zip(THREADS, _MARKS, strict=True):
            rows = [row for row, event in enumerate(self.events) if event.thread == thread]
            ax.plot([years[row] for row in rows], rows, shape, color=colour, markersize=6.5, label=thread)
        ax.legend(
            loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(THREADS),  # clear of the frame
            fontsize=8.5, frameon=False, columnspacing=1,
        )  # fmt: skip
        # A frame, not a filled band: what is animated is drawn over the names.
        self._frame = Rectangle((_FIRST, 0), _LAST - _FIRST - 0.3, 1, fill=False, linewidth=1.6)
        ax.add_patch(self._frame)
        self.animated = [self._frame]
        self.update(0)

    def update(self, frame: int) -> None:
        """Move the frame to an event."""
        self._frame.set_y(frame - 0.5)

    def caption(self, frame: int) -> str:
        """Say what the source brought, and where it can be read."""
        event = self.events[frame]
        return f"Event {frame + 1} of {self.frames}, {event.title}. {event.new} Source: {event.citation}."
