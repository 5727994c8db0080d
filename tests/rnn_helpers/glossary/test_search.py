import pytest

from rnn_helpers.glossary import TERMS, find


def found(query: str) -> list[str]:
    return [term.name for term in find(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("hidden state", "Hidden state"),
        ("  HIDDEN   State ", "Hidden state"),
        ("one hot", "One-hot vector"),
        ("cross–entropy", "Cross-entropy"),
        ("BPTT", "Backpropagation through time"),
        ("lstms", "LSTM"),
        ("seq2seq", "Encoder-decoder"),
        ("absolute eigenvalue", "Spectral radius"),
        ("grad", "Gradient"),
    ],
)
def test_found_by_name_other_name_or_sentence(query, first):
    assert found(query)[0] == first


def test_names_come_before_other_names_and_these_before_sentences():
    names = found("state")
    assert names[:2] == ["Hidden state", "Cell state"]
    assert "GRU" in names[2:]


def test_words_are_found_from_their_beginning_only():
    assert "Output layer" not in found("put")


def test_every_term_is_found_by_each_of_its_names():
    for term in TERMS:
        for name in (term.name, *term.also):
            assert term in find(name), name


def test_nothing_found_and_nothing_asked():
    assert found("flux capacitor") == []
    assert found("(") == []
    assert find(" ") == list(TERMS)
