"""Notebook 10 as a student meets it: real texts, two trainings, and both steppers, before anything is solved."""

import pytest
from on_page import ROOT, Stepper
from playwright.sync_api import expect

RELEASE = ROOT / "notebooks/10_real_world_problem/10_real_world_problem.ipynb"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def release(lab):
    """The untouched release, run from top to bottom."""
    notebook = lab.open(RELEASE, "10.ipynb")
    notebook.run_all()
    return notebook


def test_nothing_stops_but_what_is_not_done(release):
    assert release.errors
    assert all(error.strip().endswith("is not written yet.") for error in release.errors)


@pytest.mark.parametrize(("place", "what"), [(0, "tweet"), (1, "translation")])
def test_steppers_follow_the_keyboard(release, place, what):
    stepper = Stepper(release.page, place)
    stepper.press("Home")
    expect(stepper.slider).to_have_attribute("aria-valuetext", "1")
    for _ in range(3):
        stepper.steps_by_keyboard()
    stepper.screenshot(f"10-{what}")
    assert stepper.violations() == []


def test_another_sentence_shows_another_reading(release):
    stepper = Stepper(release.page)
    picture, caption = stepper.shown
    stepper.box.get_by_role("button", name="not bad", exact=True).click()
    expect(stepper.picture).not_to_have_attribute("src", picture)
    expect(stepper.caption).not_to_have_text(caption)
    stepper.steps_by_keyboard()
