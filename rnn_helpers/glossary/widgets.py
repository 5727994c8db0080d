"""What the glossary is asked with: a search box and flash cards."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets

from rnn_helpers.glossary import GROUPS, TERMS, find, meaning
from rnn_helpers.glossary.cards import Deck
from rnn_helpers.steppers import LastSeen, on_the_page

# JupyterLab takes arrow keys and letters from a dropdown and from buttons: it moves on, or adds and cuts cells. This
# attribute makes it leave them alone (jupyter-widgets/ipywidgets#3912).
_ON_THE_PAGE = """
const box = this.closest('.widget-vbox');
for (const each of box.querySelectorAll('*')) each.setAttribute('data-lm-suppress-shortcuts', 'true');
box.querySelector('.seen').click();
"""


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
        self._last = LastSeen(self, lambda: self.found.value)
        self._search()
        self.box.observe(lambda _: self._search(), "value")
        super().__init__([self.box, self.found, self._last.seen, on_the_page(_ON_THE_PAGE)])

    def __repr__(self) -> str:
        """Give what stands in for the box where no widget can be shown."""
        return f"TermSearch({len(TERMS)} terms)"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        self._last.belongs_here()
        return super()._repr_mimebundle_(**kwargs)

    def _search(self) -> None:
        query = self.box.value.strip()
        terms = find(query)
        if not query:
            said = f"{len(TERMS)} terms. Type two or three letters of what you look for."
        elif terms:
            said = f"{len(terms)} of {len(TERMS)} terms:"
        else:
            said = f"Nothing found for “{query}”. Try fewer letters, the singular, or another word for it."
        entries = "".join(f"<dt><b>{escape(term.name)}</b></dt><dd>{meaning(term)}</dd>" for term in terms if query)
        self.found.value = f'<div role="status">{escape(said)}</div><dl style="line-height: 1.4">{entries}</dl>'
        self._last.changed()


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
        self._last = LastSeen(self, lambda: self.card.value)
        self.turn, self.knew, self.again = (
            ipywidgets.Button(description=text) for text in ("Turn over", "I knew it", "Not yet")
        )
        self._shuffle()
        self.group.observe(lambda _: self._shuffle(), "value")
        for button, act in ((self.turn, Deck.turn), (self.knew, Deck.put_away), (self.again, Deck.put_back)):
            button.on_click(lambda _, act=act: self._act(act))
        buttons = ipywidgets.HBox([self.turn, self.knew, self.again])
        super().__init__([self.group, self.card, buttons, self.tally, self._last.seen, on_the_page(_ON_THE_PAGE)])

    def __repr__(self) -> str:
        """Give what stands in for the cards where no widget can be shown."""
        return f"FlashCards({len(TERMS)} cards)"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        self._last.belongs_here()
        return super()._repr_mimebundle_(**kwargs)

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
            side = meaning(term) if deck.answered else "What is it? Say it aloud, then turn the card over."
            text = f"<b>{escape(term.name)}</b><br>{side}"
        frame = "border: 2px solid #767676; border-radius: 6px; padding: 0.6em 1em; line-height: 1.5"
        self.card.value = f'<div role="status" style="{frame}">{text}</div>'
        left = f"{deck.known} known, {len(deck.pile)} left"
        self.tally.value = f"{left}, {len(deck.missed)} not known at first"
        self._last.changed()
