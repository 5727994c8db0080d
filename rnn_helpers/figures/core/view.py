"""A picture that can be walked through, and how it is shown standing still."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from IPython.display import display
from matplotlib.artist import Artist
from matplotlib.figure import Figure

#: Diverging and safe for colour-blind readers; white stands for zero.
DIVERGING = "PuOr"
#: How large a picture is on the page: a letter of 9 points is 9 pixels high without what hangs below the line.
PIXELS_PER_INCH = 100
#: Pixels drawn for each of the page's, in a row: so many has a screen of high resolution.
SHARPNESS = 2


class View:
    r"""One picture with a number of frames; `show` prints one of them, a `Stepper` walks through them.

    A subclass draws everything that stays once, in its `__init__`, and lists in `animated` the artists
    that differ from frame to frame. `update` changes those in place, so that a step redraws them alone.

    Attributes:
        figure: the picture, made with `matplotlib.figure.Figure`: nothing of pyplot's, so it shows once.
        frames: how many frames there are.
        frame_label: what one frame is, e.g. "step" or "line".
        animated: the artists that `update` changes.
        choices: what else can be chosen, label to options; the first option is drawn first.
        chosen: what is chosen now, label to option, for a view that may be drawn with other options than the first.
    """

    figure: Figure
    frames: int
    frame_label: str = "step"
    animated: Sequence[Artist] = ()
    choices: Mapping[str, Sequence[Any]] = {}
    chosen: Mapping[str, Any] = {}

    def choose(self, *args: Any, **chosen: Any) -> None:  # so wide that a subclass may name its labels
        r"""Redraw for other choices, `{label: option}`: anything may change but the number of frames."""

    def refuse_unknown(self, chosen: Mapping[str, Any]) -> None:
        r"""Raise a ValueError if a label or an option is none of `choices`."""
        for label, option in chosen.items():
            if option not in self.choices.get(label, ()):
                known = "; ".join(f"{name}: {', '.join(map(str, options))}" for name, options in self.choices.items())
                raise ValueError(f"{label} = {option!r} cannot be chosen, expected one of {known}.")

    def update(self, frame: int) -> None:
        r"""Change the animated artists to what they show in a frame; here they count from 0."""
        raise NotImplementedError

    def caption(self, frame: int) -> str:
        r"""Say in words what the picture shows in a frame; here they count from 0."""
        raise NotImplementedError


def show(view: View, frame: int) -> None:
    r"""Show one frame of a view under the cell, its description below it.

    Args:
        view: the picture.
        frame: which frame, counted from 1 as the stepper's slider counts them.
    Raises: IndexError: if there is no such frame.
    """
    if not 1 <= frame <= view.frames:
        raise IndexError(f"frame {frame} is not there: this picture has frames 1 to {view.frames}.")
    view.update(frame - 1)
    show_figure(view.figure, view.caption(frame - 1))


def show_figure(figure: Figure, caption: str) -> None:
    r"""Show a figure under the cell, with its description in words below it.

    Args:
        figure: what to show.
        caption: the description, which also becomes the picture's alternative text.
    """
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=SHARPNESS * PIXELS_PER_INCH)
    width = round(figure.get_figwidth() * PIXELS_PER_INCH)
    display(
        {"image/png": png.getvalue(), "text/plain": "(picture)"},
        metadata={"image/png": {"alt": caption, "width": width}},
        raw=True,
    )
    # Printed text would break in the middle of a word at the window's edge.
    display({"text/html": f"<p>{escape(caption)}</p>", "text/plain": caption}, raw=True)


def signed(value: float) -> str:
    r"""Write a number with its sign and two decimals: +0.52, -0.31."""
    # Adding 0.0 turns the -0.0 that rounding can leave into 0.0.
    return f"{round(value, 2) + 0.0:+.2f}"
