"""A JupyterHub with users of the system, set up as the administrators' page says, and graded on arrival."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hub import COURSE, GRADER, INSTRUCTOR, AtHub, Machine, machine, refusal
from pages import AssignmentList, Formgrader
from people import AUTOMATIC, WRITTEN, answer, text_of
from playwright.sync_api import Browser, expect
from serving import until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

#: What each student does, and reads: the answer, the words, and the points of each before a person has read the words.
WORK = {
    "ann": ("return 2.0 * x", "Because twice is what was asked for.", "7 of 7 points so far"),
    "ben": ("return 2.0 * abs(x)", "It just is.", "4 of 7 points so far"),
    "cleo": ("return x", "No idea.", "0 of 7 points so far"),
}


def test_a_hub(browser: Browser) -> None:
    if why := refusal():
        (pytest.fail if os.environ.get("UNROLLED_HUB") == "required" else pytest.skip)(why)
    with TemporaryDirectory() as scratch, machine(Path(scratch)) as hub:
        the_course_is_set_up(hub)
        at_formgrader = hub.log_in(INSTRUCTOR, browser, to="services/unrolled")
        formgrader = Formgrader(at_formgrader)
        formgrader.press("release", WRITTEN)
        log = hub.serve()
        ann = hub.log_in("ann", browser)
        hands_in(ann, "ann")
        for name in ("ben", "cleo"):
            hands_in_from_a_terminal(hub, name)
        reads_feedback(ann, "ann")
        for name in ("ben", "cleo"):
            fetches_feedback(hub, name)
        assert "✗" not in log.read_text(), log.read_text()
        nobody_else_reaches_the_course(hub, ann)
        the_instructor_grades_by_hand(hub, formgrader)


def the_course_is_set_up(hub: Machine) -> None:
    hub.as_grader("nbgrader", "db", "student", "import", "roster.csv")
    assert hub.as_grader("autograder", "release").count("released") == 2


def hands_in(lab: AtHub, name: str) -> None:
    """Fetch, solve, submit."""
    body, words, _ = WORK[name]
    panel = AssignmentList(lab)
    panel.press("released", "Fetch", WRITTEN)
    notebook = lab.open_here(f"{WRITTEN}/{WRITTEN}.ipynb")
    notebook.replace_line("raise NotImplementedError", body)
    notebook.write(notebook.cell("TODO: write your answer here"), words)
    notebook.save()
    AssignmentList(lab).press("fetched", "Submit", WRITTEN)


def hands_in_from_a_terminal(hub: Machine, name: str) -> None:
    body, words, _ = WORK[name]
    hub.run(name, "nbgrader", "fetch_assignment", WRITTEN)
    answer(hub.home(name), WRITTEN, body, words)
    hub.run(name, "nbgrader", "submit", WRITTEN)


def reads_feedback(lab: AtHub, name: str) -> None:
    """It is there without anybody doing anything."""
    panel = AssignmentList(lab)
    submitted = panel.items("submitted", WRITTEN)
    for _ in range(60):
        panel.press("submitted", "Fetch Feedback", WRITTEN)
        if submitted.get_by_text("view feedback").count():
            break
    expect(submitted).to_contain_text("view feedback")
    told(lab.folder, name)


def fetches_feedback(hub: Machine, name: str) -> None:
    until(lambda: "Fetched feedback" in hub.run(name, "nbgrader", "fetch_feedback", WRITTEN))
    told(hub.home(name), name)


def told(home: Path, name: str) -> None:
    (page,) = home.glob(f"{WRITTEN}/feedback/*/{WRITTEN}.html")
    assert WORK[name][2] in text_of(page) and "A person still reads what you wrote" in text_of(page)


def nobody_else_reaches_the_course(hub: Machine, lab: AtHub) -> None:
    page = lab.context.new_page()
    page.goto(f"{hub.url}/services/unrolled/formgrader")
    expect(page.locator("body")).to_contain_text("403")
    assert "denied" in hub.run("cleo", "sh", "-c", f"ls {COURSE} 2>&1 || true")


def the_instructor_grades_by_hand(hub: Machine, formgrader: Formgrader) -> None:
    for first, last, score in (("Ann", "Arbor", "3"), ("Ben", "Bolt", "1"), ("Cleo", "Cleaver", "0")):
        formgrader.open(WRITTEN, f"{last}, {first}").give("words", score, f"Thank you, {first}.")
    formgrader.screenshot("hub-formgrader")
    hub.as_grader("autograder", "feedback", WRITTEN)
    hub.as_grader("nbgrader", "release_feedback", WRITTEN)
    hub.run("ann", "nbgrader", "fetch_feedback", WRITTEN)
    (page,) = hub.home("ann").glob(f"{WRITTEN}/feedback/*/{WRITTEN}.html")
    assert "Thank you, Ann." in text_of(page) and "10 of 10 points" in text_of(page)
    hub.as_grader("autograder", "export", "--to", "marks.csv")
    rows = csv.DictReader(io.StringIO(hub.run(GRADER, "cat", str(COURSE / "marks.csv")).lstrip("\ufeff")))
    marks = {row["student_id"]: float(row["score"]) for row in rows if row["assignment"] == WRITTEN}
    assert marks == {"ann": 10.0, "ben": 5.0, "cleo": 0.0}
    assert AUTOMATIC not in hub.run("ann", "ls")
