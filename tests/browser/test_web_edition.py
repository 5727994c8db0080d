"""The web edition as somebody reads it: two notebooks run, the others as given out, opened from a folder on disk."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from on_page import ROOT, SCREENSHOTS
from playwright.sync_api import expect
from web_page import FIRST_VIEW_BYTES, WIDTHS, broken_links, build, first_view_bytes, not_valid, notebook, opened

from rnn_helpers.glossary import GROUPS, TERMS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, needed: None) -> Path:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return build(tmp_path_factory.mktemp("web") / "site", "06", "15")


@pytest.fixture
def hello(site):
    return notebook(site, "06")


@pytest.fixture
def glossary(site):
    return notebook(site, "15")


# Steppers


@pytest.mark.parametrize("width", WIDTHS)
def test_steppers_are_walked_by_keyboard(browser, site, width):
    for number, count in (("06", 2), ("15", 2)):
        with opened(browser, notebook(site, number), width) as tab:
            assert len(tab.steppers) == count
            for stepper in tab.steppers:
                assert len(set(stepper.walk())) == stepper.last


def test_keys_of_a_slider_are_those_of_the_browser(browser, glossary):
    with opened(browser, glossary) as tab:
        stepper = tab.steppers[0]
        stepper.slider.click()
        for key, frame in (("End", 29), ("Home", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("PageUp", 4)):
            tab.page.keyboard.press(key)
            stepper.at(frame)


def test_a_choice_changes_picture_and_caption_and_keeps_the_frame(browser, hello):
    with opened(browser, hello) as tab:
        stepper = tab.steppers[0]
        stepper.slider.click()
        tab.page.keyboard.press("End")
        expect(stepper.caption).to_contain_text("untrained: step 4 of 4")
        stepper.box.get_by_text("no loop", exact=True).click()
        expect(stepper.caption).to_contain_text("no loop: step 4 of 4")
        tab.page.keyboard.press("ArrowRight")
        expect(stepper.caption).to_contain_text("trained: step 4 of 4")
        stepper.at(4)


def test_it_plays_to_the_end_and_is_quiet_meanwhile(browser, hello):
    with opened(browser, hello) as tab:
        stepper = tab.steppers[0]
        expect(stepper.play).to_have_attribute("aria-pressed", "false")
        expect(stepper.caption).to_have_attribute("aria-live", "polite")
        stepper.box.get_by_role("button", name="Play", exact=True).click()
        expect(stepper.play).to_have_attribute("aria-pressed", "true")
        expect(stepper.caption).to_have_attribute("aria-live", "off")
        stepper.at(stepper.last)
        expect(stepper.play).to_have_attribute("aria-pressed", "false")


def test_a_key_stops_it(browser, glossary):
    with opened(browser, glossary) as tab:
        stepper = tab.steppers[0]
        stepper.play.click()
        stepper.slider.click()
        expect(stepper.play).to_have_attribute("aria-pressed", "false")


def test_nothing_moves_on_its_own_for_whoever_wants_that(browser, hello):
    with opened(browser, hello, reduced_motion="reduce") as tab:
        stepper = tab.steppers[0]
        for frame in (2, 3, 4, 1):
            stepper.play.click()
            stepper.at(frame)
        assert stepper.play.get_attribute("aria-pressed") is None


def test_without_scripts_the_first_frame_and_its_caption_stand_there(browser, hello):
    with opened(browser, hello, java_script_enabled=False) as tab:
        box = tab.page.locator("unrolled-stepper").first
        box.scroll_into_view_if_needed()
        expect(box.locator("p")).to_contain_text("untrained: step 1 of 4 reads 'H'")
        expect(box.locator("img").last).to_be_visible()


def test_on_paper_there_are_pictures_and_captions_and_no_controls(browser, hello):
    with opened(browser, hello) as tab:
        stepper = tab.steppers[0]
        tab.page.emulate_media(media="print")
        expect(stepper.slider).to_be_hidden()
        expect(stepper.play).to_be_hidden()
        expect(stepper.picture).to_be_visible()
        expect(stepper.caption).to_be_visible()


def test_numbers_in_a_picture_stay_legible(browser, hello):
    with opened(browser, hello, 390) as tab:
        picture = tab.steppers[0].picture
        assert picture.bounding_box()["width"] >= 0.82 * int(picture.get_attribute("width")) - 1
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390


# The glossary


def test_search_finds_as_in_the_notebook(browser, glossary):
    with opened(browser, glossary) as tab:
        box = tab.page.locator("term-search")
        query, said = box.get_by_role("searchbox", name="Find a term"), box.get_by_role("status")
        expect(said).to_contain_text(f"{len(TERMS)} terms.")
        for typed, count, first in (("forget gate", 1, "Forget gate"), ("bptt", 2, "Backpropagation through time")):
            query.click()
            tab.page.keyboard.press("Control+A")
            tab.page.keyboard.type(typed)
            expect(said).to_have_text(f"{count} of {len(TERMS)} terms:")
            expect(box.locator("dt").first).to_have_text(first)
        tab.page.keyboard.press("Control+A")
        tab.page.keyboard.type("hidden state")
        expect(box.locator("dd math").first).to_be_visible()
        tab.page.keyboard.type(" of a flux capacitor")
        expect(said).to_contain_text("Nothing found for “hidden state of a flux capacitor”.")


def test_a_card_that_was_not_known_comes_again(browser, glossary):
    with opened(browser, glossary) as tab:
        box = tab.page.locator("flash-cards")
        card, tally = box.get_by_role("status"), box.locator(".tally")
        first, *_ = GROUPS.items()
        box.get_by_label("Pack").select_option(first[0])
        expect(tally).to_have_text(f"0 known, {len(first[1])} left, 0 not known at first")
        name = card.locator("b").inner_text()
        box.get_by_role("button", name="Turn over").click()
        expect(card).to_contain_text(next(term.sentence for term in TERMS if term.name == name)[:20])
        box.get_by_role("button", name="Not yet").click()
        for _ in range(5):
            box.get_by_role("button", name="I knew it").click()
        expect(tally).to_have_text(f"5 known, {len(first[1]) - 5} left, 1 not known at first")
        expect(card.locator("b")).to_have_text(name)


# Pages


@pytest.mark.parametrize(("width", "scheme"), [*((width, "light") for width in WIDTHS), (1280, "dark")])
def test_axe_finds_nothing_serious_and_pages_fit(browser, site, hello, glossary, width, scheme):
    for page in (site / "index.html", site / "search.html", site / "docs/instructors.html", hello, glossary):
        with opened(browser, page, width, color_scheme=scheme) as tab:
            for stepper in tab.steppers:
                stepper.at(1)
            assert tab.violations() == [], page
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
            tab.page.screenshot(path=SCREENSHOTS / f"web-{page.stem[:8]}-{width}-{scheme}.png")


def test_search_of_the_site_finds_a_page(browser, site):
    with opened(browser, site / "index.html") as tab:
        tab.page.get_by_role("textbox", name="Search").click()
        tab.page.keyboard.type("perplexity")
        tab.page.keyboard.press("Enter")
        tab.page.locator("#search-results").get_by_role("link", name=re.compile("next word")).first.click()
        expect(tab.page.get_by_role("heading", level=1)).to_contain_text("the next word")


def test_one_reads_on_from_page_to_page(browser, site):
    with opened(browser, site / "index.html") as tab:
        for number in range(1, 16):
            tab.page.get_by_role("link", name=re.compile("^Next")).click()
            expect(tab.page.get_by_role("heading", level=1)).to_contain_text(f"{number:02} ·")
        tab.page.get_by_role("link", name=re.compile("^Previous")).click()
        expect(tab.page.get_by_role("heading", level=1)).to_contain_text("14 ·")


def test_pages_for_all_who_take_part_are_there(browser, site):
    with opened(browser, site / "index.html") as tab:
        tab.page.get_by_role("link", name="For students").click()
        expect(tab.page.get_by_role("heading", level=1)).to_have_text(re.compile("^For students"))
    written = {path.stem for path in ROOT.glob("docs/*.md")} - {"in_the_bundle"}
    assert {path.stem for path in site.glob("docs/*.html")} == written


def test_every_link_leads_somewhere(site):
    assert broken_links(site) == []


def test_pages_are_valid_html(site):
    assert not_valid(site) == ""


@pytest.mark.parametrize("number", ["06", "15"])
def test_the_first_view_of_a_page_is_light(browser, site, number):
    assert first_view_bytes(browser, notebook(site, number)) < FIRST_VIEW_BYTES


def test_formulas_are_laid_out(browser, site):
    for page in site.glob("notebooks/*/*.html"):
        outside = re.sub(r"<pre.*?</pre>|<script.*?</script>", "", page.read_text(), flags=re.DOTALL)
        assert not re.search(r"\$|\\[a-z]+\{", re.sub("<[^>]*>", "", outside)), page


def test_an_exercise_says_in_one_line_that_it_is_to_do(browser, hello):
    with opened(browser, hello) as tab:
        text = tab.page.locator("article").inner_text()
        assert "Traceback" not in text
        assert "HBox(" not in text
        test = tab.page.locator(".cell").filter(has_text="Test: Each letter becomes a row")
        expect(test).to_contain_text("To do: this test passes once you have written the exercise above.")
        expect(test.locator(".highlight")).to_be_hidden()
        test.locator("summary").click()
        expect(test.locator(".highlight")).to_be_visible()


def test_what_is_needed_to_run_it_is_there_to_download(browser, hello):
    def linked(name: str) -> Path:
        return hello.parent / tab.page.get_by_role("link", name=name).get_attribute("href")

    with opened(browser, hello) as tab:
        (released,) = ROOT.glob("notebooks/06_*/*.ipynb")
        assert linked("this notebook").read_bytes() == released.read_bytes()
        with zipfile.ZipFile(linked("the course as a folder")) as archive:
            assert archive.read(f"unrolled/notebooks/{hello.stem}/{released.name}") == released.read_bytes()
            assert "unrolled/README.md" in archive.namelist()
        expect(tab.page.get_by_role("link", name="Colab")).to_be_visible()
