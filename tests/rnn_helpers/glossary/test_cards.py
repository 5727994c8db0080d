import pytest

from rnn_helpers.glossary import TERMS
from rnn_helpers.glossary.cards import LATER, Deck


def test_the_order_is_shuffled_and_the_same_each_time():
    first, second = Deck(TERMS).pile, Deck(TERMS).pile
    assert first == second != list(TERMS)
    assert sorted(first, key=TERMS.index) == list(TERMS)
    assert Deck(TERMS, seed=1).pile != first


def test_a_known_card_goes_and_the_next_shows_its_question():
    deck = Deck(TERMS[:3])
    second = deck.pile[1]
    deck.turn()
    assert deck.answered
    deck.put_away()
    assert (deck.top, deck.answered, deck.known, len(deck.pile)) == (second, False, 1, 2)


def test_a_card_that_was_not_known_comes_again_a_few_cards_later():
    deck = Deck(TERMS[:20])
    card = deck.top
    deck.put_back()
    for _ in range(LATER):
        assert deck.top != card
        deck.put_away()
    assert deck.top == card
    assert deck.missed == {card.name}


def test_a_card_that_is_never_known_never_goes():
    deck = Deck(TERMS[:3])
    hard = deck.top
    for _ in range(20):
        if deck.top == hard:
            deck.put_back()
        else:
            deck.put_away()
    assert deck.pile == [hard]
    assert deck.known == 2


def test_at_the_end_nothing_is_left_and_nothing_breaks():
    deck = Deck(TERMS[:1])
    deck.put_away()
    for act in (deck.turn, deck.put_away, deck.put_back):
        act()
        assert (deck.top, deck.answered, deck.known) == (None, False, 1)


def test_a_pack_without_cards():
    with pytest.raises(ValueError, match="expected at least one"):
        Deck([])
