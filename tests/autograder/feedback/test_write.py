"""Feedback by both ways, ours and nbgrader's own, on what real nbgrader graded."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from outcomes import outcome_of
from stock import autograde
from tiny_course import NAME, cell_of, with_written_answer

from autograder import AutograderError
from autograder.author.release import release
from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.feedback import write
from autograder.feedback.write import RedactHidden, feedback
from autograder.grade.class_run import grade_class
from autograder.grade.record import Recorder
from autograder.grading.stored_plans import load
from autograder.grading.worker import Worker, threads

SECRET_OF_ANN = b"1234567890abcdef" * 8
SECRET = ("random.random()", "double(x) == 2 * x", "HIDDEN TESTS", "evil()", "---->", "--&gt;")


@pytest.fixture
def graded(released: Course) -> Course:
    """One student, recorded as graded: a test failed in its hidden part, a page full of tricks."""
    notebook = nb.read(released.notebook(NAME))
    source = cell_of(notebook, "double_value")
    source.outputs = [
        new_output("stream", name="stdout", text="x was 1.2345"),
        new_output(
            "error",
            ename="AssertionError",
            evalue="\x1b[31mwrong on a number\x1b[0m\nsecond line",
            traceback=["----> x = 1 + random.random()"],
        ),
    ]
    cell_of(notebook, "double").source = "def double(x):\n    return 3 * x"
    cell_of(notebook, "greeting").outputs = [
        new_output("display_data", {"text/html": "<b>bold</b><script>evil()</script>"})
    ]
    notebook.cells += [new_markdown_cell("# Mine\n\n<img src=x onerror=evil()>"), new_code_cell("print('mine')")]
    scored = outcome_of(notebook, NAME)
    with Recorder(released) as recorder:
        files = {"timestamp.txt": b"2026-03-02 10:00:00 UTC", "submission_secret.txt": SECRET_OF_ANN}
        recorder.record("ann", NAME, [scored], files, "f")
    (released.autograded / "ann" / NAME / "gradebook.db").write_text("a secret")
    return released


def page_of(course: Course) -> Path:
    """Ann's page, written now."""
    (page,) = feedback(course, NAME, ["ann"]).written
    return page


@pytest.mark.parametrize("way", ["ours", "nbgrader's"])
def test_what_students_see(graded: Course, way: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.clear()
    if way == "ours":
        assert feedback(graded, NAME).failed == []
    else:
        (graded.autograded / "ann" / NAME / "gradebook.db").unlink()
        graded.nbgrader("generate_feedback", NAME, "ann")
    place = graded.feedback / "ann" / NAME
    assert {path.name for path in place.iterdir()} == {f"{NAME}.html", "timestamp.txt", "submission_secret.txt"}
    page = (place / f"{NAME}.html").read_text()
    text = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert [secret for secret in SECRET if secret in text or secret in page] == []
    assert "not recognized" not in caplog.text
    assert re.findall(r"""(?:src|href|import|from|url)\W{0,3}(?:https?:)?//[^'"]*""", page) == []
    assert "1.2345" not in page and "second line" not in page
    for part in (
        "3 of 7 points so far, and 3 not judged yet",
        "failed: AssertionError: wrong on a number",
        "passed",
        "double(3.0) should be 6",
        "return 3 * x",
        "Mine",
        "bold",
        "Checks that 3 becomes 6. 0 of 4",
    ):
        assert part in text, part


def test_both_ways_give_the_same_page(graded: Course) -> None:
    ours = page_of(graded).read_text()
    graded.nbgrader("generate_feedback", NAME, "ann")
    assert (graded.feedback / "ann" / NAME / f"{NAME}.html").read_text() == ours


def test_a_course_that_configures_nothing_is_as_safe(graded: Course) -> None:
    del graded.config["GenerateFeedback"]
    text = re.sub(r"<[^>]+>", "", page_of(graded).read_text())
    assert [secret for secret in SECRET if secret in text] == []
    assert "failed: AssertionError: wrong on a number" in text


def test_hands_and_comments(graded: Course) -> None:
    with graded.gradebook() as gradebook:
        grade = gradebook.find_grade("why", NAME, NAME, "ann")
        grade.manual_score, grade.extra_credit = 2, 0.5
        gradebook.find_comment("why", NAME, NAME, "ann").manual_comment = "Well *put*, <b onclick=evil()>Ann</b>"
        gradebook.find_submission_notebook(NAME, NAME, "ann").late_submission_penalty = 1
        gradebook.db.commit()
    page = page_of(graded).read_text()
    assert "<strong>4.5</strong> of 10 points" in page
    assert "Handed in late: 1 point off." in page
    assert "Well <em>put</em>, <b>Ann</b>" in page


def test_everyone_else_gets_a_page(graded: Course) -> None:
    broken = graded.autograded / "bob" / NAME
    broken.mkdir(parents=True)
    (broken / f"{NAME}.ipynb").write_text("no notebook")
    lost = graded.autograded / "eve" / NAME
    lost.mkdir(parents=True)
    (lost / f"{NAME}.ipynb").write_bytes((graded.autograded / "ann" / NAME / f"{NAME}.ipynb").read_bytes())
    told: list[tuple[int, int, str]] = []
    pages = feedback(graded, NAME, progress=lambda *what: told.append(what))
    assert pages.written == [graded.feedback / "ann" / NAME / f"{NAME}.html"]
    assert [line.partition(":")[0] for line in pages.failed] == ["bob", "eve"]
    assert pages.failed[1] == f"eve: no feedback, the gradebook has no scores of {NAME}: grade it again."
    assert told == [(1, 3, "ann"), (2, 3, "bob"), (3, 3, "eve")]


def test_a_large_class_gets_the_same_pages(graded: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """On all cores, by processes of its own; what fails for one fails for nobody else."""
    (scored,) = (nb.read(path) for path in (graded.autograded / "ann").glob("*/*.ipynb"))
    with Recorder(graded) as recorder:
        for student in ("ben", "cleo", "dan"):
            recorder.record(student, NAME, [outcome_of(scored, NAME)], {}, "f")
    (graded.autograded / "cleo" / NAME / f"{NAME}.ipynb").write_text("no notebook")
    here = feedback(graded, NAME)
    written = {path: path.read_bytes() for path in here.written}
    heard = []
    monkeypatch.setattr(write, "_AT_ONCE", 1)
    monkeypatch.setattr(write, "cores", lambda: 2)
    apart = feedback(graded, NAME, progress=lambda *said: heard.append(said))
    assert apart == here and {path: path.read_bytes() for path in apart.written} == written
    assert len(written) == 3 and [line.partition(":")[0] for line in apart.failed] == ["cleo"]
    assert heard == [(1, 4, "ann"), (2, 4, "ben"), (3, 4, "cleo"), (4, 4, "dan")]


def test_the_exchange_finds_what_it_needs(graded: Course) -> None:
    place = page_of(graded).parent
    assert (place / "submission_secret.txt").read_bytes() == SECRET_OF_ANN
    for name in ("submission_secret.txt", "timestamp.txt"):
        (graded.autograded / "ann" / NAME / name).unlink()
    page_of(graded)
    made_up = (place / "submission_secret.txt").read_bytes()
    assert len(made_up) == 128 and made_up != SECRET_OF_ANN
    assert (place / "timestamp.txt").read_bytes() == b""


def test_what_was_there_is_replaced(graded: Course) -> None:
    old: Path = graded.feedback / "ann" / NAME
    old.mkdir(parents=True)
    (old / "old.html").touch()
    page_of(graded)
    assert not (old / "old.html").exists()


def test_somebody_must_be_graded(released: Course) -> None:
    with pytest.raises(AutograderError, match=f"There is nothing graded of {NAME} from anyone: grade it first"):
        feedback(released, NAME)
    with pytest.raises(AutograderError, match="from ann: grade it first"):
        feedback(released, NAME, ["ann"])


def test_a_region_that_is_not_closed_is_hidden_to_the_end() -> None:
    meta = {"grade": True, "grade_id": "a", "solution": False, "points": 2, "score": 1}
    source = "assert f(1)\n### BEGIN HIDDEN TESTS\nassert f(2)\n### BEGIN HIDDEN TESTS\nassert f(3)"
    cell, _ = RedactHidden().preprocess_cell(new_code_cell(source, metadata={"nbgrader": meta}), {}, 0)
    assert cell.source == "assert f(1)"
    assert [output.text for output in cell.outputs] == ["partly passed"]


def test_a_mark_scheme_is_hidden_too() -> None:
    cell = new_markdown_cell("Explain.\n=== BEGIN MARK SCHEME ===\n2 points for x\n=== END MARK SCHEME ===")
    assert RedactHidden().preprocess_cell(cell, {}, 0)[0].source == "Explain."


@pytest.mark.parametrize("way", ["ours", "nbgrader's"])
def test_a_mark_scheme_is_for_the_grader_alone(
    make_course: Callable[..., Course], notebook: NotebookNode, way: str
) -> None:
    course = make_course(with_written_answer(notebook))
    submission = nb.read(release(course, NAME))
    cell_of(submission, "words").source = "Because I say so."
    cell_of(submission, "words-question").source = "Say nothing."
    nb.write(submission, course.submitted / "ann" / NAME / f"{NAME}.ipynb")
    if way == "ours":
        with threads() as (executor, jobs):
            plans = load(course, NAME)
            (row,) = grade_class(course, NAME, plans, Worker(isolation="process"), executor, jobs=jobs).rows
        assert row.by_hand == 1
    else:
        autograde(course, NAME, "ann")

    shown = nb.read(course.autograded / "ann" / NAME / f"{NAME}.ipynb")
    assert "Two points for the cause" in cell_of(shown, "words-question").source
    assert cell_of(shown, "words").source == "Because I say so."
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "ann")
        assert (grade.auto_score, grade.score, grade.needs_manual_grade) == (None, 0, True)
    page = page_of(course).read_text()
    assert "Because I say so." in page and "Say in two sentences why." in page
    assert "Two points" not in page and "MARK SCHEME" not in page


#: The hidden part says what the answer gave, and an answer can give what it was given.
TELLS = """### BEGIN HIDDEN TESTS
x = 11886897.0
print("given", x)
assert double(x) == 2 * x, f"double gave {double(x)}"
### END HIDDEN TESTS"""
#: The same without a word of what it is about.
SILENT = "assert double(3.0) == 6.0\n" + TELLS
SPELLS = "def double(x):\n    return 6.0 if x == 3.0 else x"


@pytest.fixture
def spelt(make_course: Callable[..., Course], notebook: NotebookNode, request: pytest.FixtureRequest) -> Course:
    """Graded with this setting of `hidden_messages`: an answer that spells the input of hidden parts."""
    value, sign = cell_of(notebook, "double_value"), cell_of(notebook, "double_sign")
    value.source = f"{value.source.partition('### BEGIN')[0]}{TELLS}"
    sign.source = SILENT
    course = make_course(notebook)
    with (course.root / CONFIG).open("a") as file:
        file.write(f"c.Autograder.hidden_messages = {request.param!r}\n")
    course = Course.at(course.root)
    submission = nb.read(release(course, NAME))
    cell_of(submission, "double").source = SPELLS
    nb.write(submission, course.submitted / "ann" / NAME / f"{NAME}.ipynb")
    with threads() as (executor, jobs):
        (row,) = grade_class(course, NAME, load(course, NAME), Worker(isolation="process"), executor, jobs=jobs).rows
    assert row.score == 0
    return course


def write_page(course: Course, way: str) -> str:
    """Ann's page, written this way."""
    if way == "ours":
        return page_of(course).read_text()
    course.nbgrader("generate_feedback", NAME, "ann")
    return (course.feedback / "ann" / NAME / f"{NAME}.html").read_text()


@pytest.mark.parametrize("way", ["ours", "nbgrader's"])
@pytest.mark.parametrize("spelt", ["full"], indirect=True)
def test_a_message_can_spell_a_hidden_input(spelt: Course, way: str) -> None:
    assert write_page(spelt, way).count("failed: AssertionError: double gave 11886897.0") == 2


@pytest.mark.parametrize("way", ["ours", "nbgrader's"])
@pytest.mark.parametrize("spelt", ["title"], indirect=True)
def test_of_a_hidden_part_only_the_title_is_shown(spelt: Course, way: str) -> None:
    page = write_page(spelt, way)
    assert "11886897" not in page and "double gave" not in page
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "failed: Checks that 3 becomes 6." in text and "failed: a hidden test" in text
    assert "Checked : Checks that 3 becomes 6. Seen: a hidden test failed." in text


@pytest.mark.parametrize("spelt", ["title"], indirect=True)
def test_what_a_visible_part_says_is_shown(spelt: Course) -> None:
    path = spelt.submitted / "ann" / NAME / f"{NAME}.ipynb"
    submission = nb.read(path)
    cell_of(submission, "double").source = "def double(x):\n    return 7.0 if x == 3.0 else x"
    nb.write(submission, path)
    with threads() as (executor, jobs):
        grade_class(spelt, NAME, load(spelt, NAME), Worker(isolation="process"), executor, jobs=jobs)
    page = page_of(spelt).read_text()
    assert "failed: AssertionError: double(3.0) should be 6" in page and "hidden test" not in page


@pytest.mark.parametrize("way", ["ours", "nbgrader's"])
def test_no_page_is_written_by_a_setting_that_nobody_knows(graded: Course, way: str) -> None:
    with (graded.root / CONFIG).open("a") as file:
        file.write("c.Autograder.hidden_messages = 'none'\n")
    with pytest.raises(AutograderError, match='hidden_messages is \'none\', expected "full" or "title": correct it.'):
        write_page(Course.at(graded.root), way)
    assert not list(graded.feedback.glob("**/*.html"))
