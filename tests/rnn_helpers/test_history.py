import re
from collections import Counter

import pytest

from rnn_helpers.history import EVENTS, THREADS


def test_years_stand_in_order_from_1943_to_2024():
    years = [event.year for event in EVENTS]
    assert years == sorted(years)
    assert (years[0], years[-1]) == (1943, 2024)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: f"{event.year} {event.title}")
def test_every_event_is_told_in_one_sentence_and_sourced(event):
    for text in (event.title, event.people, event.new, event.paper, event.source):
        assert text == text.strip() and text
    assert event.new.endswith(".") and ". " not in event.new
    assert event.thread in THREADS
    # Pages or a volume, a thesis or a book, or else a number under which anybody finds it.
    printed = re.search(r"\d–\d|thesis|Wiley", event.source)
    assert printed or event.arxiv, "neither pages nor an arXiv number"
    assert event.source != "preprint" or event.arxiv


@pytest.mark.parametrize("event", [event for event in EVENTS if event.arxiv], ids=lambda event: event.arxiv)
def test_arxiv_numbers_are_well_formed_and_fit_the_year(event):
    # Since 2015, five digits follow the point; before, four.
    assert re.fullmatch(r"\d\d(0[1-9]|1[0-2])\.(\d{4}|\d{5})", event.arxiv)
    year = 2000 + int(event.arxiv[:2])
    assert len(event.arxiv.partition(".")[2]) == (5 if year >= 2015 else 4)
    assert year in (event.year, event.year - 1)


def test_pages_run_forwards():
    for event in EVENTS:
        for first, last in re.findall(r"(\d+)–(\d+)", event.source):
            assert int(first) < int(last), event.source


@pytest.mark.parametrize("what", ["title", "new", "paper", "arxiv"])
def test_nothing_stands_there_twice(what):
    counts = Counter(getattr(event, what) for event in EVENTS)
    assert {text for text, times in counts.items() if times > 1} <= {""}


def test_every_thread_has_an_event():
    assert {event.thread for event in EVENTS} == set(THREADS)


def test_who_was_earlier():
    years = {event.title: event.year for event in EVENTS}
    assert years["Nets with circles"] < years["Hebb's rule"]
    assert years["Patterns as stable states"] < years["Persistent states"] < years["Hopfield network"]
    assert years["Backpropagation"] < years["Backpropagation for loops"] < years["Backpropagation through time"]
    assert years["LSTM"] < years["Forget gate"] < years["GRU"]


def test_citation():
    lstm = next(event for event in EVENTS if event.title == "LSTM")
    assert lstm.citation == ("Hochreiter, Schmidhuber (1997), “Long short-term memory”, Neural Computation 9:1735–1780")
    graves = next(event for event in EVENTS if event.arxiv == "1308.0850")
    assert graves.citation.endswith("preprint, arXiv:1308.0850")
