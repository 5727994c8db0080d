"""Steppers, which walk through a picture, and what the glossary is asked with: a search box and flash cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from numbers import Real
from typing import Any

import ipywidgets
import traitlets

from rnn_helpers.glossary import GROUPS, TERMS, Term, find
from rnn_helpers.glossary.cards import Deck
from rnn_helpers.plots.blit import Blitter
from rnn_helpers.plots.hidden import HiddenStateView
from rnn_helpers.plots.view import View
from rnn_helpers.trace import Trace

# ipywidgets 8.1 gives the handles of its sliders and the buttons of its play control no name, and no trait
# sets one; without a name a screen reader says "slider" or "button" and nothing more.
_NAME_CONTROLS = """
const box = this.closest('.widget-vbox');
for (const slider of box.querySelectorAll('.widget-slider'))
  slider.querySelector('[role=slider]').setAttribute('aria-label', slider.querySelector('.widget-label').textContent);
box.querySelectorAll('.widget-play button').forEach((button, i) =>
  button.setAttribute('aria-label', ['play or pause', 'stop', 'repeat'][i]));
"""
# JupyterLab takes arrow keys and letters from a closed dropdown: it moves on, or adds and cuts cells. This attribute
# makes it leave them alone (jupyter-widgets/ipywidgets#3912).
_KEEP_KEYS = """
const box = this.closest('.widget-vbox');
for (const select of box.querySelectorAll('select')) select.setAttribute('data-lm-suppress-shortcuts', 'true');
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
        names = _on_the_page(_NAME_CONTROLS)
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
        self.units.observe(lambda change: change.new and self._choose(units=change.new), "value")
        self.children = [*self.children, self.units]


def _on_the_page(script: str) -> ipywidgets.HTML:
    """Something unseen that runs a script once it is on the page, with itself as `this`."""
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


class TermSearch(ipywidgets.VBox):
    r"""A search box over the terms of the course: what is found stands below it while you type.

    Attributes:
        box: where the query is typed.
        found: how many terms were found, and each of them with what it means.
    """

    def __init__(self) -> None:
        """Begin with an empty query."""
        style, wide = {"description_width": "initial"}, ipywidgets.Layout(width="26em")
        hint = "a term, another name, or a word of what it means"
        self.box = ipywidgets.Text(description="Find a term", placeholder=hint, style=style, layout=wide)
        self.found = ipywidgets.HTMLMath()
        self._search()
        self.box.observe(lambda _: self._search(), "value")
        super().__init__([self.box, self.found])

    def __repr__(self) -> str:
        """Give what stands in for the box where no widget can be shown."""
        return f"TermSearch({len(TERMS)} terms)"

    def _search(self) -> None:
        query = self.box.value.strip()
        terms = find(query)
        if not query:
            said = f"{len(TERMS)} terms. Type two or three letters of what you look for."
        elif terms:
            said = f"{len(terms)} of {len(TERMS)} terms:"
        else:
            said = f"Nothing found for “{query}”. Try fewer letters, the singular, or another word for it."
        entries = "".join(f"<dt><b>{escape(term.name)}</b></dt><dd>{_answer(term)}</dd>" for term in terms if query)
        self.found.value = f'<div role="status">{escape(said)}</div><dl style="line-height: 1.4">{entries}</dl>'


class FlashCards(ipywidgets.VBox):
    r"""Flash cards of the course's terms; a card that you did not know comes again.

    Attributes:
        group: which terms are in the pack.
        card: the card on top, question or answer.
        tally: how many cards are known, and how many are left.
        turn, knew, again: the buttons.
    """

    def __init__(self) -> None:
        """Shuffle all terms, in an order that is the same each time."""
        self.group = ipywidgets.Dropdown(options=["all terms", *GROUPS], description="Pack")
        self.card = ipywidgets.HTMLMath(layout={"width": "38em", "max_width": "100%", "min_height": "6.5em"})
        self.tally = ipywidgets.HTML()
        self.turn, self.knew, self.again = (
            ipywidgets.Button(description=text) for text in ("Turn over", "I knew it", "Not yet")
        )
        self._shuffle()
        self.group.observe(lambda _: self._shuffle(), "value")
        for button, act in ((self.turn, Deck.turn), (self.knew, Deck.put_away), (self.again, Deck.put_back)):
            button.on_click(lambda _, act=act: self._act(act))
        buttons = ipywidgets.HBox([self.turn, self.knew, self.again])
        super().__init__([self.group, self.card, buttons, self.tally, _on_the_page(_KEEP_KEYS)])

    def __repr__(self) -> str:
        """Give what stands in for the cards where no widget can be shown."""
        return f"FlashCards({len(TERMS)} cards)"

    def _shuffle(self) -> None:
        self.deck = Deck(GROUPS.get(self.group.value, TERMS))
        self._show()

    def _act(self, act: Callable[[Deck], None]) -> None:
        act(self.deck)
        self._show()

    def _show(self) -> None:
        deck, term = self.deck, self.deck.top
        if term is None:
            text = "All known. Choose a pack to begin again."
        else:
            side = _answer(term) if deck.answered else "What is it? Say it aloud, then turn the card over."
            text = f"<b>{escape(term.name)}</b><br>{side}"
        frame = "border: 2px solid #767676; border-radius: 6px; padding: 0.6em 1em; line-height: 1.5"
        self.card.value = f'<div role="status" style="{frame}">{text}</div>'
        left = f"{deck.known} known, {len(deck.pile)} left"
        self.tally.value = f"{left}, {len(deck.missed)} not known at first"


def _answer(term: Term) -> str:
    """What a term means, where it is explained, and who brought it, as HTML; the page typesets formulas."""
    symbol = f" Symbol: {term.symbol}." if term.symbol else ""
    source = f" Source: {term.source}." if term.source else ""
    text = escape(f"{term.sentence}{symbol} Explained in {term.notebook:02}.{source}")
    return re.sub("`(.+?)`", r"<code>\1</code>", text)
