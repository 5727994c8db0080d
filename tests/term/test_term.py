"""A term from the first week to the last, done for real: an instructor, three students, nbgrader and a browser."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from lab import SCREENSHOTS, Lab, serving
from pages import AssignmentList, Formgrader
from people import AUTOMATIC, DUE, SECRETS, WRITTEN, Term, answer, mend, text_of
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("sandbox")]


@pytest.fixture
def at_ann(term: Term, browser: Browser) -> Iterator[Lab]:
    """Ann's JupyterLab."""
    with serving(term.ann.home, term.ann.folder, browser) as lab:
        yield lab


@pytest.fixture
def at_instructor(term: Term, browser: Browser) -> Iterator[Lab]:
    """The instructor's, in the course's folder."""
    with serving(term.instructor.home, term.course.root, browser) as lab:
        yield lab


def test_a_term(term: Term, at_ann: Lab, at_instructor: Lab) -> None:
    formgrader = Formgrader(at_instructor)
    the_instructor_hands_out(term, formgrader)
    ann_solves_in_the_browser(at_ann)
    ben_is_late_and_cleo_never_hands_in(term)
    the_instructor_collects(term, formgrader)
    the_machine_grades(term)
    the_instructor_grades_by_hand(formgrader)
    points_by_hand_are_late_too(term)
    a_hidden_test_is_mended(term)
    what_was_given_by_hand_stands(formgrader)
    feedback_comes_back(term, formgrader, at_ann)
    the_pages_tell_what_they_may(term, at_ann)
    marks_are_final(term)


def the_instructor_hands_out(term: Term, formgrader: Formgrader) -> None:
    run = term.instructor.run
    run("nbgrader", "db", "student", "import", "roster.csv")
    run("nbgrader", "db", "assignment", "add", WRITTEN, f"--duedate={DUE}")
    assert run("autograder", "release").count("released") == 2
    for assignment in (AUTOMATIC, WRITTEN):
        formgrader.press("release", assignment)


def ann_solves_in_the_browser(lab: Lab) -> None:
    AssignmentList(lab).press("released", "Fetch", WRITTEN)
    notebook = lab.open_here(f"{WRITTEN}/{WRITTEN}.ipynb")
    assert "MARK SCHEME" not in notebook.page.content() and "Two points" not in notebook.page.content()
    notebook.replace_line("raise NotImplementedError", "return x + x")
    notebook.write(notebook.cell("TODO: write your answer here"), "Because twice is what was asked for.")
    notebook.save()
    assert "Success! Your notebook passes all the tests." in notebook.validate()
    notebook.screenshot("term-ann-validates")
    panel = AssignmentList(lab)
    panel.press("fetched", "Submit", WRITTEN)
    expect(panel.items("submitted", WRITTEN)).to_contain_text("2027-03-01 11:00:00")
    panel.screenshot("term-ann-submits")


def ben_is_late_and_cleo_never_hands_in(term: Term) -> None:
    for student in (term.ben, term.cleo):
        student.run("nbgrader", "fetch_assignment", AUTOMATIC, WRITTEN)
    answer(term.ben.folder, AUTOMATIC, "return 2.0 * x")
    answer(term.ben.folder, WRITTEN, "return 2.0 * abs(x)", "It just is.")
    for assignment in (AUTOMATIC, WRITTEN):
        term.ben.run("nbgrader", "submit", assignment)


def the_instructor_collects(term: Term, formgrader: Formgrader) -> None:
    for assignment in (AUTOMATIC, WRITTEN):
        formgrader.press("collect", assignment)
    handed_in = {str(path.relative_to(term.course.submitted)) for path in term.course.submitted.glob("*/*")}
    assert handed_in == {f"ann/{WRITTEN}", f"ben/{AUTOMATIC}", f"ben/{WRITTEN}"}


def the_machine_grades(term: Term) -> None:
    said = term.instructor.run("autograder", "grade")
    assert f"{AUTOMATIC}: 1 graded, 0 graded before, 0 could not be graded" in said
    assert f"{WRITTEN}: 2 graded, 0 graded before, 0 could not be graded" in said
    assert "2 answers wait for a person" in term.instructor.run("autograder", "export", "--to", "early.csv")
    assert marks(term, "early.csv") == {("ann", 3, 0, 3), ("ben", 4, 0.4, 3.6), ("cleo", 0, 0, 0)}


def the_instructor_grades_by_hand(formgrader: Formgrader) -> None:
    waiting = formgrader.submissions(WRITTEN)
    expect(waiting).to_have_count(2)
    for name, score, comment in (("Arbor, Ann", "2.5", "Well *put*, Ann."), ("Bolt, Ben", "1", "Why is it?")):
        grading = formgrader.open(WRITTEN, name)
        expect(grading.page.locator("body")).to_contain_text("Two points for the cause, one for the effect.")
        expect(grading.page.locator("body")).to_contain_text("wrong on a number that you have not seen")
        grading.give("words", score, comment)
        grading.screenshot(f"term-formgrader-{name.split()[1].lower()}")
    rows = formgrader.submissions(WRITTEN)
    expect(rows.filter(has_text="Ann")).to_contain_text("5.5 / 10")
    expect(rows.filter(has_text="Ben")).to_contain_text("5 / 10")
    formgrader.screenshot("term-formgrader-submissions")


def points_by_hand_are_late_too(term: Term) -> None:
    said = term.instructor.run("autograder", "grade")
    assert f"{WRITTEN}: 0 graded, 2 graded before" in said
    assert "• ben: lateness takes off 0.4 → 0.5" in said


def a_hidden_test_is_mended(term: Term) -> None:
    mend(term.course)
    term.instructor.run("autograder", "release", "2")
    said = term.instructor.run("autograder", "grade", "2", "--regrade")
    assert [line for line in said.splitlines() if "→" in line] == [
        "• ann: double_value 0 → 4 (no longer AssertionError: a whole number went in, and no float came out)"
    ]


def what_was_given_by_hand_stands(formgrader: Formgrader) -> None:
    rows = formgrader.submissions(WRITTEN)
    expect(rows.filter(has_text="Ann")).to_contain_text("9.5 / 10")
    expect(rows.filter(has_text="Ben")).to_contain_text("5 / 10")
    grading = formgrader.open(WRITTEN, "Arbor, Ann")
    grading.has("words", "2.5", "Well *put*, Ann.")
    grading.screenshot("term-formgrader-regraded")


def feedback_comes_back(term: Term, formgrader: Formgrader, lab: Lab) -> None:
    term.instructor.run("autograder", "feedback")
    for assignment in (AUTOMATIC, WRITTEN):
        formgrader.press("release-feedback", assignment)
    panel = AssignmentList(lab)
    panel.press("submitted", "Fetch Feedback", WRITTEN)
    expect(panel.items("submitted", WRITTEN)).to_contain_text("view feedback")
    panel.screenshot("term-ann-feedback")
    term.ben.run("nbgrader", "fetch_feedback", WRITTEN)


def the_pages_tell_what_they_may(term: Term, lab: Lab) -> None:
    (of_ann,) = term.ann.folder.glob(f"{WRITTEN}/feedback/*/{WRITTEN}.html")
    (of_ben,) = term.ben.folder.glob(f"{WRITTEN}/feedback/*/{WRITTEN}.html")
    for page in (of_ann, of_ben):
        assert [secret for secret in SECRETS if secret in text_of(page) or secret in page.read_text()] == []
    assert "9.5 of 10 points" in text_of(of_ann) and "Well put, Ann." in text_of(of_ann)
    assert "Handed in late" not in text_of(of_ann)
    assert "4.5 of 10 points" in text_of(of_ben) and "Handed in late: 0.5 points off." in text_of(of_ben)
    assert "keep the sign" in text_of(of_ben) and "Why is it?" in text_of(of_ben)
    page = lab.browser.new_page()
    page.goto(of_ben.as_uri())
    expect(page.get_by_text("Handed in late: 0.5 points off.")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "term-ben-feedback.png", full_page=True)


def marks_are_final(term: Term) -> None:
    said = term.instructor.run("autograder", "export", "--to", "marks.csv")
    assert "wait for a person" not in said
    assert marks(term, "marks.csv") == {("ann", 9.5, 0, 9.5), ("ben", 5, 0.5, 4.5), ("cleo", 0, 0, 0)}
    assert marks(term, "marks.csv", AUTOMATIC) == {("ann", 0, 0, 0), ("ben", 7, 0, 7), ("cleo", 0, 0, 0)}


def marks(term: Term, file: str, assignment: str = WRITTEN) -> set[tuple[str, float, float, float]]:
    """Who has which score, penalty and mark."""
    columns = ("raw_score", "late_submission_penalty", "score")
    with (term.course.root / file).open(newline="", encoding="utf-8-sig") as lines:
        rows = [row for row in csv.DictReader(lines) if row["assignment"] == assignment]
    return {(row["student_id"], *(float(row[column]) for column in columns)) for row in rows}
