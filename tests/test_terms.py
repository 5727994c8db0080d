"""The glossary and the notebooks agree: what a notebook calls a term is defined, and both link to each other.

What can be found: a phrase in bold, which is how a notebook introduces a term, and the words of `FIELD`. A new
word that is neither in bold nor in that list goes unseen.
"""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rnn_helpers.glossary import GROUPS, TERMS, page, terms_line
from rnn_helpers.glossary.pages import GLOSSARY, NOTEBOOKS

ROOT = Path(__file__).parents[1]
SOURCES = {int(path.stem[:2]): path for path in sorted(ROOT.glob("source/*/*.ipynb"))}
RELEASES = sorted(ROOT.glob("notebooks/*/*.ipynb"))
#: The place of the last text: one more cell says what is left to do.
CLOSING = -2
WRITE = "run `.venv/bin/pytest tests/test_terms.py --write-terms`, then `.venv/bin/autograder release`"

#: Bold labels in front of what is not a term.
LABELS = """
builds on, next, on paper, play, predict, step, then answer, terms, time, you need, you will
"""
#: Bold phrases that are stressed and not introduced as terms of the field: words of mathematics, of Python, or local.
STRESSED = """
200, 422, after the same last token, all, and add, bit, cash desk, distractors, dtype, each class, endpoint, error,
fastapi, field, first, function, gated, gaussian, grew, hidden state update, last, last real, length, loop, loopback
address, matrix, matrix product, mean, mood, necessary, new, next word, no forget gate, no memory at all, once,
orthogonal, pattern, product of all keeps, sentiment analysis, shares, shift, sufficient, sum, sums over time and
batch, tensor, the same, top_k, twice, twins, two, two gradients come back to it, uvicorn, validate, vector,
waterside, wrong sign
"""
#: Words of the field that nobody is born with: where a notebook uses one, the glossary must have it.
FIELD = """
accuracy, activation function, adam, attention, autograd, backpropagation, batch normalisation, beam search,
bidirectional, bigram, bptt, cell state, confusion matrix, cross-entropy, cross-validation, decoder, dropout,
early stopping, embedding, encoder, epoch, f1, fine-tuning, finite differences, forget gate, gradient clipping,
gradient descent, greedy decoding, gru, hidden state, hyperparameter, input gate, jacobian, layer normalisation,
learning rate, log-probability, logit, logits, lstm, macro-f1, momentum, n-gram, one-hot, output gate, overfitting,
padding, perplexity, perceptron, positional encoding, regularisation, regularization, relu, reset gate, rtrl, saturated,
seq2seq, sgd, sigmoid, singular value, softmax, spectral radius, stemming, stop words, teacher forcing, temperature,
token, tokens, tokenizer, transfer learning, transformer, trigram, truncation, underfitting, unrolled, update gate,
vanishing gradient, vocabulary, warm-up, weight decay, weight tying, word2vec
"""


def phrases(text: str) -> set[str]:
    """The phrases of a list; one that holds a comma itself ends up in pieces, so pieces are what is compared."""
    return {piece.strip() for piece in text.replace("\n", " ").split(",")} - {""}


DEFINED = {name.lower() for term in TERMS for name in (term.name, *term.also)}


def load(path: Path) -> dict:
    return json.loads(path.read_text())


def cells(notebook: dict) -> Iterator[str]:
    """The text of each Markdown cell as students read it, without blocks of code."""
    left_out = r"```.*?```|### BEGIN (MARK SCHEME|SOLUTION).*?### END \1"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield re.sub(left_out, " ", "".join(cell["source"]), flags=re.DOTALL)


def undefined(notebook: dict) -> list[str]:
    r"""What a notebook introduces or uses as a term although the glossary does not have it."""
    found = []
    for text in cells(notebook):
        for match in re.finditer(r"\*\*(.+?)\*\*", text, re.DOTALL):
            phrase = " ".join(match[1].split())
            plain = phrase.rstrip(".:?!").lower()
            begins_line = not text[: match.start()].rpartition("\n")[2].strip(" -*>0123456789.")
            label = begins_line and plain != phrase.lower()  # a label ends in a mark: "- **topic:** …"
            pieces = phrases(plain)
            if not label and plain not in DEFINED and not pieces <= phrases(LABELS) | phrases(STRESSED):
                found.append(phrase)
        words = text.lower()
        found += [word for word in sorted(phrases(FIELD)) if has(words, word) and not known(word)]
    return found


def known(word: str) -> bool:
    """Whether a term has this name, or one that holds it as a whole word."""
    return any(has(name, word) for name in DEFINED)


def has(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", text.lower()) is not None


def doctored(number: int, addition: str) -> dict:
    """A notebook with one more paragraph in its first cell."""
    notebook = copy.deepcopy(load(SOURCES[number]))
    notebook["cells"][0]["source"].append(f"\n\n{addition}")
    return notebook


# Every term is defined


@pytest.mark.parametrize("number", SOURCES)
def test_what_is_introduced_or_used_is_defined(number):
    missing = undefined(load(SOURCES[number]))
    assert not missing, (
        f"{SOURCES[number].stem} uses {missing}, which the glossary does not have: define it in "
        "rnn_helpers/glossary/terms.py (or add it to `also` of a term); if it is only stressed, add it to STRESSED."
    )


@pytest.mark.parametrize(
    ("addition", "found"),
    [
        ("A **flux capacitor** comes next.", ["flux capacitor"]),
        ("It is called a **flux\ncapacitor.**", ["flux capacitor."]),
        ("Here beam search would help.", ["beam search"]),
        ("Teacher forcing, then *fine-tuning*.", ["fine-tuning", "teacher forcing"]),
        ("**Predict.** A **hidden state** has **units**.", []),
        ("- **warm-up:** a label, and a word of the field", ["warm-up"]),
        ("- **left:** a label", []),
        ("```\n**kwargs, **more: warm-up\n```", []),
    ],
)
def test_a_term_without_definition_is_found(addition, found):
    before = undefined(load(SOURCES[6]))
    assert undefined(doctored(6, addition)) == found + before


def test_lists_hold_nothing_that_is_defined_or_not_used():
    assert not phrases(STRESSED) & DEFINED
    texts = " ".join(text for path in SOURCES.values() for text in cells(load(path))).lower()
    assert [phrase for phrase in phrases(STRESSED) if not has(" ".join(texts.split()), phrase)] == []


@pytest.mark.parametrize("term", [term for term in TERMS if term.notebook in SOURCES], ids=lambda term: term.name)
def test_a_term_occurs_where_it_is_said_to_be_explained(term):
    text = " ".join(re.sub(r"\*\*Terms:\*\*.*", "", text) for text in cells(load(SOURCES[term.notebook])))
    assert any(has(text, name) for name in (term.name, *term.also)), (
        f"the glossary says that {term.notebook:02} explains {term.name!r}, but it is not in its text: "
        "change the number in rnn_helpers/glossary/terms.py."
    )


# Both link to each other


def write(number: int, index: int, text: str) -> None:
    """Put a text into a cell, and leave every other byte of the notebook as it is."""
    notebook = load(SOURCES[number])
    notebook["cells"][index]["source"] = text.splitlines(keepends=True)
    SOURCES[number].write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def with_terms(closing: str, line: str) -> str:
    """A closing cell with this line of terms: before **Next:**, or at the end."""
    paragraphs = [each for each in closing.split("\n\n") if not each.startswith("**Terms:**")]
    places = [place for place, each in enumerate(paragraphs) if each.startswith("**Next:**")]
    paragraphs.insert(places[0] if places else len(paragraphs), line)
    return "\n\n".join(paragraphs)


def test_pages_are_made_from_the_data(request):
    ids = [cell["id"] for cell in load(SOURCES[GLOSSARY])["cells"]]
    for title in GROUPS:
        index, wanted = ids.index(title.lower().replace(" ", "-")), page(title, SOURCES)
        if request.config.getoption("--write-terms"):
            write(GLOSSARY, index, wanted)
        found = "".join(load(SOURCES[GLOSSARY])["cells"][index]["source"])
        assert found == wanted, f"the page {title!r} of 15 is not what the data say: {WRITE}."


@pytest.mark.parametrize("number", [number for number in SOURCES if number != GLOSSARY])
def test_a_notebook_ends_with_links_to_its_terms(number, request):
    closing = "".join(load(SOURCES[number])["cells"][CLOSING]["source"])
    wanted = with_terms(closing, terms_line(number))
    if request.config.getoption("--write-terms"):
        write(number, CLOSING, wanted)
        closing = wanted
    assert closing == wanted, f"{SOURCES[number].stem} must end with this line ({WRITE}):\n{terms_line(number)}"


def anchors(path: Path) -> set[str]:
    """The places in a notebook to which JupyterLab lets links lead: its headings, with hyphens for spaces."""
    headings = (re.findall(r"^#+ (.+)$", text, re.MULTILINE) for text in cells(load(path)))
    return {heading.strip().replace(" ", "-") for found in headings for heading in found}


@pytest.mark.parametrize("path", [*SOURCES.values(), *RELEASES], ids=lambda path: str(path.relative_to(ROOT).parent))
def test_every_link_leads_somewhere(path):
    for text in cells(load(path)):
        for target, _, place in (link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", text)):
            if "://" in target:
                continue
            there = (path.parent / target).resolve() if target else path
            assert there.exists(), f"{path.stem} links to {target}, which is not there"
            assert not place or place in anchors(there), f"{path.stem} links to #{place}, which {there.stem} has not"


def test_names_of_notebooks_are_those_of_the_folders():
    assert {path.stem for path in SOURCES.values()} <= set(NOTEBOOKS.values())
    assert list(NOTEBOOKS) == list(range(1, 16))


@pytest.mark.parametrize("closing", ["# You can\n\n- do it\n\n**Next:** 07", "# You can\n\n- do it"])
def test_a_line_of_terms_stands_before_the_next_notebook_and_only_once(closing):
    once = with_terms(closing, "**Terms:** old")
    twice = with_terms(once, "**Terms:** new")
    assert twice == with_terms(closing, "**Terms:** new")
    assert twice.startswith("# You can\n\n- do it\n\n**Terms:** new")
