"""The history of recurrent networks on one page."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rnn_helpers.figures.core.view import View
from rnn_helpers.history import EVENTS, THREADS, Event

_WIDTH, _ROW = 8.4, 0.158  # inches; of a row, its height
_TOP, _BOTTOM = 0.25, 0.42  # inches, for the key and for the years
_FIRST, _LAST = 1937, 2028  # what the axis spans, in years
_TURN = 1985  # up to here, names stand to the right of their mark; later ones to its left
_APART = 1.0  # years between two names in a row
# Six of the colours that Okabe and Ito chose for colour-blind readers, each with a shape of its own.
_MARKS = (("#000000", "o"), ("#0072B2", "s"), ("#D55E00", "^"), ("#009E73", "D"), ("#CC79A7", "v"), ("#56B4E9", "P"))

Span = tuple[float, float]  # from one year to another


class TimelineView(View):
    r"""Each event's mark at its year, its name beside it; a frame stands round one, and its caption tells of it.

    The axis is true to time, and a name takes the highest row that has room: marks stand in deep stacks where much
    happened, and far apart where little did.
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
        self._spans = _spans(self.events)
        self._rows = packed(self._spans)
        height = _TOP + _ROW * (max(self._rows) + 1) + _BOTTOM
        self.figure = Figure(figsize=(_WIDTH, height))
        ax = self.figure.add_axes((0, _BOTTOM / height, 1, 1 - (_TOP + _BOTTOM) / height))
        self._draw(ax)
        # A frame, not a filled band: what is animated is drawn over the names.
        self._frame = Rectangle((0, 0), 1, 1, fill=False, linewidth=1.6)
        ax.add_patch(self._frame)
        self.animated = [self._frame]
        self.update(0)

    def update(self, frame: int) -> None:
        """Move the frame to an event."""
        left, right = self._spans[frame]
        self._frame.set_bounds(left, self._rows[frame] - 0.5, right - left, 1)

    def caption(self, frame: int) -> str:
        """Say what the source brought, and where it can be read."""
        event = self.events[frame]
        return f"Event {frame + 1} of {self.frames}, {event.title}. {event.new} Source: {event.citation}."

    def _draw(self, ax: Axes) -> None:
        ax.set(xlim=(_FIRST, _LAST), ylim=(max(self._rows) + 0.6, -0.6), yticks=[])
        ax.grid(axis="x", color="0.92")
        ax.set_axisbelow(True)
        ax.spines[["top", "left", "right"]].set_visible(False)
        for event, row in zip(self.events, self._rows, strict=True):
            ax.annotate(
                _name(event), (event.year, row), xytext=(8 if _early(event) else -8, 0), textcoords="offset points",
                ha="left" if _early(event) else "right", va="center", fontsize=9,
            )  # fmt: skip
        for thread, (colour, shape) in zip(THREADS, _MARKS, strict=True):
            places = [(e.year, row) for e, row in zip(self.events, self._rows, strict=True) if e.thread == thread]
            ax.plot(*zip(*places, strict=True) if places else ([], []), shape, color=colour, markersize=6, label=thread)
        ax.legend(
            loc="lower center", bbox_to_anchor=(0.5, 0.99), ncols=len(THREADS),  # clear of the frame
            fontsize=9, frameon=False, columnspacing=1, borderpad=0.1,
        )  # fmt: skip


def packed(spans: Sequence[Span]) -> list[int]:
    r"""Find the row of each span, in order: the highest in which it stands apart from all that came before."""
    rows: list[list[Span]] = []
    places = []
    for left, right in spans:
        fits = (all(right + _APART < a or b + _APART < left for a, b in row) for row in rows)
        place = next((i for i, fit in enumerate(fits) if fit), len(rows))
        if place == len(rows):
            rows.append([])
        rows[place].append((left, right))
        places.append(place)
    return places


def _spans(events: Sequence[Event]) -> list[Span]:
    """What each mark and its name take of the axis."""
    figure = Figure()
    renderer = FigureCanvasAgg(figure).get_renderer()
    inch = (_LAST - _FIRST) / _WIDTH  # in years
    spans = []
    for event in events:
        width = figure.text(0, 0, _name(event), fontsize=9).get_window_extent(renderer).width / figure.dpi
        before, after = (0.08, 0.15 + width) if _early(event) else (0.15 + width, 0.08)
        spans.append((event.year - before * inch, event.year + after * inch))
    return spans


def _name(event: Event) -> str:
    return f"{event.title} · {event.people}"


def _early(event: Event) -> bool:
    return event.year <= _TURN
