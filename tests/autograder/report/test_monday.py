"""Monday's page: three weeks of a class, opened from disk: what to say, whom to write to, what to mend."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_output
from outcomes import outcome_of
from tiny_course import NAME, cell_of, tiny, write_bank
from typer.testing import CliRunner

from autograder.author.release import release
from autograder.cli import app
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.feedback.write import feedback
from autograder.grade.record import Recorder
from autograder.report.students import trend

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = [pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"), pytest.mark.slow]

WEEKS = (NAME, "02_tiny", "03_tiny")
EVIL = "<img src=x onerror=alert(1)>"
NAMES = {"s0": "Ada", "s1": "Bo", "s2": "Cy", "s3": "Dilek", "s4": EVIL, "s5": "Finn", "s6": "Bo"}
SIGN = ("double_sign", "double(-1.0) should be -2: keep the sign")
ODD = ("double_value", "double(3.0) is 7, strangely")
ALL = ("double_value", "wrong"), ("double_sign", "wrong")
#: What goes wrong with whom, week by week; who is not named hands in nothing.
FAILING = (
    {"s0": [SIGN], "s1": [SIGN], "s2": [], "s3": [], "s4": [], "s6": []},
    {"s0": [SIGN], "s2": [ODD], "s3": [ODD], "s4": [], "s6": []},
    {"s0": [], "s1": [], "s2": [], "s3": [], "s4": ALL, "s6": []},
)


def record(course: Course, week: int, failing: dict[str, list[tuple[str, str]]]) -> None:
    with Recorder(course) as recorder:
        for student, tests in failing.items():
            notebook = nb.read(course.release / WEEKS[week] / f"{WEEKS[week]}.ipynb")
            cell_of(notebook, "double").source = f"def double(x):\n    return 2 * x  # {student}"
            for test, why in tests:
                error = new_output("error", ename="AssertionError", evalue=why, traceback=[])
                cell_of(notebook, test).outputs = [error]
            recorder.record(student, WEEKS[week], [outcome_of(notebook, WEEKS[week])], {}, "f")


@pytest.fixture(scope="module")
def graded(released_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Seven students in three weeks, with feedback on all but the last."""
    root = tmp_path_factory.mktemp("monday") / "Kurs, nächster"
    shutil.copytree(released_once, root)
    course = Course.at(root)
    write_bank(course)
    for week in WEEKS[1:]:
        nb.write(tiny(), course.notebook(week))
        shutil.copy(bank.path_of(course, NAME), bank.path_of(course, week))
        release(course, week)
    with course.gradebook() as gradebook:
        for student, name in NAMES.items():
            email = "no address" if student == "s5" else f"{student}@example.org"
            gradebook.update_or_create_student(student, first_name=name, email=email)
    for week, failing in enumerate(FAILING):
        record(course, week, failing)
    (course.submitted / "s5" / WEEKS[2]).mkdir(parents=True)
    for week in WEEKS[:2]:
        feedback(course, week)
    return course


def report(course: Course, monkeypatch: pytest.MonkeyPatch, into: Path, *words: str) -> Path:
    monkeypatch.chdir(course.root)
    done = CliRunner().invoke(app, ["report", "--into", str(into), *words])
    assert done.exit_code == 0, done.output
    return into


@pytest.fixture(scope="module")
def page(graded: Course) -> Iterator[Path]:
    (graded.root / "build").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        yield report(graded, patch, graded.root / "build" / "report.html")


def section(page: Path, begin: str, end: str) -> str:
    text = page.read_text().partition(f'<h2 id="{begin}">')[2].partition(f'<h2 id="{end}">')[0]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_what_to_say_whom_to_write_to_and_what_to_mend(page: Path) -> None:
    said = section(page, "say", "write")
    assert "drops the sign 2 01, Exercise 1 · double : Ada , Bo (s1) 02, Exercise 1 · double : Ada" in said
    odd = "alike among themselves, and like no known mistake: fails double_value 2"
    assert f"{odd} 02, Exercise 1 · double : Cy , Dilek" in said
    write = section(page, "write", "mend")
    assert "Finn 2 of 3 01, 02 Bo (s1) s1@example.org 1 of 3 02" in write, "and no address that is none"
    assert "Finn handed in 03, and that is not graded" in write
    assert "&lt;img src=x onerror=alert(1)&gt; s4@example.org 70 % 0 % −70" in write
    mend = section(page, "mend", "students")
    assert "why to look 01, Exercise 2 · why 18 the class reached 0 % of its points 03, Exercise 2" in mend
    assert "double" not in mend
    everybody = section(page, "students", "a1")
    assert "Bo (s1) s1 4 – 7 11 1 30 Bo (s6) s6 7 7 7 21 0 0" in everybody
    assert "Finn s5 – – not graded 0 2 –" in everybody
    assert EVIL not in page.read_text()


def test_a_week_that_was_hard_for_all_makes_nobody_sink() -> None:
    assert trend([0.9, 0.8], [0.9, 0.9]) is None
    assert trend([0.9, None, 0.8], [0.9, 0.9, 0.9]) is None, "an answer waits"
    hard = trend([0.9, 0.9, 0.4, 0.4], [0.9, 0.9, 0.4, 0.4])
    assert hard and (hard.first, hard.last, hard.change) == pytest.approx((0.9, 0.4, 0)) and not hard.sinks
    falls = trend([0.9, 0.1, 0.6], [0.9, 0.9, 0.9])
    assert falls and falls.change == pytest.approx(-0.3) and falls.sinks


def test_nobody_has_missed_what_is_not_due(graded: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.at(shutil.copytree(graded.root, tmp_path / "course"))
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(WEEKS[1], duedate="2926-03-01 12:00")
    page = report(course, monkeypatch, tmp_path / "r.html")
    write = section(page, "write", "mend")
    assert "Finn 1 of 3 01" in write and "Bo" not in write
    assert "Bo (s1) s1 4 not due 7 11 0 –" in section(page, "students", "a1")


def test_last_term_is_compared_and_left_alone(graded: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = Course.at(shutil.copytree(graded.root, tmp_path / "last term"))
    record(last, 0, dict.fromkeys(FAILING[0], []))
    source = nb.read(graded.notebook(WEEKS[1]))
    shutil.rmtree(last.root / "plans")  # released by nbgrader itself, then
    cell_of(source, "double_sign").source += "\nassert True"
    nb.write(source, last.notebook(WEEKS[1]))
    (last.root / "gradebook.db").chmod(0o444)
    before = {path: path.read_bytes() for path in last.root.rglob("*") if path.is_file()}
    page = report(graded, monkeypatch, tmp_path / "r.html", "--last-term", str(last.root))
    assert {path: path.read_bytes() for path in last.root.rglob("*") if path.is_file()} == before
    # Two of six have 4 of 7, the others all of it: a standard error of 0.09.
    assert "Exercise 1 · double 7 86 % too few 100 % −14 ± 18" in section(page, "a1", "a2")
    assert "Exercise 1 · double 7 69 % too few 69 % 0, other tests" in section(page, "a2", "a3")


@pytest.mark.parametrize(
    ("folder", "why"),
    [("nowhere", "is not a course"), ("", "There is no gradebook"), ("released", f"has no marks of {NAME}, 02_tiny")],
)
def test_a_last_term_that_is_none(
    graded: Course, released_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, why: str
) -> None:
    shutil.copytree(released_once, tmp_path / "released")
    shutil.copy(graded.root / "nbgrader_config.py", tmp_path)
    monkeypatch.chdir(graded.root)
    done = CliRunner().invoke(
        app, ["report", "--into", str(tmp_path / "r.html"), "--last-term", str(tmp_path / folder)]
    )
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert why in done.stderr
    assert not (tmp_path / "gradebook.db").exists()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_it_is_accessible_on_every_screen(page: Path, browser: Browser, width: int, scheme: str) -> None:
    from on_page import violations  # here, since most tests need not wait for playwright

    assert violations(browser, page, width, scheme) == []


@pytest.mark.browser
def test_it_is_valid(page: Path, needed: None) -> None:
    from web_page import not_valid

    assert not_valid(page.parent) == ""


def column(tab: Page, place: int) -> list[str]:
    return tab.locator(f"[aria-labelledby=students] tbody tr > :nth-child({place})").all_inner_texts()


@pytest.mark.browser
def test_a_heading_sorts_by_mouse_and_keyboard_and_a_mark_leads_to_feedback(page: Path, browser: Browser) -> None:
    from on_page import tab_to
    from playwright.sync_api import expect

    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    tab.on("console", lambda message: errors.append(message.text))
    tab.goto(page.as_uri())
    table = tab.get_by_role("region", name="Marks of all students")
    week = table.get_by_role("button", name="02", exact=True)
    week.click()
    assert column(tab, 4) == ["3", "3", "4", "7", "7", "–", "–"], "what is not known comes last"
    expect(table.get_by_role("columnheader", name="02")).to_have_attribute("aria-sort", "ascending")
    tab_to(week)
    tab.keyboard.press("Enter")
    assert column(tab, 4) == ["7", "7", "4", "3", "3", "–", "–"]
    expect(table.locator("th[aria-sort]")).to_have_count(1)
    table.get_by_role("button", name="id").click()
    assert column(tab, 2) == sorted(NAMES)
    table.locator("tbody tr", has_text="s0").get_by_role("link", name="4").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Tiny")
    expect(tab.get_by_text("Ada (s0)")).to_be_visible()
    assert [url for url in asked if not url.startswith("file:")] == errors == []
    tab.close()


@pytest.mark.browser
def test_without_a_script_it_reads_as_well_and_prints_whole(page: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 680, "height": 800})
    tab = context.new_page()
    tab.goto(page.as_uri())
    assert tab.get_by_role("button").count() == 0
    assert column(tab, 2) == ["s4", "s0", "s1", "s6", "s2", "s3", "s5"]
    assert not tab.get_by_text("Press a heading").is_visible()
    tab.emulate_media(media="print")
    wide = tab.locator(".wide")
    boxes = [box for place in range(wide.count()) if (box := wide.nth(place).locator("table").bounding_box())]
    assert boxes and all(box["x"] + box["width"] <= 680 for box in boxes), "paper does not scroll"
    context.close()
