"""Steppers, which walk through a picture by slider, keys or a play button."""

from __future__ import annotations

import asyncio
import contextvars
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from html import escape
from numbers import Real
from pathlib import Path
from typing import Any

import ipywidgets
import traitlets
from IPython.display import DisplayHandle, display

from rnn_helpers.figures.core.blit import Blitter
from rnn_helpers.figures.core.view import PIXELS_PER_INCH, View
from rnn_helpers.figures.memory.hidden import HiddenStateView
from rnn_helpers.networks.trace import Trace

_STYLE, _SCRIPT = (Path(__file__).with_name(f"stepper.{kind}").read_text() for kind in ("css", "js"))
_EMPTY_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
_REST_S = 0.5  # what is shown so long is kept as the last; to keep each frame would double what a step costs
_UNITS_IN_A_ROW = 12  # as stepper.css lays them out
_AGAIN = "The kernel that drew this is gone. Run this cell, and those that it needs, to use it again."


class Stepper(ipywidgets.VBox):
    r"""Walks through a view: by its slider (also with the arrow keys) or by its play button.

    The picture stays where it is and changes in place: a step redraws only what moves, a choice redraws all.

    Attributes:
        view: the picture that is walked through.
        slider: the frame, counted from 1.
        play: moves the slider on.
        controls: the view's choices, label to control.
        picture: the current frame as PNG, with more pixels than it has on the page.
        caption: the current frame in words.
    """

    def __init__(self, view: View) -> None:
        r"""Show the first frame.

        Args:
            view: the picture to walk through.
        """
        self.view = view
        self._blitter = Blitter(view)
        wide, style = {"width": "22em"}, {"description_width": "initial"}
        self.slider = ipywidgets.IntSlider(1, 1, view.frames, description=view.frame_label, style=style, layout=wide)
        self.play = ipywidgets.Play(value=1, min=1, max=view.frames, interval=900)
        # Linked in the browser: the play button goes on at its own pace, however slow the kernel is.
        ipywidgets.jslink((self.play, "value"), (self.slider, "value"))
        self.controls = {
            name: _control(name, options, view.chosen.get(name, options[0])) for name, options in view.choices.items()
        }
        self.picture = _Picture(format="png")
        self.picture.layout = {"width": f"{view.figure.get_figwidth() * PIXELS_PER_INCH:.0f}px"}
        self.picture.add_class("stepper-picture")
        self.caption = ipywidgets.HTML()
        self._last = LastSeen(self, self._as_html)
        self._step()
        self.slider.observe(lambda _: self._step(), "value")
        for name, control in self.controls.items():
            control.observe(lambda change, name=name: self._choose(**{name: change.new}), "value")
        walk = ipywidgets.HBox(
            [self.play, self.slider, *self.controls.values()], layout={"flex_flow": "row wrap", "align_items": "center"}
        )
        scrolls = ipywidgets.Box([self.picture])  # where the window is narrower than the picture
        scrolls.add_class("stepper-window")
        super().__init__([walk, scrolls, self.caption, self._last.seen, on_the_page(_SCRIPT, _STYLE)])
        self.add_class("stepper")

    def __repr__(self) -> str:
        """Give what stands in for the stepper where no widget can be shown: the same in every run."""
        return f"{type(self).__name__}({self.view.frames} frames)"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        self._last.belongs_here()
        return super()._repr_mimebundle_(**kwargs)

    def _choose(self, **chosen: Any) -> None:
        self.view.choose(**chosen)
        self._blitter.redraw()
        self._step()

    def _step(self) -> None:
        frame = self.slider.value - 1
        png, caption = self._blitter.png(frame), self.view.caption(frame)
        with self.picture.hold_sync():
            self.picture.value = png
            self.picture.tooltip = caption
        self.caption.value = _paragraph(caption)
        self._last.changed()

    def _as_html(self) -> str:
        picture = f"data:image/png;base64,{b64encode(self.picture.value).decode()}"
        caption, width = self.picture.tooltip, self.picture.layout.width
        return (
            f'<div class="stepper-window"><img class="stepper-picture" style="width: {width}" '
            f'alt="{escape(caption)}" src="{picture}"></div>{_paragraph(caption)}'
        )


class HiddenStateStepper(Stepper):
    r"""Walks through the hidden states of a recorded sequence.

    Attributes:
        units: which hidden units are shown.
    """

    def __init__(self, trace: Trace | Mapping[str, Trace], units: Sequence[int] | None = None) -> None:
        r"""Show the first step of a trace.

        Args:
            trace: the recording, or several by name, with a choice between them.
            units: the hidden units to begin with; without it, the eight that are strongest on average.
        Raises: ValueError: if there is no trace, a unit that is not there, or traces of several sizes.
        """
        view = HiddenStateView(trace, units)
        H, self._picked = view.hidden_size, tuple(view.units)
        self.units = ipywidgets.SelectMultiple(
            options=range(H), value=self._picked, rows=max(2, -(-H // _UNITS_IN_A_ROW)), description="units"
        )
        self.units.style.description_width = "initial"
        self.units.add_class("stepper-units")
        super().__init__(view)
        self.units.observe(lambda change: self._pick(change.new), "value")
        self.children += (self.units,)

    def _pick(self, units: Sequence[int]) -> None:
        if units:
            self._picked = tuple(units)
            self._choose(units=units)
        else:  # a picture needs a unit: it stays as it is, and the list says so
            self.units.value = self._picked


class _Picture(ipywidgets.Image):
    """An image whose tooltip is its name for a screen reader: the browser looks for a description beside it."""

    description = traitlets.Unicode("").tag(sync=True)


class LastSeen:
    """What a box of controls showed last, kept in the notebook, which shows it where the kernel is gone.

    It is an output of the box's cell, and comes once the box is seen on a page: where nobody looks, as when stored
    outputs are compared, there is none.
    """

    def __init__(self, box: ipywidgets.Box, content: Callable[[], str]) -> None:
        r"""Wait until the box is seen.

        Args:
            box: what is on the page while its kernel lives; it must hold `seen`, and tell here what runs and changes.
            content: what is to be kept, as HTML.
        """
        self._box, self._content, self._cell = box, content, contextvars.copy_context()
        self._output: DisplayHandle | None = None
        self._rest: asyncio.TimerHandle | None = None
        self.seen = ipywidgets.Button(layout={"display": "none"})  # a script on the page presses it
        self.seen.add_class("seen")
        self.seen.on_click(lambda _: self._keep())

    def belongs_here(self) -> None:
        """Note the cell that runs now, which is part of the context: what is displayed there comes below it."""
        self._cell, self._output = contextvars.copy_context(), None

    def changed(self) -> None:
        """Keep what is shown now, soon, unless it changes again before."""
        if self._rest:
            self._rest.cancel()
        if self._output:
            self._rest = asyncio.get_running_loop().call_later(_REST_S, self._keep)

    def _keep(self) -> None:
        html = {"text/html": self._html(), "text/plain": "(last picture)"}
        if self._output:
            self._cell.run(self._output.update, html, raw=True)
        else:
            self._output = self._cell.run(display, html, raw=True, display_id=True)

    def _html(self) -> str:
        box = f"box-{self._box.model_id}"
        for name in (box, "has-last"):
            self._box.add_class(name)
        style = f":root:has(.{box}:not(.jupyter-widgets-disconnected)) .last-{box} {{ display: none; }}"
        return (
            f'<style>{_STYLE}{style}</style><div class="last-seen last-{box}">{self._content()}'
            f"<p><em>{_AGAIN}</em></p></div>"
        )


def on_the_page(script: str, style: str = "") -> ipywidgets.HTML:
    r"""Something unseen that runs a script once it is on the page, with itself as `this`, and brings a style along."""
    image = f'<img alt="" src="{_EMPTY_IMAGE}" onload="{escape(script)}">'
    return ipywidgets.HTML(f"<style>{style}</style>{image}", layout={"height": "0", "margin": "0"})


def _paragraph(caption: str) -> str:
    return f'<p style="margin: 0; line-height: 1.4">{escape(caption)}</p>'


def _control(name: str, options: Sequence[Any], chosen: Any) -> ipywidgets.Widget:
    """A slider for numbers, buttons for everything else."""
    style = {"description_width": "initial"}
    if all(isinstance(option, Real) for option in options):
        return ipywidgets.SelectionSlider(
            options=options, value=chosen, description=name, style=style, layout={"width": "22em"}
        )
    style["button_width"] = "auto"
    layout = {"width": "max-content"}
    return ipywidgets.ToggleButtons(options=options, value=chosen, description=name, style=style, layout=layout)
