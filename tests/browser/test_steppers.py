"""Steppers as hands, eyes and screens meet them: in JupyterLab and in Notebook 7, by clicks and by keys."""

import io
import re

import every_stepper
import nbformat
import numpy as np
import pytest
from lab import RUN_MS
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from on_page import ROOT, Stepper, tab_to
from PIL import Image
from playwright.sync_api import expect

SMALL = """
import torch
from rnn_helpers.figures import GradientNormView
from rnn_helpers.networks.progress import tqdm
from rnn_helpers.networks.trace import Trace
from rnn_helpers.glossary.widgets import FlashCards, TermSearch
from rnn_helpers.steppers import HiddenStateStepper, Stepper

for _ in tqdm(range(3)):
    pass
for _ in tqdm(range(3)):
    break
"""
STEPPERS = ("HiddenStateStepper(Trace(torch.rand(12, 64), list('unrolledcell')))", "Stepper(GradientNormView())")
CARDS = "display(TermSearch())\nFlashCards()"
EVERY = f"""
import sys
sys.path.insert(0, {str(ROOT / "tests/browser")!r})
from every_stepper import every_stepper, smallest_number, tallest

steppers = every_stepper()
for stepper in steppers.values():
    tallest(stepper)
print("smallest number:", min(map(smallest_number, steppers.values())))
"""
PLACES = every_stepper.places()
GONE = "The kernel that drew this is gone."
LINES = 500  # pixels that a small screen has for a notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def write(lab, name, *sources):
    """Put a notebook with these cells of code, a heading before each, where JupyterLab sees it."""
    headed = ([new_markdown_cell(f"## Cell {i}"), new_code_cell(source)] for i, source in enumerate(sources))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(metadata=kernel, cells=[cell for pair in headed for cell in pair]), lab.folder / name)


@pytest.fixture(scope="module", params=["lab", "notebook-7"])
def reopen(lab, request):
    """A notebook with two steppers: what opens it, again and again."""
    name = f"two-steppers-{request.param}.ipynb"
    write(lab, name, SMALL, *STEPPERS, CARDS)
    return lambda: lab.open_here(name) if request.param == "lab" else lab.open_in_notebook_7(name)


@pytest.fixture(scope="module")
def two(reopen):
    """Open in JupyterLab or in Notebook 7, and run."""
    notebook = reopen()
    notebook.run_all()
    expect(notebook.page.locator(".stepper")).to_have_count(2)
    return notebook


@pytest.fixture(scope="module")
def every(lab):
    """All steppers of the course, one below the other, each at its longest caption, on a screen 1280 pixels wide."""
    write(lab, "every.ipynb", EVERY, *(f"steppers[{place!r}]" for place in PLACES))
    notebook = lab.open_here("every.ipynb", width=1280, height=800)
    notebook.run_all(timeout=10 * RUN_MS // 3)  # as long as fifteen notebooks take
    assert notebook.errors == []
    return notebook


def frame(stepper, expected):
    expect(stepper.slider).to_have_attribute("aria-valuetext", str(expected))


def test_keys_move_the_slider_after_a_click_on_its_track(two):
    stepper, keys = Stepper(two.page), two.page.keyboard
    track = stepper.track.bounding_box()
    stepper.track.click(position={"x": track["width"] / 2, "y": track["height"] / 2}, force=True)
    middle = int(stepper.frame)
    assert 5 <= middle <= 8
    for key, expected in [
        ("ArrowRight", middle + 1), ("ArrowLeft", middle), ("ArrowUp", middle + 1), ("Home", 1), ("PageUp", 6),
        ("PageUp", 11), ("PageDown", 6), ("End", 12), ("ArrowDown", 11),
    ]:  # fmt: skip
        keys.press(key)
        frame(stepper, expected)
    expect(stepper.caption).to_contain_text("Step 11 of 12")


def test_keys_move_the_slider_after_a_click_on_its_handle(two):
    stepper = Stepper(two.page)
    stepper.press("Home")
    frame(stepper, 1)
    stepper.steps_by_keyboard()


def test_keys_move_the_slider_after_a_click_on_the_picture(two):
    stepper = Stepper(two.page)
    stepper.press("Home")
    two.page.locator(".jp-InputPrompt").first.click()
    stepper.picture.click(position={"x": 300, "y": 100})
    two.page.keyboard.press("ArrowRight")
    frame(stepper, 2)


def test_keys_move_each_slider_from_tab(two):
    stepper = Stepper(two.page, 1)
    steps, sigma = stepper.box.get_by_role("slider").all()
    two.page.locator(".jp-InputPrompt").nth(1).click()
    tab_to(steps)
    two.page.keyboard.press("End")
    expect(steps).to_have_attribute("aria-valuetext", "50")
    tab_to(sigma)
    two.page.keyboard.press("ArrowRight")
    expect(stepper.caption).to_contain_text("Largest singular value 0.6,")


@pytest.mark.parametrize("control", ["slider", "play", "choice"])
def test_no_key_gets_through_to_the_notebook(two, control):
    stepper, page = Stepper(two.page, 1), two.page
    there = {
        "slider": stepper.slider,
        "play": stepper.box.get_by_role("button", name="stop"),
        "choice": stepper.box.get_by_role("button", name="large", exact=True),
    }[control]
    there.click()
    before = page.locator(".jp-Cell").all_inner_texts()
    for key in "a b c v x z m y d d 0 0 i i ArrowLeft ArrowRight Shift+Enter Control+Enter Control+B".split():
        page.keyboard.press(key)
    page.wait_for_timeout(500)  # a notebook would take a moment to change
    expect(there).to_be_focused()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    cells = page.locator(".jp-Cell")
    assert cells.count() == len(before)
    assert cells.locator(".jp-InputPrompt").all_inner_texts() == ["", "[1]:", "", "[2]:", "", "[3]:", "", "[4]:"]


def test_a_list_shows_all_units_at_once(two):
    units = Stepper(two.page).box.get_by_role("listbox")
    assert units.get_by_role("option").count() == 64
    assert units.evaluate("list => list.scrollHeight <= list.clientHeight && list.scrollWidth <= list.clientWidth")


def test_finished_bars_leave_nothing(two):
    below = two.code_cells.first.locator(".jp-OutputArea")
    assert below.inner_text().strip() == ""
    assert below.evaluate("area => area.offsetHeight") <= 20  # without a line of text


def test_the_last_picture_stays_when_the_kernel_is_gone(lab, reopen, two):
    """After a restart, and in a notebook that was saved and is opened again."""
    page, stepper = two.page, Stepper(two.page)
    stepper.press("Home")
    stepper.press("ArrowRight")
    last = page.locator(".last-seen").first
    expect(last).to_contain_text("Step 2 of 12")
    expect(last).to_be_hidden()
    page.locator(".jp-InputPrompt").first.click()
    page.keyboard.press("Control+S")
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator(".lm-Menu-item").filter(has_text="Restart Kernel…").click()
    page.locator(".jp-Dialog button").filter(has_text="Restart").click()
    check_last(page)
    page.close()
    lab.end_kernels()
    page = reopen().page
    # JupyterLab says that it finds no widget, and nobody sees it.
    expect(page.get_by_text("Error displaying widget")).not_to_have_count(0, timeout=RUN_MS)
    check_last(page)


def check_last(page):
    last = page.locator(".last-seen")
    expect(last.locator("visible=true")).to_have_count(4, timeout=RUN_MS)
    expect(last.last).to_contain_text("What is it?")
    for said in ("Step 2 of 12", GONE):
        expect(last.first).to_contain_text(said)
    picture = last.first.get_by_role("img")
    expect(picture).to_have_attribute("alt", re.compile("Step 2 of 12"))
    assert picture.evaluate("picture => picture.naturalWidth") == 2 * picture.bounding_box()["width"]
    for gone in (page.locator(".has-last"), page.get_by_text("Error displaying widget")):
        expect(gone.locator("visible=true")).to_have_count(0)


@pytest.mark.parametrize("place", range(len(PLACES)), ids=["-".join(map(str, place)) for place in PLACES])
def test_controls_picture_and_caption_fit(every, place):
    stepper = Stepper(every.page, place)
    assert stepper.box.bounding_box()["height"] <= LINES
    assert stepper.window.evaluate("window => window.scrollWidth <= window.clientWidth")
    assert stepper.picture.evaluate("picture => picture.naturalWidth") == 2 * stepper.picture.bounding_box()["width"]


def test_numbers_are_high_enough(every):
    """A figure of 9 points is 9.1 pixels high where an inch has 100: the letters' own height is 0.73 of it."""
    printed = every.code_cells.first.locator(".jp-OutputArea").text_content()
    assert float(printed.split()[-1]) >= 9


def test_a_narrow_window_scrolls_and_shrinks_nothing(lab, every):
    page = every.page
    stepper = Stepper(page, 2)
    width = stepper.picture.bounding_box()["width"]
    page.set_viewport_size({"width": 640, "height": 400})  # as 1280 by 800 at 200 %
    try:
        assert stepper.picture.bounding_box()["width"] == width
        assert stepper.window.evaluate("window => window.scrollWidth > window.clientWidth")
        assert stepper.box.evaluate("box => box.scrollWidth <= box.clientWidth")
    finally:
        page.set_viewport_size({"width": 1280, "height": 800})


@pytest.fixture
def dark(every):
    """JupyterLab Dark, chosen from the menu, until the test is over."""
    choose_theme(every.page, "JupyterLab Dark")
    yield every.page
    choose_theme(every.page, "JupyterLab Light")


def choose_theme(page, name):
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item").filter(has_text="Theme").first.hover()
    page.locator(".lm-Menu-item").filter(has_text=re.compile(f"^{name}$")).click()
    light = str(name != "JupyterLab Dark").lower()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)


def pixels(locator):
    return np.asarray(Image.open(io.BytesIO(locator.screenshot(animations="disabled"))).convert("RGB")).astype(int)


def test_a_picture_has_the_dark_pages_colours(dark):
    stepper = Stepper(dark, [number for number, _ in PLACES].index("13"))
    stepper.press("End")
    picture = pixels(stepper.picture)
    assert abs(picture[1, 1] - 0x11).max() <= 2  # the page's
    red, green, blue = picture.reshape(-1, 3).T
    assert ((red > 100) & (red > 2 * blue)).any()  # orange below zero
    assert ((blue > 100) & (blue > green + 20)).any()  # purple above
    dark.emulate_media(media="print")
    assert stepper.picture.evaluate("picture => getComputedStyle(picture).filter") == "none"
    dark.emulate_media(media="screen")


@pytest.mark.large
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contact_sheet(every, request, theme):
    """Three frames of each stepper for somebody to look at: build/screenshots/steppers-light.png and -dark.png."""
    if theme == "dark":
        request.getfixturevalue("dark")
    rows = [[shot(Stepper(every.page, place), key) for key in ("Home", "", "End")] for place in range(len(PLACES))]
    sheet = Image.new("RGB", (3 * 860, len(rows) * LINES))
    for i, row in enumerate(rows):
        for j, picture in enumerate(row):
            sheet.paste(picture, (j * 860, i * LINES))
    sheet.save(ROOT / f"build/screenshots/steppers-{theme}.png")


def shot(stepper, key):
    """A picture of a stepper after a key, or in the middle."""
    if key:
        stepper.press(key)
    else:
        track = stepper.track.bounding_box()
        stepper.track.click(position={"x": track["width"] / 2, "y": 1}, force=True)
    stepper.box.page.wait_for_timeout(400)
    return Image.open(io.BytesIO(stepper.box.screenshot(animations="disabled")))
