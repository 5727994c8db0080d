"""What a page of feedback looks like: a real answer that lost points, on every screen, in the light and in the dark."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from answered import hand_in, with_answers
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from outcomes import outcome_of
from tiny_course import NAME, ROOT, cell_of, graded

from autograder.author.release import release
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.feedback.outline import outline, parts
from autograder.feedback.write import feedback
from autograder.grade.class_run import grade_class
from autograder.grade.record import Recorder
from autograder.grading.stored_plans import load
from autograder.grading.worker import Worker, threads

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REAL = "05_math_behind_rnns"
#: Wrong in two of its four exercises.
MISTAKES = ("rnn_forward", "output_layer")
WIDTHS, SCHEMES = (360, 768, 1280), ("light", "dark")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on a real answer to a real notebook, by a student whose name is known."""
    root = tmp_path_factory.mktemp("layout")
    shutil.copy(ROOT / CONFIG, root)
    shutil.copytree(ROOT / "source" / REAL, root / "source" / REAL)
    course = Course.at(root)
    release(course, REAL)
    known = bank.load(Course.at(ROOT), REAL).mistakes
    wrong = [next(each for each in known if each.function == function) for function in MISTAKES]
    hand_in(course, REAL, "ada", with_answers(course, REAL, *wrong), "print('a cell of my own')")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada", first_name="Ada", last_name="<b>Lovelace")
    with threads() as (executor, jobs):
        grade_class(course, REAL, load(course, REAL), Worker(isolation="process"), executor, jobs=jobs)
    (path,) = feedback(course, REAL, ["ada"]).written
    return path


@pytest.fixture
def page(browser: Browser, real: Path) -> Iterator[Page]:
    """It, opened on a phone."""
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.goto(real.as_uri())
    yield tab
    tab.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_accessible_and_fits_every_screen(browser: Browser, real: Path, width: int, scheme: str) -> None:
    from on_page import SCREENSHOTS, violations  # here, since most tests need not wait for playwright

    assert violations(browser, real, width, scheme) == []
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab.goto(real.as_uri())
    assert tab.evaluate("document.documentElement.scrollHeight") < 8_000
    # A line of the student's code has room, whatever stands beside it.
    assert tab.locator(".answer pre").first.bounding_box()["width"] > 0.8 * min(width, 700)
    red, green, blue = map(int, re.findall(r"\d+", tab.evaluate("getComputedStyle(document.body).backgroundColor"))[:3])
    assert (red + green + blue < 150) == (scheme == "dark")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=SCREENSHOTS / f"feedback-{width}-{scheme}.png", full_page=True)
    tab.close()


@pytest.mark.slow
@pytest.mark.browser
def test_who_what_and_how_many_points_stand_on_top(page: Page) -> None:
    from playwright.sync_api import expect

    expect(page).to_have_title("Feedback: 05 · Math behind RNNs, Ada <b>Lovelace (ada)")
    on_top = [each.inner_text() for each in page.locator("header > *").all()]
    assert on_top == ["Ada <b>Lovelace (ada) · unrolled", "05 · Math behind RNNs", "7 of 10 points"]
    assert page.locator("nav li").evaluate_all("rows => rows.map(row => row.innerText.replace(/\\s+/g, ' '))") == [
        "Exercise 1 · rnn_step 3 of 3",
        "Exercise 2 · rnn_forward 1 of 3",
        "Exercise 3 · output_layer 0 of 1",
        "Exercise 4 · step_jacobian 3 of 3",
    ]


@pytest.mark.slow
@pytest.mark.browser
def test_what_cost_points_comes_first_and_the_rest_is_folded(page: Page) -> None:
    from playwright.sync_api import expect

    headings = [each.inner_text() for each in page.locator("main > h2, section > h3, summary > h3").all()]
    assert headings == [
        "What cost points",
        "Exercise 2 · rnn_forward: 1 of 3",
        "Exercise 3 · output_layer: 0 of 1",
        "What earned all its points",
        "Exercise 1 · rnn_step",
        "Exercise 4 · step_jacobian",
        "All else in your notebook",
    ]
    expect(page.get_by_text("def rnn_forward(")).to_be_visible()
    for folded in ("def rnn_step(", "a cell of my own", "def step_jacobian("):
        expect(page.get_by_text(folded).first).to_be_hidden()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("link", ["Exercise 1 · rnn_step", "Checked"])
def test_a_link_unfolds_what_it_leads_to(page: Page, link: str) -> None:
    from playwright.sync_api import expect

    led_to = page.get_by_role("link", name=link).first
    place = page.locator(led_to.get_attribute("href"))
    expect(place).to_be_hidden()
    led_to.click()
    expect(place).to_be_visible()
    expect(place).to_be_in_viewport()


@pytest.mark.slow
@pytest.mark.browser
def test_what_is_folded_is_said_on_paper(page: Page) -> None:
    def marks() -> set[str]:
        found = "rows => rows.map(row => getComputedStyle(row, '::after').content)"
        return set(page.locator("details > summary").evaluate_all(found))

    assert marks() == {"none"}
    page.emulate_media(media="print")
    assert marks() == {'" (folded: open it to print it)"'}
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert marks() == {"none"}


@pytest.mark.slow
@pytest.mark.browser
def test_a_page_runs_nothing_and_asks_nobody(browser: Browser, real: Path) -> None:
    asked: list[str] = []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(real.as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [real.as_uri()]
    assert tab.locator("script, link, iframe").count() == 0
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_that_a_student_writes_is_too_wide(released: Course, browser: Browser, width: int) -> None:
    from on_page import violations

    notebook = nb.read(released.notebook(NAME))
    cell_of(notebook, "double_sign").outputs = [new_output("error", ename="E", evalue="W" * 400, traceback=[])]
    notebook.cells.append(new_markdown_cell(f"`{'a_long_name(' * 30}` and [a link](https://example.org)"))
    with Recorder(released) as recorder:
        recorder.record("ann", NAME, [outcome_of(notebook, NAME)], {}, "f")
    (path,) = feedback(released, NAME, ["ann"]).written
    # The tiny notebook has exercises and no sections.
    assert set(violations(browser, path, width)) <= {"heading-order"}


def answer(name: str, points: float | None = None) -> NotebookNode:
    return graded("x = 1", name, grade=points is not None, solution=True, points=points)


def check(name: str, score: float) -> NotebookNode:
    cell = graded("assert x", name, grade=True, solution=False, points=1)
    cell.metadata.nbgrader["score"] = score
    return cell


@pytest.fixture
def foreign() -> NotebookNode:
    """Of another course: headings of its own, or none."""
    notebook = nb.read(ROOT / "source" / REAL / f"{REAL}.ipynb")
    notebook.cells = [
        check("on_top", 0),
        new_markdown_cell("# Week 1"),
        new_markdown_cell("## Problem 1: means\n\n```\n# a comment\n```"),
        answer("mean"),
        check("mean_test", 1),
        new_markdown_cell("Now the median."),
        answer("median"),
        check("median_test", 0),
        new_code_cell("print('own')"),
        answer("not_graded"),
    ]
    return notebook


def test_exercises_are_called_by_the_nearest_heading_or_their_ids(foreign: NotebookNode) -> None:
    found = [(part.title, part.score, part.points, part.state) for part in parts(foreign, None, [])]
    assert found == [
        ("on_top", 0, 1, "lost"),
        ("Problem 1: means", 1, 1, "passed"),
        ("median", 0, 1, "lost"),
    ]


@pytest.mark.parametrize("mark", ["### BEGIN MARK SCHEME", "=== BEGIN MARKING"])
def test_no_exercise_is_called_by_a_heading_that_is_hidden(foreign: NotebookNode, mark: str) -> None:
    scheme = f"{mark}\n## Because of the noise\n{mark.replace('BEGIN', 'END')}"
    source = deepcopy(foreign)
    source.cells[5].source = f"## Problem 2\n\n{scheme}"
    foreign.cells[5].source = "## Problem 2"
    title = parts(foreign, source, [])[2].title
    assert title == ("Problem 2" if mark.startswith("#") else "median")


def test_every_cell_has_one_place(foreign: NotebookNode) -> None:
    laid_out = outline(foreign, parts(foreign, None, []))
    own = [[nb.grade_id(cell) for cell in part.cells if "nbgrader" in cell.metadata] for part in laid_out.parts]
    assert own == [["on_top"], ["mean", "mean_test"], ["median", "median_test"]]
    assert laid_out.parts[1].cells[0].source.startswith("## Problem 1")
    placed = [cell for part in laid_out.parts for cell in part.cells] + list(laid_out.rest)
    assert len(placed) == len(foreign.cells) and all(cell in placed for cell in foreign.cells)
