"""Steppers, which walk through a picture by slider, keys or a play button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from numbers import Real
from typing import Any

import ipywidgets
import traitlets

from rnn_helpers.figures.core.blit import Blitter
from rnn_helpers.figures.core.view import View
from rnn_helpers.figures.memory.hidden import HiddenStateView
from rnn_helpers.networks.trace import Trace

# ipywidgets 8.1 gives the handles of its sliders and the buttons of its play control no name, and no trait
# sets one; without a name a screen reader says "slider" or "button" and nothing more.
_NAME_CONTROLS = """
const box = this.closest('.widget-vbox');
for (const slider of box.querySelectorAll('.widget-slider'))
  slider.querySelector('[role=slider]').setAttribute('aria-label', slider.querySelector('.widget-label').textContent);
box.querySelectorAll('.widget-play button').forEach((button, i) =>
  button.setAttribute('aria-label', ['play or pause', 'stop', 'repeat'][i]));
"""
_EMPTY_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


class _Picture(ipywidgets.Image):
    """An image whose tooltip is its name for a screen reader: the browser looks for a description beside it."""

    description = traitlets.Unicode("").tag(sync=True)


class Stepper(ipywidgets.VBox):
    r"""Walks through a view: by its slider (also with the arrow keys) or by its play button.

    The picture stays where it is and changes in place: a step redraws only what moves, a choice redraws all.

    Attributes:
        view: the picture that is walked through.
        slider: the frame, counted from 1.
        play: moves the slider on.
        controls: the view's choices, label to control.
        picture: the current frame as PNG.
        caption: the current frame in words.
    """

    def __init__(self, view: View) -> None:
        r"""Show the first frame.

        Args:
            view: the picture to walk through.
        """
        self.view = view
        self._blitter = Blitter(view)
        label = view.frame_label
        wide = ipywidgets.Layout(width="26em")
        self.slider = ipywidgets.IntSlider(1, 1, view.frames, description=label, layout=wide)
        self.play = ipywidgets.Play(value=1, min=1, max=view.frames, interval=900)
        # Linked in the browser: the play button goes on at its own pace, however slow the kernel is.
        ipywidgets.jslink((self.play, "value"), (self.slider, "value"))
        self.controls = {
            name: _control(name, options, view.chosen.get(name, options[0])) for name, options in view.choices.items()
        }
        # A box stretches what it holds, and a stretched picture is blurred.
        self.picture = _Picture(format="png", layout={"align_self": "flex-start", "max_width": "100%"})
        self.caption = ipywidgets.HTML()
        self._step()
        self.slider.observe(lambda _: self._step(), "value")
        for name, control in self.controls.items():
            control.observe(lambda change, name=name: self._choose(**{name: change.new}), "value")
        walk = ipywidgets.HBox([self.play, self.slider])
        names = on_the_page(_NAME_CONTROLS)
        super().__init__([walk, *self.controls.values(), self.picture, self.caption, names])

    def __repr__(self) -> str:
        """Give what stands in for the stepper where no widget can be shown: the same in every run."""
        return f"{type(self).__name__}({self.view.frames} frames)"

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
        self.caption.value = f'<p style="margin: 0; line-height: 1.4">{escape(caption)}</p>'


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
        H = view.hidden_size
        self.units = ipywidgets.SelectMultiple(
            options=range(H), value=view.units, rows=min(H, 4), description="units", layout={"width": "12em"}
        )
        super().__init__(view)
        self.units.observe(lambda change: self._choose(units=change.new) if change.new else None, "value")
        self.children += (self.units,)


def on_the_page(script: str) -> ipywidgets.HTML:
    r"""Something unseen that runs a script once it is on the page, with itself as `this`."""
    image = f'<img alt="" src="{_EMPTY_IMAGE}" onload="{script}">'
    return ipywidgets.HTML(image, layout={"height": "0", "margin": "0"})


def _control(name: str, options: Sequence[Any], chosen: Any) -> ipywidgets.Widget:
    """A slider for numbers, buttons for everything else."""
    style = {"description_width": "initial"}
    if all(isinstance(option, Real) for option in options):
        return ipywidgets.SelectionSlider(
            options=options, value=chosen, description=name, style=style, layout={"width": "26em"}
        )
    return ipywidgets.ToggleButtons(options=options, value=chosen, description=name, style=style)
