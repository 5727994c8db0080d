"""Notebook 12's written answers, graded by a person in formgrader, with the mark schemes in sight."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lab import serving
from pages import Formgrader
from people import Person
from playwright.sync_api import Browser, expect
from tiny_course import ROOT

from autograder.author.release import release
from autograder.author.simulate import simulate
from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course

NAME = "12_points_to_ponder"
#: What a person thinks that the answers are worth; each is worth one point.
GIVEN = (1, 0.5, 0, 1, 0.5, 1)

#: In an answer: what would give itself full marks once it is clicked, if formgrader took it for its own button.
FORGED = "Read this twice."
FORGERY = "\n\n<div class='{button}'>{marks}<span class='{button}'>{said}</span></div>"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("sandbox")]


def test_six_written_answers_are_graded_by_hand(tmp_path: Path, browser: Browser) -> None:
    course = _course(tmp_path / "course")
    release(course, NAME)
    expected, written = _handed_in(course)
    person = Person("instructor", tmp_path / "instructor", course.root)
    person.home.mkdir()
    person.run("nbgrader", "db", "student", "import", "roster.csv")
    assert f"{NAME}: 1 graded" in person.run("autograder", "grade", "12")
    with serving(person.home, course.root, browser) as lab:
        formgrader = Formgrader(lab)
        grading = formgrader.open(NAME, "Lovelace, Ada")
        page = grading.page.locator("body")
        expect(page.get_by_text("BEGIN MARK SCHEME")).to_have_count(len(GIVEN))
        for cell, points in zip(written, GIVEN, strict=True):
            grading.give(cell, f"{points:g}", f"{points:g} of 1")
        expect(page.get_by_text(FORGED)).to_have_count(4)
        for forged in page.get_by_text(FORGED).all():
            forged.click()
        grading.screenshot("term-formgrader-12")
        assert formgrader.asked_elsewhere == []
        row = formgrader.submissions(NAME).filter(has_text="Ada")
        expect(row).to_contain_text(f"{expected + sum(GIVEN):g} / 10")
        expect(row).to_contain_text(f"{sum(GIVEN):g} / {len(GIVEN)}")


def _course(root: Path) -> Course:
    shutil.copytree(ROOT / "source" / NAME, root / "source" / NAME)
    shutil.copy(ROOT / CONFIG, root)
    (root / "roster.csv").write_text("id,first_name,last_name,email\nstudent01,Ada,Lovelace,\n")
    return Course.at(root)


def _handed_in(course: Course) -> tuple[float, list[str]]:
    """One student's answers; what a machine gives for them, and the cells that wait for a person."""
    rows = simulate(course, NAME, 1, 1, course.root)
    exercises = nb.exercises(nb.read(course.notebook(NAME)))
    by_hand = [nb.grade_id(exercise.todo) for exercise in exercises if exercise.question is not None]
    path = course.submitted / "student01" / NAME / f"{NAME}.ipynb"
    notebook = nb.read(path)
    marks = "".join(f"<i id='{nb.grade_id(cell)}'></i>" for cell in notebook.cells)
    (forger,) = (cell for cell in notebook.cells if nb.grade_id(cell) == by_hand[0])
    for button in ("full-credit", "no-credit", "score", "comment"):
        forger.source += FORGERY.format(button=button, marks=marks, said=FORGED)
    nb.write(notebook, path)
    return sum(row.points or 0 for row in rows), by_hand
