"""What a student reads of lost points: what was checked and seen, the known mistake, what to read; nothing hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from outcomes import outcome_of
from tiny_course import MISTAKES, NAME, ROOT, cell_of

from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.feedback.lost_points import lost_points
from autograder.feedback.page import SafeHTMLExporter, anchor
from autograder.feedback.recognise import Recogniser
from autograder.feedback.write import feedback
from autograder.grade.record import Recorder

SIGN = "double(-1.0) should be -2: keep the sign"


@pytest.fixture
def answer(released: Course) -> NotebookNode:
    """All right, with a section before the first exercise."""
    notebook = nb.read(released.notebook(NAME))
    notebook.cells.insert(1, new_markdown_cell("## Twice\n\nOne and one is two."))
    cell_of(notebook, "double").source = "def double(x):\n    return 2 * abs(x)"
    return notebook


def fail(notebook: NotebookNode, test: str, message: str, name: str = "AssertionError") -> None:
    cell_of(notebook, test).outputs = [new_output("error", ename=name, evalue=message, traceback=["a secret"])]


def tidy(text: str) -> str:
    return re.sub(r" (?=[.:;,])", "", " ".join(text.split()))


def page(course: Course, notebook: NotebookNode, when: str = "2026-03-01 10:00:00 UTC") -> str:
    """Ann's page as text, where it says what cost points."""
    with Recorder(course) as recorder:
        recorder.record("ann", NAME, [outcome_of(notebook, NAME)], {"timestamp.txt": when.encode()}, "f")
    (path,) = feedback(course, NAME, ["ann"]).written
    return explained(path)


def explained(path: Path) -> str:
    """What a page says of lost points, without the cells."""
    _, _, rest = path.read_text().partition("What cost points")
    said = re.findall(r'<h3>.*?</h3>|<p>.*?</p>|<ul class="why">.*?</ul>', rest.partition("<h2>")[0], re.DOTALL)
    return tidy(re.sub(r"<[^>]+>", " ", " ".join(said)))


def test_a_lost_point(released: Course, answer: NotebookNode) -> None:
    fail(answer, "double_sign", SIGN)
    text = page(released, answer)
    assert "Exercise 1 · double: 4 of 7" in text
    assert "Your answer behaves like a known mistake: drops the sign. Is it yours?" in text
    assert f"Checked: Checks that the sign is kept. Seen: {SIGN}" in text
    assert "Read again: Twice, then what the exercise asks for" in text


def test_links_lead_somewhere(released: Course, answer: NotebookNode) -> None:
    fail(answer, "double_sign", SIGN)
    page(released, answer)
    html = (released.feedback / "ann" / NAME / f"{NAME}.html").read_text()
    places = set(re.findall(r'(?:id|name)="([^"]+)"', html))
    summary = html.partition("<body")[2].partition("What earned all")[0]
    assert set(re.findall(r'href="#([^"]+)"', summary)) <= places
    assert len(re.findall(r'href="#', summary)) >= 3


def test_what_a_message_says_is_no_markup(released: Course, answer: NotebookNode) -> None:
    fail(answer, "double_sign", "*got* <script>evil()</script> [a](b) $x$ `c` & </div></ul><h1>mine</h1>")
    page(released, answer)
    html = (released.feedback / "ann" / NAME / f"{NAME}.html").read_text()
    summary = html.partition("What cost points")[2].partition("</ul>")[0]
    assert "*got* &lt;script&gt;evil()&lt;/script&gt; [a](b) $x$ `c` &amp; &lt;/div&gt;&lt;/ul&gt;&lt;h1&gt;" in summary


def test_an_exercise_that_is_not_done(released: Course, answer: NotebookNode) -> None:
    cell_of(answer, "double").source = 'def double(x):\n    raise NotImplementedError("TODO")'
    for test in ("double_value", "double_sign"):
        fail(answer, test, "TODO", "NotImplementedError")
    text = page(released, answer)
    assert "This exercise is not done" in text
    assert "Seen" not in text and "known mistake" not in text


def test_what_an_exception_says_is_left_out(released: Course, answer: NotebookNode) -> None:
    from autograder.grading.submission import WITHHELD

    for test in ("double_value", "double_sign"):
        fail(answer, test, WITHHELD, "KeyError")
    text = page(released, answer)
    assert "Seen: your answer stopped with KeyError." in text
    assert text.count("run this test in your notebook") == 1
    assert "Seen: the same. Read again" in text


def test_a_cell_that_stops_tells_why_its_function_is_missing(released: Course, answer: NotebookNode) -> None:
    why = "incomplete input (<ipython-input-4-b2326d1d2e07>, line 2)"
    cell_of(answer, "double").outputs = [new_output("error", ename="SyntaxError", evalue=why, traceback=[])]
    for test in ("double_value", "double_sign"):
        fail(answer, test, "name 'double' is not defined", "NameError")
    text = page(released, answer)
    assert "The cell of your answer did not come to its end" in text
    assert "Seen: SyntaxError: incomplete input (line 2)" in text
    assert "Checked" not in text and "NameError" not in text


def test_what_was_ended_is_said_without_the_grader_s_words(released: Course, answer: NotebookNode) -> None:
    why = "your code was still running after 30 s, the limit of a tested call (call_s)"
    fail(answer, "double_sign", why, "Gone")
    assert "Seen: your code was still running after 30 s, the limit of a tested call. Read" in page(released, answer)


def test_an_answer_whose_cell_is_gone(released: Course, answer: NotebookNode) -> None:
    answer.cells.remove(cell_of(answer, "double"))
    for test in ("double_value", "double_sign"):
        fail(answer, test, "name 'double' is not defined", "NameError")
    text = page(released, answer)
    assert "Exercise 1 · double: 0 of 7" in text
    assert "The cell for this answer is not in the notebook that you handed in" in text
    assert "Seen" not in text


def test_an_exercise_whose_cell_is_gone_costs_the_one_before_it_nothing(released: Course) -> None:
    source = nb.read(released.notebook(NAME))
    answer = nb.read(released.notebook(NAME))
    answer.cells.remove(cell_of(answer, "why"))
    for cell in answer.cells:
        if nb.points(cell):
            cell.metadata.nbgrader["score"] = nb.points(cell)
    assert [(lost.id, lost.missing) for lost in lost_points(answer, NAME, Recogniser(), source)] == [("why", True)]


def test_what_waits_for_a_person_is_said(released: Course, answer: NotebookNode) -> None:
    page(released, answer)
    (path,) = feedback(released, NAME, ["ann"]).written
    text = tidy(re.sub(r"<[^>]+>", " ", path.read_text()))
    assert "Not judged yet A person still reads what you wrote; until then it counts 0: Exercise 2 · why." in text
    assert "What cost points" not in text


def test_no_points_and_no_comment_is_a_judgement(released: Course, answer: NotebookNode) -> None:
    page(released, answer)
    with released.gradebook() as gradebook:
        gradebook.find_grade("why", NAME, NAME, "ann").manual_score = 0
        gradebook.db.commit()
    (path,) = feedback(released, NAME, ["ann"]).written
    text = tidy(re.sub(r"<[^>]+>", " ", path.read_text()))
    assert "Exercise 2 · why: 0 of 3" in text
    assert "Not judged yet" not in text


def test_mistakes_that_look_the_same_stand_together(released: Course, answer: NotebookNode, set_bank) -> None:
    drops = next(mistake for mistake in MISTAKES if mistake.name == "drops the sign")
    set_bank(mistakes=[drops, replace(drops, name="takes the size")])
    fail(answer, "double_sign", SIGN)
    text = page(released, answer)
    assert "behaves like several known mistakes; is one of them yours? drops the sign; or takes the size." in text


def test_a_person_gave_fewer_points(released: Course, answer: NotebookNode) -> None:
    page(released, answer)
    with released.gradebook() as gradebook:
        gradebook.find_grade("why", NAME, NAME, "ann").manual_score = 2
        gradebook.db.commit()
    (path,) = feedback(released, NAME, ["ann"]).written
    text = re.sub(r"<[^>]+>", "", path.read_text())
    assert "Exercise 2 · why: 2 of 3" in text
    assert "A person judged this answer" in text


def test_nothing_lost_says_nothing(released: Course, answer: NotebookNode) -> None:
    page(released, answer)
    with released.gradebook() as gradebook:
        gradebook.find_grade("why", NAME, NAME, "ann").manual_score = 3
        gradebook.db.commit()
    (path,) = feedback(released, NAME, ["ann"]).written
    assert "What cost points" not in path.read_text()


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        ("", "Handed in late: 0.7 points off. Up to one day after the due date costs nothing; each further day"),
        ('c.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"\n'
         'c.LateSubmissionPlugin.penalty_method = "zero"\n', "Handed in late: 7 points off."),
    ],
)  # fmt: skip
def test_the_rule_of_lateness_is_said(released: Course, answer: NotebookNode, plugin: str, said: str) -> None:
    with (released.root / CONFIG).open("a") as file:
        file.write(plugin)
    with released.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")
    text = page(Course.at(released.root), answer, "2026-03-03 10:00:00 UTC")
    assert said in text
    assert ("each further day" in said) == ("costs 10 %" in text)


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*/*.ipynb")), ids=lambda path: path.stem[:2])
def test_every_exercise_of_the_course_has_something_to_read(path: Path) -> None:
    notebook = nb.read(path)
    for cell in notebook.cells:
        if nb.points(cell):
            cell.metadata.nbgrader["score"] = 0
    html, _ = SafeHTMLExporter().from_notebook_node(notebook)
    places = set(re.findall(r'id="([^"]+)"', html))
    found = lost_points(notebook, path.stem, Recogniser())
    assert found
    for loss in found:
        assert {anchor(heading) for heading in (loss.section, loss.heading)} <= places, loss.title
