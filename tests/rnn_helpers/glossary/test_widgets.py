import html

from rnn_helpers.glossary import GROUPS, TERMS
from rnn_helpers.glossary.widgets import FlashCards, TermSearch


def test_search_says_how_many_and_what():
    search = TermSearch()
    assert f"{len(TERMS)} terms" in search.found.value
    search.box.value = "absolute eigen"
    assert "1 of" in search.found.value and "Spectral radius" in search.found.value
    search.box.value = "<flux>"
    assert "Nothing found for “&lt;flux&gt;”. Try fewer letters" in search.found.value
    search.box.value = ""
    assert "<dt>" not in search.found.value


def test_search_box_has_a_label_and_a_text_that_is_the_same_in_every_run():
    assert TermSearch().box.description == "Find a term"
    assert repr(TermSearch()) == f"TermSearch({len(TERMS)} terms)"


def test_a_card_is_turned_over_and_comes_again_if_it_was_not_known():
    cards = FlashCards()
    cards.group.value = "Gates"
    first = cards.deck.top
    assert first.name in cards.card.value and first.sentence not in cards.card.value
    cards.turn.click()
    assert html.escape(first.sentence) in cards.card.value
    cards.again.click()
    assert first.sentence not in cards.card.value and "0 known, 6 left, 1 not known at first" in cards.tally.value
    for _ in range(5):
        assert cards.deck.top != first
        cards.knew.click()
    assert cards.deck.top == first
    cards.knew.click()
    assert "All known" in cards.card.value
    cards.turn.click()
    assert "All known" in cards.card.value


def test_another_pack_begins_anew():
    cards = FlashCards()
    assert repr(cards) == f"FlashCards({len(TERMS)} cards)"
    cards.knew.click()
    cards.group.value = "Learning"
    assert f"0 known, {len(GROUPS['Learning'])} left" in cards.tally.value
