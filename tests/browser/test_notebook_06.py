"""Notebook 06 as a student meets it: run it, step through it, validate it."""

import io
import re

import nbformat
import pytest
from on_page import ROOT, SCREENSHOTS
from PIL import Image
from playwright.sync_api import expect

NAME = "06_intuitive_code/06_intuitive_code.ipynb"
SOURCE, RELEASE = ROOT / "source" / NAME, ROOT / "notebooks" / NAME

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def source(lab):
    """The source notebook, run from top to bottom."""
    notebook = lab.open(SOURCE, "source.ipynb")
    notebook.run_all()
    return notebook


def test_source_runs(source):
    assert source.errors == []


def test_stepper_follows_the_keyboard(source):
    source.stepper.steps_by_keyboard()
    source.screenshot("source")


def test_stepper_plays(source):
    stepper = source.stepper
    stepper.press("Home")
    expect(stepper.slider).to_have_attribute("aria-valuetext", "1")
    picture, caption = stepper.shown
    stepper.play.click()
    last = stepper.slider.get_attribute("aria-valuemax").removesuffix(".0")
    expect(stepper.slider).to_have_attribute("aria-valuetext", last, timeout=30_000)
    # It plays on until its next beat: whoever steps before that is carried to the end again.
    expect(stepper.play.locator("i")).to_have_class("fa fa-play")
    expect(stepper.picture).not_to_have_attribute("src", picture)
    expect(stepper.caption).not_to_have_text(caption)


def test_stepper_shows_the_other_network(source):
    stepper = source.stepper
    picture, _ = stepper.shown
    stepper.box.get_by_role("button", name="trained", exact=True).click()
    expect(stepper.picture).not_to_have_attribute("src", picture)
    expect(stepper.caption).to_have_text(re.compile("^trained"))
    stepper.press("Home")
    expect(stepper.slider).to_have_attribute("aria-valuetext", "1")
    stepper.steps_by_keyboard()
    stepper.steps_by_keyboard()


def test_stepper_is_filmed(source):
    """For the README: both networks read four letters."""
    stepper, film = source.stepper, []
    for network in ("untrained", "trained"):
        stepper.box.get_by_role("button", name=network, exact=True).click()
        stepper.press("Home")
        for step in range(1, 5):
            expect(stepper.caption).to_contain_text(f"{network}: step {step} of 4")
            film.append(stepper.box.screenshot())
            source.page.keyboard.press("ArrowRight")
    assert len(set(film)) == len(film) == 8
    first, *others = (Image.open(io.BytesIO(each)).convert("RGB").quantize(64) for each in film)
    path = SCREENSHOTS / "stepper.gif"
    # Three times, with two seconds before it begins again: then it stands still.
    first.save(path, save_all=True, append_images=others, duration=[1000] * 7 + [2000], loop=2)
    assert path.stat().st_size < 1_000_000


def test_stepper_is_accessible(source):
    assert source.stepper.violations() == []


@pytest.fixture(scope="module")
def release(lab):
    """The untouched release, run from top to bottom."""
    notebook = lab.open(RELEASE, "release.ipynb")
    notebook.run_all()
    return notebook


def test_run_all_goes_through_an_untouched_release(release):
    left = ("encode", "SimpleRNN.forward", "SimpleRNN.init_hidden", "predict_next")
    assert set(map(str.strip, release.errors)) == {f"{name} is not written yet." for name in left}
    expect(release.code_cells.last).to_contain_text("0 of 10 tests pass. Left to do:\n- encode is not written yet.")
    release.stepper.steps_by_keyboard()
    release.screenshot("release")


def test_a_test_is_folded_to_what_it_is_about_and_opens_with_a_click(release):
    about = "Each letter becomes a row with a 1 in its own column"
    test = release.page.locator(".jp-CodeCell").filter(has_text=about).first
    expect(test.locator(".cm-content")).to_be_hidden()
    release.screenshot("release-folded")
    test.get_by_text(about).click()
    expect(test.locator(".cm-content")).to_contain_text("assert_tensor(")


def test_an_untouched_release_does_not_validate(release):
    said = release.validate()
    release.screenshot("release-validated")
    assert "encode is not written yet." in said and "Traceback" not in said
    assert "failed" in said


def test_solved_release_validates(lab, tmp_path):
    solutions = {cell.id: cell.source for cell in nbformat.read(SOURCE, 4).cells if is_todo(cell)}
    solved = nbformat.read(RELEASE, 4)
    for cell in filter(is_todo, solved.cells):
        cell.source = solutions[cell.id]
    nbformat.write(solved, tmp_path / "solved.ipynb")
    notebook = lab.open(tmp_path / "solved.ipynb", "solved.ipynb")
    said = notebook.validate()
    notebook.screenshot("solved-validated")
    assert re.search("success", said, re.IGNORECASE)


def is_todo(cell) -> bool:
    """Whether a student writes here."""
    return cell.metadata.get("nbgrader", {}).get("solution", False)
