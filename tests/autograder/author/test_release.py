"""Releases made by nbgrader: nothing leaks, nothing of a user's is lost, the same source gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output
from tiny_course import ANSWERS, NAME, ROOT, cell_of, graded, tiny, with_written_answer

from autograder import AutograderError
from autograder.author.release import generate, leaks, refuse_answers, release
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading import stored_plans

HIDDEN = 'x = 1 + random.random()\nassert double(x) == 2 * x, "wrong on a number that you have not seen"'
STUB = [
    "    # TODO: replace the next line with your answer",
    '    raise NotImplementedError("TODO: this exercise is not done yet")',
]


def student_version(course: Course) -> NotebookNode:
    """The released notebook."""
    return nb.read(course.release / NAME / f"{NAME}.ipynb")


def test_what_a_student_finds(released: Course) -> None:
    notebook = student_version(released)
    assert [file.name for file in (released.release / NAME).iterdir()] == [f"{NAME}.ipynb"]
    assert cell_of(notebook, "double").source.split("\n")[-2:] == STUB
    assert cell_of(notebook, "double_value").source.endswith('"double(3.0) should be 6"')
    assert all(cell.execution_count is None and not cell.outputs for cell in notebook.cells if "outputs" in cell)


def test_tests_are_folded_and_stop_nobody(released: Course) -> None:
    """Jupyter folds a cell that says so, and goes on after an error where a cell expects one."""
    cells = {nb.grade_id(cell): cell.metadata for cell in student_version(released).cells}
    for name in ("double_value", "double_sign"):
        assert cells[name]["jupyter"] == {"source_hidden": True}
        assert cells[name]["tags"] == ["raises-exception"]
    for name in ("double", "greeting"):
        assert "jupyter" not in cells[name] and "raises-exception" not in cells[name].get("tags", [])


def test_a_second_release_is_the_same(released: Course) -> None:
    first = released.release / NAME / f"{NAME}.ipynb"
    before = first.read_bytes()
    assert release(released, NAME) == first
    assert first.read_bytes() == before


def test_a_sound_release_leaks_nothing(released: Course) -> None:
    assert leaks(tiny(), student_version(released)) == []


def add(name: str, text: str) -> Callable[[NotebookNode], None]:
    """Put a line into a released cell."""

    def change(notebook: NotebookNode) -> None:
        cell_of(notebook, name).source += f"\n{text}"

    return change


LEAKS = {
    "a solution": (add("double", "    return 2 * x"), "cell double: holds the hidden line 'return 2 * x'"),
    "a blanked answer": (add("why", "why = 'because'"), "cell why: holds the hidden line \"why = 'because'\""),
    "a hidden test": (
        add("double_value", "x = 1 + random.random()"),
        "cell double_value: holds the hidden line 'x = 1 + random.random()'",
    ),
    "a copy of a hidden test": (
        add(
            "greeting", 'x = 1 + random.random()\nassert double(x) == 2 * x, "wrong on a number that you have not seen"'
        ),
        "cell greeting: repeats the hidden tests of cell double_value",
    ),
    "a marker": (add("double", "### END SOLUTION"), "cell double: holds a marker of SOLUTION"),
    "a stored output": (
        lambda notebook: cell_of(notebook, "greeting").outputs.append(new_output("stream", text="one")),
        "cell greeting: holds stored output",
    ),
    "a count": (
        lambda notebook: cell_of(notebook, "greeting").update(execution_count=1),
        "cell greeting: holds an execution count",
    ),
    "widgets": (
        lambda notebook: notebook.metadata.update(widgets={}),
        "the notebook's metadata holds the state of widgets",
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_named(released: Course, leak: str) -> None:
    change, message = LEAKS[leak]
    notebook = student_version(released)
    change(notebook)
    assert message in leaks(tiny(), notebook)


def test_what_a_student_finds_of_a_written_answer(make_course: Callable[..., Course], notebook: NotebookNode) -> None:
    course = make_course(with_written_answer(notebook))
    release(course, NAME)
    found = student_version(course)
    assert cell_of(found, "words-question").source.endswith("Say in two sentences why.\n")
    assert cell_of(found, "words").source == "TODO: write your answer here, in place of this line."
    (graded_by,) = stored_plans.load(course, NAME)
    assert "Two points for the cause" in cell_of(graded_by.notebook, "words-question").source
    assert "Because twice" not in str(found)


def test_a_mark_scheme_that_stays_is_named(notebook: NotebookNode) -> None:
    source = with_written_answer(notebook)
    assert {
        "cell words-question: holds a marker of MARK SCHEME",
        "cell words-question: holds the hidden line 'Two points for the cause, one for the effect.'",
        "cell words: holds the hidden line 'Because twice is what was asked for.'",
    } <= set(leaks(source, source))


def test_a_mark_scheme_must_go() -> None:
    text = "Explain.\n=== BEGIN MARK SCHEME ===\nOne point for the word gradient.\n=== END MARK SCHEME ==="
    source = tiny()
    task = graded("", "task", grade=False, solution=False, points=2)
    task.metadata.nbgrader.task = True
    task.source, task.cell_type = text, "markdown"
    source.cells.append(task)
    released = tiny()
    released.cells.append(task)
    found = leaks(source, released)
    assert "cell task: holds the hidden line 'One point for the word gradient.'" in found
    assert "cell task: holds a marker of MARK SCHEME" in found


BROKEN = {
    "no end": ("double", "    ### END SOLUTION", "", "BEGIN SOLUTION in line 4 has no END SOLUTION"),
    "hidden test in a plain cell": (
        "greeting",
        "print('two')",
        "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS",
        "cell greeting: BEGIN HIDDEN TESTS stands in a plain cell, expected a test cell",
    ),
    "solution told elsewhere": (
        "greeting",
        "print('two')",
        HIDDEN,
        "cell greeting: repeats the hidden tests of cell double_value",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_leaking_source_replaces_nothing(released: Course, broken: str) -> None:
    cell, old, new, message = BROKEN[broken]
    before = (released.release / NAME / f"{NAME}.ipynb").read_bytes()
    notebook = tiny()
    cell_of(notebook, cell).source = cell_of(notebook, cell).source.replace(old, new)
    nb.write(notebook, released.notebook(NAME))
    with pytest.raises(AutograderError, match=f"^{NAME} is not released: .*{message}"):
        release(released, NAME)
    assert (released.release / NAME / f"{NAME}.ipynb").read_bytes() == before


def test_a_file_of_the_user_is_left_alone(course: Course) -> None:
    notes = course.release / NAME / "notes.txt"
    notes.parent.mkdir(parents=True)
    notes.write_text("mine")
    with pytest.raises(AutograderError, match=r"notes\.txt is not part of the release: move it away"):
        release(course, NAME)
    assert notes.read_text() == "mine"


def test_a_stray_file_in_the_source_is_not_given_out(course: Course) -> None:
    (course.source / NAME / "answers.txt").write_text("secret")
    with pytest.raises(AutograderError, match=r"answers\.txt is not part of the release"):
        release(course, NAME)
    assert not (course.release / NAME).exists()


def test_declared_data_is_given_out(released: Course, notebook: NotebookNode) -> None:
    notebook.metadata["autograder"] = {"files": ["data.csv"]}
    nb.write(notebook, released.notebook(NAME))
    (released.source / NAME / "data.csv").write_text("1,2")
    assert (release(released, NAME).parent / "data.csv").read_text() == "1,2"


@pytest.mark.parametrize("asked", [[ANSWERS], [NAME, ANSWERS]])
@pytest.mark.parametrize(
    ("due", "why"), [(None, "has no due date in the gradebook"), ("2999-01-31 12:00", "is due on 2999-01-31 12:00 UTC")]
)
def test_answers_wait_until_their_questions_are_due(
    answering: Course, asked: list[str], due: str | None, why: str
) -> None:
    with answering.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=due)
    with pytest.raises(AutograderError, match=f"^{ANSWERS} is not released: it answers {NAME}, which {why}; .*--with"):
        refuse_answers(answering, asked)


def test_answers_come_out_when_their_questions_are_due(answering: Course) -> None:
    with answering.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2020-01-31 12:00")
    refuse_answers(answering, [NAME, ANSWERS])


def test_what_answers_nothing_needs_no_date(released: Course) -> None:
    refuse_answers(released, [NAME])


def test_a_refusal_of_nbgrader_gives_its_reason(make_course: Callable[..., Course], notebook: NotebookNode) -> None:
    del cell_of(notebook, "double_sign").metadata.nbgrader["points"]
    with pytest.raises(AutograderError, match=r"ValidationError: .*points"):
        release(make_course(notebook), NAME)


@pytest.mark.parametrize("name", Course.at(ROOT).names())
def test_the_committed_release_is_fresh(name: str, tmp_path: Path) -> None:
    committed = Course.at(ROOT).release / name / f"{name}.ipynb"
    assert generate(Course.at(ROOT), name, tmp_path, record=False).read_bytes() == committed.read_bytes()
