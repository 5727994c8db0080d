import re
from collections import Counter

import pytest

from rnn_helpers.glossary import GROUPS, TERMS, in_a_sentence, page, terms_line

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


def test_a_page_has_heading_sentence_symbol_notebook_and_source():
    gates = page("Gates", standing=[1])
    assert gates.startswith("### Gates\n\n#### Gate\n\n")
    assert gates.count("####") == len(GROUPS["Gates"])
    name = "01_building_an_intuitive_understanding"
    assert (
        "#### Forget gate\n\nHow much of each cell is kept; the first LSTM had none. · $f_t$ · "
        f"[01](../{name}/{name}.ipynb) · Gers, Schmidhuber, Cummins 2000"
    ) in gates


def test_a_notebook_that_is_not_there_yet_is_named_and_not_linked():
    assert "· 13 ·" in page("Gates", standing=[1])
    assert "· [13](../13_answers_and_code/13_answers_and_code.ipynb) ·" in page("Gates", standing=[1, 13])


def test_a_line_of_terms_leads_to_their_headings():
    page = "../15_glossary/15_glossary.ipynb"
    assert terms_line(12) == f"**Terms:** [cosine]({page}#Cosine) · [gradient clipping]({page}#Gradient-clipping)"
    assert "[Adam](" in terms_line(8)
    assert "[LSTM](" in terms_line(13)
