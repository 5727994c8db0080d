"""The page for instructors, on a real gradebook and graded notebooks: its numbers, its words, and what it refuses."""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_output
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from outcomes import outcome_of
from tiny_course import NAME, cell_of
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.term import Extension, Term
from autograder.grade.record import Recorder
from autograder.report.groups import Group
from autograder.report.statistics import discrimination, statistics

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
EVIL = "<img src=x onerror=alert(1)>"
STUB = 'def double(x):\n    raise NotImplementedError("TODO")'


@pytest.fixture
def graded(released: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Twelve students: four lose the sign, two did nothing, one hangs, and one has a wicked name and is late.

    One had more time, for a reason that no phone is wide enough for.
    """
    monkeypatch.chdir(released.root)
    with released.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")
    with Recorder(released) as recorder:
        for number in range(12):
            notebook = nb.read(released.notebook(NAME))
            remarks, failing = [], {}
            if number < 4:
                failing = {"double_sign": ("AssertionError", "double(-1.0) should be -2: keep the sign")}
            elif number < 6:
                cell_of(notebook, "double").source = STUB
                failing = dict.fromkeys(("double_value", "double_sign"), ("NotImplementedError", "TODO"))
            elif number == 6:
                remarks = ["test double_sign: <b>still running</b>"]
                failing = {"double_sign": ("TestEnded", "the test was not done")}
            for test, (name, why) in failing.items():
                cell_of(notebook, test).outputs = [new_output("error", ename=name, evalue=why, traceback=[])]
            outcome = outcome_of(notebook, NAME)
            outcome.remarks, outcome.seconds = remarks, 1.0 + number
            student = EVIL if number == 11 else f"s{number:02d}"
            when = b"2026-03-03 13:00:00 UTC" if number == 11 else b"2026-02-28 12:00:00 UTC"
            recorder.record(student, NAME, [outcome], {"timestamp.txt": when}, "f")
    term.write(released.root, Term(extensions={NAME: {"s00": Extension(86400, WORD)}}))
    return released


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["report", *arguments])


def words(page: str) -> str:
    return " ".join(
        re.sub(
            r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>|<style.*?</style>|<script>.*?</script>", "", page, flags=re.S)
        ).split()
    )


@pytest.fixture
def page(graded: Course) -> str:
    result = run("--into", "report.html")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"wrote report.html: {NAME}\n"
    return Path("report.html").read_text(encoding="utf-8")


def test_what_it_says(page: str) -> None:
    said = words(page)
    for part in (
        f"{NAME.replace('_', '_ ')} 12 4.47 4 1",  # handed in, mean, median, late
        "Exercise 1 · double 7 65 %",
        "Exercise 2 · why 3 – not judged",
        "drops the sign 4 s00, s01, s02, s03",
        "not done 2 s04, s05 like no known mistake, or like more than three 1 s06",
        "1 of 12 came after the due date; lateness took off 1.4 points in all.",
        "as timestamp.txt says 2.0 days 1.4",
        f"1 had more time than others: student longer by why s00 1.0 days {WORD}",
        "Half of the submissions ran for less than 6.5 seconds, the slowest for 12",
        "did not come to its end in 1: s06.",
        "Answers of all 12 students wait for a person.",
        "s06 : test double_sign: &lt;b&gt;still running&lt;/b&gt;",
        "A hint where to look, never a verdict",
    ):
        assert part in said, (part, said)


def test_without_names_it_has_the_numbers_of_formgrader(graded: Course) -> None:
    assert run("--blind", "--into", "blind.html").exit_code == 0
    page = Path("blind.html").read_text(encoding="utf-8")
    api = NbGraderAPI(CourseDirectory(config=graded.config), config=graded.config)
    number = {each["student"]: each["index"] + 1 for each in api.get_notebook_submissions(NAME, NAME)}
    said = words(page)
    assert f"did not come to its end in 1: Submission #{number['s06']}." in said
    assert f"Submission #{number[EVIL]} as timestamp.txt says 2.0 days 1.4" in said
    assert f"Submission #{number['s00']} 1.0 days left out" in said
    assert not re.search(r"\bs\d\d\b|onerror", said)


def test_it_works_offline_and_runs_nothing(page: str) -> None:
    assert EVIL not in page
    assert page.count("&lt;img src=x") >= 2
    assert not re.search(r"<link|<img|<iframe|@import|url\((?!#)|\son\w+=\"|\ssrc=\"|href=\"(?!#)", page)
    assert re.findall("<script.*?>", page) == ["<script>"], "what sorts tables"
    assert "default-src &#39;none&#39;" in page
    assert 'name="viewport"' in page


def test_figures_say_in_words_what_they_show(page: str) -> None:
    figures = re.findall(r"<svg.*?</svg>", page, flags=re.S)
    assert len(figures) == 2
    assert "<desc" in figures[0] and "7 to 8 points: 4" in figures[0]
    assert "1 · double: 65 percent" in figures[1]
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_same_class_gives_the_same_page(page: str) -> None:
    assert run("--into", "again.html").exit_code == 0
    assert Path("again.html").read_text(encoding="utf-8") == page


def test_nobody_else_on_the_machine_can_read_it(page: str) -> None:
    assert Path("report.html").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("own", "rest", "expected"),
    [
        ([1, 0] * 4, [1, 0] * 4, "too few"),
        ([1] * 12, [1, 0] * 6, "all alike"),
        ([1, 0] * 6, [2, 1] * 6, 1.0),
        ([1, 0] * 6, [1, 2] * 6, -1.0),
    ],
)
def test_discrimination(own: list[float], rest: list[float], expected: float | str) -> None:
    found = discrimination(own, rest)
    assert found == (expected if isinstance(expected, str) else pytest.approx(expected))


def test_a_graded_notebook_that_cannot_be_read_is_worth_a_look(graded: Course) -> None:
    broken = graded.autograded / "s07" / NAME / f"{NAME}.ipynb"
    broken.chmod(0o644)
    broken.write_text('{"cells": 7}')
    shutil.rmtree(graded.autograded / "s08")
    with graded.gradebook() as gradebook, gradebook.engine.connect() as db:
        found = statistics(graded, db, NAME)
    assert found.looks["s07"] == [f"the graded {NAME}.ipynb cannot be read: grade it again"]
    assert found.looks["s08"] == [f"{NAME}.ipynb was not handed in, or is not in autograded"]
    assert found.rows[0].wrong[0] == Group("drops the sign", ("s00", "s01", "s02", "s03"), known=True)


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    return result.stderr.rstrip("\n")


def test_a_file_that_is_there_stays(graded: Course) -> None:
    Path("report.html").write_text("mine")
    said = "report.html is there already: move it away, or name another file with --into."
    assert refused("--into", "report.html") == said
    assert Path("report.html").read_text() == "mine"


def test_nothing_graded(released: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released.root)
    assert refused("--into", "r.html") == f"There is nothing graded of {NAME}: run `autograder grade` first."
    assert not Path("r.html").exists()


def test_no_such_assignment(graded: Course) -> None:
    result = run("07", "--into", "r.html")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("There is no assignment 07 in")


def test_a_full_disk(graded: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    said = "r.html cannot be written (No space left on device): name another file with --into."
    assert refused("--into", "r.html") == said
    assert not Path("r.html").exists()


def test_a_gradebook_of_an_older_nbgrader(graded: Course) -> None:
    with sqlite3.connect("gradebook.db") as db:
        db.execute("alter table submitted_notebook drop column late_submission_penalty")
    db.close()
    assert "was made by another version of nbgrader" in refused("--into", "r.html")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1200])
def test_it_is_accessible_and_fits_a_phone(page: str, browser: Browser, width: int) -> None:
    from on_page import violations  # here, since most tests need not wait for playwright

    assert violations(browser, Path("report.html").resolve(), width) == []
