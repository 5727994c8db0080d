import re
from collections import Counter

import pytest

from rnn_helpers.glossary import TERMS, in_a_sentence

SEED = (
    "RNN",
    "Hidden state",
    "Weight matrices",
    "Bias",
    "Activation function",
    "Backpropagation through time",
    "Vanishing gradient",
    "Exploding gradient",
    "Embedding",
)
NAMES = [name.lower() for term in TERMS for name in (term.name, *term.also)]


def test_there_are_enough_and_the_first_nine_are_among_them():
    assert len(TERMS) >= 45
    assert {name.lower() for name in SEED} <= set(NAMES)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_is_one_sentence_of_known_form(term):
    assert term.sentence.endswith(".") and ". " not in term.sentence
    assert len(term.sentence.split()) <= 20
    assert 1 <= term.notebook <= 14
    assert not term.symbol or re.fullmatch(r"\$[^$]+\$|`[^`]+`", term.symbol)
    assert not term.source or re.fullmatch(r"[A-Z].* (1[89]|20)\d\d", term.source)


def test_a_name_belongs_to_one_term():
    assert [name for name, times in Counter(NAMES).items() if times > 1] == []


def test_every_term_hangs_together_with_another_by_words_that_make_a_sentence():
    names = {term.name for term in TERMS}
    ends = {name for term in TERMS for other, _ in term.leads for name in (term.name, other)}
    assert ends == names
    for term in TERMS:
        for other, words in term.leads:
            assert other != term.name
            # "LSTM is a recurrent neural network", "Jacobian may make an exploding gradient"
            vowel = in_a_sentence(other)[0] in "aeiou" and not other.startswith("One")
            assert not words.endswith(" a") or not vowel, f"{term.name} {words} {other}"
            assert not words.endswith(" an") or vowel, f"{term.name} {words} {other}"


def test_all_terms_hang_together():
    arrows = [(term.name, other) for term in TERMS for other, _ in term.leads]
    reached = {TERMS[0].name}
    for _ in TERMS:
        reached |= {name for arrow in arrows if reached & set(arrow) for name in arrow}
    assert reached == {term.name for term in TERMS}
