"""Notebook 15 as a student meets it: look terms up, turn cards, walk the map, and get there from another notebook."""

import re
from pathlib import Path

import pytest
from on_page import ROOT, SCREENSHOTS, Stepper, tab_to
from playwright.sync_api import expect

from rnn_helpers.glossary import GROUPS, TERMS

NAME = "15_glossary/15_glossary.ipynb"
OTHER = "06_intuitive_code/06_intuitive_code.ipynb"
RELEASES = ROOT / "notebooks"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def release(lab):
    """The untouched release, run from top to bottom."""
    notebook = lab.open(RELEASES / NAME, NAME)
    notebook.run_all()
    return notebook


def test_nothing_stops_but_what_is_not_done(release):
    assert release.errors
    assert all(error.strip().endswith("is not written yet.") for error in release.errors)


def test_cards_of_the_meters_stay_face_down(release):
    said = release.page.locator(".jp-OutputArea-output").filter(has_text="still under suspicion")
    expect(said).to_contain_text("leak       stays face down: it is not written yet.")
    expect(said).to_contain_text("still under suspicion: poet, clerk, miser, diarist, skimmer")


@pytest.mark.parametrize(
    ("query", "count", "first"),
    [
        ("forget gate", f"1 of {len(TERMS)} terms:", "Forget gate"),
        ("BPTT", f"2 of {len(TERMS)} terms:", "Backpropagation through time"),
        ("absolute eigenvalue", f"1 of {len(TERMS)} terms:", "Spectral radius"),
    ],
    ids=["a term", "another name of a term", "a word of what it means"],
)
def test_search_finds(release, query, count, first):
    search = release.search
    search.type(query)
    expect(search.count).to_have_text(count)
    expect(search.names.first).to_have_text(first)
    sentence = next(term.sentence for term in TERMS if term.name == first)
    expect(search.answers.first).to_contain_text(sentence)
    assert search.violations() == []
    search.screenshot(f"15-search-{query.replace(' ', '-')}")


def test_search_typesets_symbols(release):
    search = release.search
    search.type("hidden state")
    expect(search.answers.first.locator("mjx-container")).to_be_visible()
    search.screenshot("15-search-symbols")


def test_search_says_that_nothing_is_found(release):
    search = release.search
    search.type("flux capacitor")
    expect(search.count).to_contain_text("Nothing found for “flux capacitor”.")
    expect(search.names).to_have_count(0)
    search.screenshot("15-search-nothing")


def test_cards_turn_and_go_by_keyboard(release):
    cards = release.cards
    expect(cards.card).to_contain_text("What is it?")
    cards.screenshot("15-card-question")
    name = cards.card.locator("b").inner_text()
    release.search.query.click()
    tab_to(cards.turn)
    release.page.keyboard.press("Enter")
    expect(cards.card).to_contain_text(next(term.sentence for term in TERMS if term.name == name)[:20])
    cards.screenshot("15-card-answer")
    assert cards.violations() == []

    release.page.keyboard.press("Tab")
    expect(cards.box.get_by_role("button", name="I knew it")).to_be_focused()
    release.page.keyboard.press("Enter")
    expect(cards.tally).to_have_text(f"1 known, {len(TERMS) - 1} left, 0 not known at first")
    expect(cards.card).to_contain_text("What is it?")

    release.page.keyboard.press("Tab")
    release.page.keyboard.press("Space")
    expect(cards.tally).to_have_text(f"1 known, {len(TERMS) - 1} left, 1 not known at first")


def test_a_pack_is_chosen_by_keyboard(release):
    cards = release.cards
    release.search.query.click()
    tab_to(cards.pack)
    release.page.keyboard.press("ArrowDown")
    first, *_ = GROUPS.values()
    expect(cards.tally).to_have_text(f"0 known, {len(first)} left, 0 not known at first")


def test_map_follows_the_keyboard(release):
    concepts = Stepper(release.page, 0)
    concepts.steps_by_keyboard()
    expect(concepts.caption).to_have_text(re.compile("^Term 2 of 29, Vocabulary: "))
    concepts.screenshot("15-map")
    assert concepts.violations() == []


def test_recordings_follow_the_keyboard(release):
    recorded = Stepper(release.page, 1)
    recorded.box.get_by_role("button", name="X", exact=True).click()
    expect(recorded.caption).to_have_text(re.compile("^X, step 1 of 40"))
    recorded.steps_by_keyboard()
    expect(recorded.caption).to_have_text(re.compile("^X, step 2 of 40"))
    recorded.screenshot("15-recordings")
    assert recorded.violations() == []


def test_a_term_in_another_notebook_leads_to_its_heading(lab):
    # JupyterLab opens a notebook that is closed at its top; there, 15 says what to do. Once open, one click is enough.
    lab.put(RELEASES / NAME, NAME)
    page = lab.open(RELEASES / OTHER, OTHER).page
    link = page.get_by_role("link", name="log-probability", exact=True)
    link.click()
    glossary = page.locator(".jp-NotebookPanel").filter(has_text="Words as numbers")
    advice = glossary.get_by_role("paragraph").filter(has_text="follow it once more")
    expect(advice).to_be_visible(timeout=60_000)

    page.get_by_role("tab", name=Path(OTHER).name).click()
    link.click()
    expect(glossary.get_by_role("heading", name="Log-probability")).to_be_in_viewport(timeout=60_000)
    page.screenshot(path=SCREENSHOTS / "15-linked.png")
