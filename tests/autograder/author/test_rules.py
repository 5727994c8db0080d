"""Every rule about the looks of a notebook, broken once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from tiny_course import MISTAKES, RIGHT_ANSWERS, cell_of, right, with_written_answer, wrong

from autograder.author import rules
from autograder.author.house_rules import HouseRules
from autograder.course.bank import Bank

SOUND = Bank(tuple(MISTAKES), tuple(RIGHT_ANSWERS))
#: What this project's course asks of its notebooks.
HOUSE = HouseRules(
    total_points=10,
    cells=(20, 40),
    words=120,
    code_lines=25,
    todo_lines=40,
    test_lines=30,
    headings=True,
    mistakes=3,
    right_answers=2,
    stepper=True,
)


def source_of(name: str, old: str, new: str) -> Callable[[NotebookNode], None]:
    """Change a cell's source."""

    def change(notebook: NotebookNode) -> None:
        cell = cell_of(notebook, name)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)

    return change


def meta_of(name: str, **values: object) -> Callable[[NotebookNode], None]:
    """Change nbgrader's metadata of a cell."""
    return lambda notebook: cell_of(notebook, name).metadata.nbgrader.update(values)


def stored(output: NotebookNode) -> Callable[[NotebookNode], None]:
    """Store an output in a plain cell."""
    return lambda notebook: cell_of(notebook, "greeting").outputs.append(output)


def remove(*names: str) -> Callable[[NotebookNode], None]:
    """Take cells out."""

    def change(notebook: NotebookNode) -> None:
        notebook.cells = [cell for cell in notebook.cells if cell.id not in names]

    return change


def move_first(name: str) -> Callable[[NotebookNode], None]:
    """Put a cell before all others."""
    return lambda notebook: notebook.cells.sort(key=lambda cell: cell.id != name)


BROKEN = {
    "an open region": (source_of("double", "    ### END SOLUTION", ""), "BEGIN SOLUTION in line 4 has no END SOLUTION"),
    "a marker in a plain cell": (
        source_of("greeting", "print('two')", "### BEGIN SOLUTION\n### END SOLUTION"),
        "BEGIN SOLUTION stands in a plain cell",
    ),
    "an id twice": (meta_of("double_sign", grade_id="double_value"), "the id double_value is given to 2 cells"),
    "an old schema": (meta_of("double", schema_version=2), "schema_version is 2, expected 3"),
    "an unlocked test": (meta_of("double_sign", locked=False), "test cell that is not locked"),
    "a solution of markdown": (
        lambda notebook: cell_of(notebook, "double").update(cell_type="markdown"),
        "a solution cell of type markdown",
    ),
    "no markers": (source_of("double", "SOLUTION", "ANSWER"), "a TODO cell without BEGIN SOLUTION"),
    "a solution outside a function": (
        lambda notebook: cell_of(notebook, "double").update(source="### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
        "not inside a function",
    ),
    "too many points": (meta_of("double_sign", points=4), "the points sum to 11, expected 10"),
    "a heading that promises otherwise": (
        source_of("heading-1", "7 points", "6 points"),
        "its heading promises 6 points, its cells give 7",
    ),
    "a heading written otherwise": (source_of("heading-1", " · ●○○", ""), "expected one like"),
    "no heading": (remove("heading-2"), "exercise why: its heading is None"),
    "wrong numbers": (source_of("heading-2", "Exercise 2", "Exercise 3"), "numbered [1, 3]"),
    "an exercise without tests": (remove("double_value", "double_sign"), "no test cell follows it"),
    "a test before all exercises": (move_first("double_sign"), "before the first TODO cell"),
    "no docstring": (
        source_of("double_sign", '"""Checks that the sign is kept."""', ""),
        "test double_sign: it does not open with a docstring of one line",
    ),
    "a long docstring": (source_of("double_sign", "is kept", "is\nkept"), "docstring of one line"),
    "a test that ends in a value": (
        source_of("double_sign", 'assert double(-1.0) == -2.0, "double', '1, "double'),
        "does not end in an assertion",
    ),
    "a visible part that ends in a value": (
        source_of("double_value", "### BEGIN", "double(1.0)\n### BEGIN"),
        "test double_value without its hidden part: it does not end in an assertion",
    ),
    "a test that is not Python": (
        source_of("double_sign", "assert isinstance", "assert is isinstance"),
        "it is not Python",
    ),
    "a foreign name": (source_of("double_sign", "-2.0", "expected"), "test double_sign: it uses expected"),
    "many words": (source_of("filling-1", "Read", "Read on " * 60), "121 words, expected at most 120"),
    "much code": (source_of("greeting", "print('two')", "print()\n" * 25), "expected at most 25"),
    "counts left out": (
        lambda notebook: cell_of(notebook, "greeting").update(execution_count=None),
        "execution counts are not 1, 2, 3",
    ),
    "a stored error": (stored(new_output("error", ename="ValueError")), "stores the error ValueError"),
    "a stored picture": (stored(new_output("display_data", {"image/png": ""})), "stores image/png"),
    "stored widgets": (lambda notebook: notebook.metadata.update(widgets={}), "stores the state of widgets"),
}


def test_a_sound_notebook_has_no_problems(notebook: NotebookNode) -> None:
    assert rules.problems(notebook, HOUSE) == []
    assert rules.known_answers(notebook, SOUND, HOUSE) == []


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_rule_is_named(notebook: NotebookNode, broken: str) -> None:
    change, message = BROKEN[broken]
    change(notebook)
    assert message in "\n".join(rules.problems(notebook, HOUSE))


BROKEN_WORDS = {
    "no points": (meta_of("words", points=0), "written answer words: it is worth no points"),
    "no model answer": (source_of("words", "Because twice is what was asked for.", ""), "it has no model answer"),
    "a question that may be edited": (
        meta_of("words-question", locked=False),
        "BEGIN MARK SCHEME stands in a plain cell, expected a task cell or a read-only text",
    ),
    "no question": (remove("words-question"), "no read-only text cell with its question stands right above it"),
    "no mark scheme": (source_of("words-question", "MARK SCHEME", "NOTES"), "its question has no text between"),
    "another model answer than the grader sees": (
        source_of("words", "twice is", "twice was"),
        "its mark scheme does not quote the model answer",
    ),
    "an empty mark scheme": (
        source_of(
            "words-question",
            "Two points for the cause, one for the effect.\n\nBecause twice is what was asked for.",
            "",
        ),
        "its question has no text between BEGIN MARK SCHEME and END MARK SCHEME",
    ),
    "a heading without a question": (
        source_of("words-question", "Say in two sentences why.", ""),
        "its question does not say, below the heading, what a full answer holds",
    ),
}


@pytest.mark.parametrize("broken", BROKEN_WORDS)
def test_a_written_answer_that_nobody_could_grade(notebook: NotebookNode, broken: str) -> None:
    change, message = BROKEN_WORDS[broken]
    change(with_written_answer(notebook))
    assert message in "\n".join(rules.problems(notebook, HOUSE))


def test_a_sound_written_answer(notebook: NotebookNode) -> None:
    assert rules.problems(with_written_answer(notebook), HOUSE) == []
    assert rules.known_answers(notebook, SOUND, HOUSE) == []


def test_a_mark_scheme_takes_the_room_that_it_needs(notebook: NotebookNode) -> None:
    source_of("words-question", "Two points", "Two points " * 200)(with_written_answer(notebook))
    assert rules.size(notebook, HOUSE) == []


def test_formulas_and_code_are_not_words(notebook: NotebookNode) -> None:
    long = " ".join(["x"] * 200)
    notebook.cells.append(new_markdown_cell(f"$${long}$$ and ${long}$\n```\n{long}\n```", id="formula"))
    assert rules.size(notebook, HOUSE) == []


def test_few_cells_are_a_hint(notebook: NotebookNode) -> None:
    remove("filling-1")(notebook)
    assert rules.problems(notebook, HOUSE) == []
    (hint,) = rules.hints(notebook, HOUSE)
    assert hint.startswith("the notebook has 19 cells, usual are 20 to 40")
    assert rules.hints(notebook, HouseRules()) == []


@pytest.mark.parametrize("broken", ["too many points", "no heading", "many words", "much code"])
def test_what_is_this_course_s_alone_is_asked_of_no_other(notebook: NotebookNode, broken: str) -> None:
    change, message = BROKEN[broken]
    change(notebook)
    assert message not in "\n".join(rules.problems(notebook, HouseRules()))


BROKEN_BANKS = {
    "few mistakes": (MISTAKES[:2], RIGHT_ANSWERS, "double: the bank has 2 mistakes, expected at least 3"),
    "few right answers": (MISTAKES, RIGHT_ANSWERS[:1], "double: the bank has 1 right answers, expected at least 2"),
    "a name twice": (
        [*MISTAKES, wrong("adds 3", "return x + 4", {"double_value": "6"})],
        RIGHT_ANSWERS,
        "double: two mistakes are named 'adds 3'",
    ),
    "a right answer twice": (MISTAKES, [*RIGHT_ANSWERS, right("as a sum", "return x")], "two right answers are named"),
    "an unknown test": (
        [*MISTAKES, wrong("halves", "return x / 2", {"double_half": "half"})],
        RIGHT_ANSWERS,
        "double, 'halves': double_half is not a test of this exercise",
    ),
    "a mistake that fails nothing": (
        [*MISTAKES, wrong("halves", "return x / 2", {})],
        RIGHT_ANSWERS,
        "double, 'halves': it names no test that it fails",
    ),
    "a test that no mistake fails": (
        [wrong(str(n), "return x", {"double_sign": "sign"}) for n in range(3)],
        RIGHT_ANSWERS,
        "test double_value: no known mistake fails it",
    ),
}


@pytest.mark.parametrize("broken", BROKEN_BANKS)
def test_a_broken_bank_is_named(notebook: NotebookNode, broken: str) -> None:
    mistakes, right_answers, message = BROKEN_BANKS[broken]
    assert message in rules.known_answers(notebook, Bank(tuple(mistakes), tuple(right_answers)), HOUSE)[0]


def test_names_a_test_may_use(notebook: NotebookNode) -> None:
    cell_of(notebook, "double_sign").source += """
from math import pi as π
def half(n):
    local = n / 2
    return [local for _ in range(3)]
values = {name: random.random() for name, _ in zip("ab", half(π))}
assert all(map(abs, values.values())) and double(1.0)
"""
    assert rules.fitness(notebook) == []


def test_a_name_used_inside_a_function_counts(notebook: NotebookNode) -> None:
    cell_of(notebook, "double_sign").source += "\ndef f():\n    return Missing\nassert f()"
    (problem,) = rules.fitness(notebook)
    assert "it uses Missing" in problem


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("assert one", "it uses one, which neither it nor a cell above it defines: define it in the test"),
        ("one = one + 1\nassert one", "it uses one, which neither"),
        (
            "from unittest.mock import patch\nwith patch('random.random'):\n    assert double(1)",
            "it replaces random.random, which the answer does not see: let it take that as an argument",
        ),
        ("%time double(1)", "it has a magic or a shell command, which runs in a notebook alone: write it in Python"),
        ("del double\nassert True", "it deletes double, which is the student's: test what the answer does instead"),
    ],
)
def test_names_that_are_not_there_in_a_process_of_its_own(notebook: NotebookNode, line: str, problem: str) -> None:
    notebook.cells.append(new_code_cell("one = 1", id="below"))
    cell_of(notebook, "double_sign").source += f"\n{line}"
    (found,) = rules.fitness(notebook)
    assert found.startswith(f"test double_sign: {problem}")
