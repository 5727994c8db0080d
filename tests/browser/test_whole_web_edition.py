"""The web edition as a whole: every notebook, every stepper, every page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from on_page import SCREENSHOTS
from PIL import Image
from web_page import FIRST_VIEW_BYTES, WIDTHS, broken_links, build, first_view_bytes, not_valid, opened

#: Steppers of each notebook.
STEPPERS = {number: 1 for number in range(1, 16)} | {3: 2, 6: 2, 10: 2, 15: 2}
SITE_BYTES = 60_000_000

pytestmark = [pytest.mark.browser, pytest.mark.large]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, needed: None) -> Path:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return build(tmp_path_factory.mktemp("web") / "site")


@pytest.fixture(scope="module")
def notebooks(site: Path) -> dict[int, Path]:
    return {int(path.stem[:2]): path for path in sorted(site.glob("notebooks/*/*.html"))}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_stepper_is_walked_by_keyboard_to_its_end(browser, notebooks, width):
    found = {}
    for number, path in notebooks.items():
        with opened(browser, path, width) as tab:
            steppers = tab.steppers
            found[number] = len(steppers)
            for stepper in steppers:
                assert len(set(stepper.walk())) == stepper.last, path
    assert found == STEPPERS


def test_every_option_shows_something_else(browser, notebooks):
    for path in notebooks.values():
        with opened(browser, path) as tab:
            for stepper in tab.steppers:
                stepper.slider.click()
                tab.page.keyboard.press("Home")
                tab.page.keyboard.press("ArrowRight")
                stepper.at(2)
                for shown in stepper.choose_all():
                    assert len(set(shown)) == len(shown) > 1, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contact_sheet(browser, notebooks, scheme):
    """Three frames of each stepper for somebody to look at: build/screenshots/web-steppers-light.png and -dark.png."""
    rows = []
    for path in notebooks.values():
        with opened(browser, path, color_scheme=scheme) as tab:
            for stepper in tab.steppers:
                stepper.slider.click()  # in the middle
                rows.append([shot(stepper, key) for key in ("Home", "", "End")])
    width, height = (max(picture.size[side] for row in rows for picture in row) for side in (0, 1))
    sheet = Image.new("RGB", (3 * width, len(rows) * height))
    for i, row in enumerate(rows):
        for j, picture in enumerate(row):
            sheet.paste(picture, (j * width, i * height))
    sheet.save(SCREENSHOTS / f"web-steppers-{scheme}.png")


def shot(stepper, key):
    """A picture of a stepper after a key, or after a click in the middle of its slider."""
    if key:
        stepper.box.page.keyboard.press(key)
    else:
        stepper.slider.click()
    stepper.at(int(stepper.slider.input_value()))
    return Image.open(io.BytesIO(stepper.box.screenshot()))


@pytest.mark.parametrize(("width", "scheme"), [*((width, "light") for width in WIDTHS), (1280, "dark")])
def test_axe_finds_nothing_serious_and_pages_fit(browser, site, width, scheme):
    for page in sorted(site.rglob("*.html")):
        with opened(browser, page, width, color_scheme=scheme) as tab:
            for stepper in tab.steppers:
                stepper.at(1)
            assert tab.violations() == [], page
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= width, page


def test_it_is_light(browser, site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < SITE_BYTES
    views = {page: first_view_bytes(browser, page) for page in site.rglob("*.html")}
    assert {page: view for page, view in views.items() if view >= FIRST_VIEW_BYTES} == {}


def test_every_link_leads_somewhere(site):
    assert broken_links(site) == []


def test_pages_are_valid_html(site):
    assert not_valid(site) == ""
