"""A pack of flash cards: what is on top, what is known, and what comes again."""

from __future__ import annotations

import random
from collections.abc import Iterable

from rnn_helpers.glossary.terms import Term

#: How many cards come before one that was not known comes again.
LATER = 5


class Deck:
    r"""Cards in a random order that is the same each time; one that you did not know comes again.

    Attributes:
        pile: the cards that are left, the one on top first.
        known: how many have been put away as known.
        missed: the terms that were not known at first.
        answered: whether the card on top shows its answer.
    """

    def __init__(self, terms: Iterable[Term], seed: int = 0) -> None:
        r"""Shuffle the cards.

        Args:
            terms: a card for each.
            seed: what the order comes from.
        Raises: ValueError: if there is no term.
        """
        self.pile = list(terms)
        if not self.pile:
            raise ValueError("there is no term, expected at least one for a pack of cards.")
        random.Random(seed).shuffle(self.pile)
        self.known, self.answered = 0, False
        self.missed: set[str] = set()

    @property
    def top(self) -> Term | None:
        """The card on top; None if all are known."""
        return self.pile[0] if self.pile else None

    def turn(self) -> None:
        """Turn the card on top over."""
        self.answered = bool(self.pile) and not self.answered

    def put_away(self) -> None:
        """The card on top was known."""
        if self.pile:
            self.pile.pop(0)
            self.known += 1
        self.answered = False

    def put_back(self) -> None:
        """The card on top was not known: it comes again a few cards later."""
        if self.pile:
            card = self.pile.pop(0)
            self.missed.add(card.name)
            self.pile.insert(min(LATER, len(self.pile)), card)
        self.answered = False
