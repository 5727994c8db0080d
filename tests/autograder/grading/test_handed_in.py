"""Which file of a submission is graded as which notebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy

import pytest
from nbformat import NotebookNode
from tiny_course import cell_of, tiny

from autograder.grading.handed_in import Choice, choose
from autograder.grading.plan import Plan


def named(prefix: str) -> NotebookNode:
    """The small notebook with other ids."""
    notebook = tiny()
    for cell in notebook.cells:
        cell.id = f"{prefix}{cell.id}"
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.grade_id = cell.id
    return notebook


def plan(name: str, notebook: NotebookNode) -> Plan:
    return Plan("a", name, notebook, (), "00")


def answered(notebook: NotebookNode, answers: Mapping[str, str], without: tuple[str, ...] = ()) -> bytes:
    made = deepcopy(notebook)
    for name, answer in answers.items():
        cell_of(made, name).source = answer
    made.cells = [cell for cell in made.cells if cell.id not in without]
    return json.dumps(made).encode()


ONE, TWO = tiny(), named("b-")
PLAN = [plan("06", ONE)]
BLANK = answered(ONE, {})
SOME = answered(ONE, {"double": "def double(x): return x"})
ALL = answered(ONE, {"double": "def double(x): return x", "why": "why = 1"})
OTHER = answered(ONE, {"double": "def double(x): return -x"})


def chosen(**files: bytes) -> tuple[str | None, list[str]]:
    """What is graded as 06, of files whose names stand without their ending."""
    (choice,) = choose(PLAN, {f"{name}.ipynb": content for name, content in files.items()})
    return choice.path, choice.remarks


def test_the_file_of_the_right_name_needs_no_word() -> None:
    for content in (BLANK, SOME, b"no notebook", answered(TWO, {})):
        assert chosen(**{"06": content}) == ("06.ipynb", [])
        # A copy that holds nothing more, and notes of the student's own, are none either.
        assert chosen(**{"06": ALL, "06-Copy1": content, "notes": b"{}"}) == ("06.ipynb", [])


def test_answers_in_a_copy_are_graded_where_the_original_was_left_untouched() -> None:
    said = "no answer was found in 06.ipynb; 06-Copy1.ipynb, which has its cells, was graded in its place"
    assert chosen(**{"06": BLANK, "06-Copy1": SOME}) == ("06-Copy1.ipynb", [said])
    assert chosen(**{"06": answered(ONE, {"double": cell_of(ONE, "double").source + " \n"}), "06-Copy1": SOME}) == (
        "06-Copy1.ipynb",
        [said],
    )


def test_where_both_have_answers_the_right_name_counts_and_the_other_is_told() -> None:
    said = "other answers to 06.ipynb are in 06-Copy1.ipynb and were not graded: ask which are meant"
    assert chosen(**{"06": SOME, "06-Copy1": ALL}) == ("06.ipynb", [said])
    assert chosen(**{"06": SOME, "06-Copy1": OTHER}) == ("06.ipynb", [said])


def test_a_file_that_cannot_be_read_gives_way_to_one_with_answers() -> None:
    said = "06.ipynb cannot be read: it is not JSON; backup/x.ipynb, which has its cells, was graded in its place"
    assert chosen(**{"06": b"", "backup/x": SOME}) == ("backup/x.ipynb", [said])
    assert chosen(**{"06": b"", "backup/x": BLANK}) == ("06.ipynb", [])


@pytest.mark.parametrize("name", ["homework.ipynb", "06 (1).ipynb", "06.ipynb.txt", "06.IPYNB", "sub/06.ipynb"])
@pytest.mark.parametrize("content", [BLANK, SOME])
def test_a_renamed_notebook_is_known_by_its_cells(name: str, content: bytes) -> None:
    said = f"06.ipynb was not handed in; {name}, which has its cells, was graded in its place"
    assert choose(PLAN, {name: content, "data.csv": b"1", "notes.ipynb": b"{}"}) == [Choice(name, [said])]


def test_of_several_copies_the_one_with_most_answers_is_graded_and_the_others_are_told() -> None:
    path, remarks = chosen(**{"06": BLANK, "06-Copy1": SOME, "06-Copy2": ALL, "06-Copy3": OTHER, "old": BLANK})
    assert path == "06-Copy2.ipynb"
    assert remarks[1:] == [
        "other answers to 06.ipynb are in 06-Copy3.ipynb and were not graded: ask which are meant"
    ]  # all that Copy1 answers, Copy2 answers in the same way


def test_what_has_few_of_the_cells_is_told_and_not_graded() -> None:
    few = answered(ONE, {"double": "def double(x): return x"}, without=("why",))
    said = "other answers to 06.ipynb are in scratch.ipynb and were not graded: ask which are meant"
    assert chosen(**{"06": BLANK, "scratch": few}) == ("06.ipynb", [said])
    assert chosen(scratch=few) == (None, ["06.ipynb was not handed in", said])
    assert chosen(another=answered(TWO, {"b-why": "why = 1"})) == (None, ["06.ipynb was not handed in"])


def test_names_of_files_are_told_without_what_they_could_command() -> None:
    path, (said,) = chosen(**{"a\n\x1b]0;x" + "y" * 300: SOME})
    assert path is not None and "a\ufffd\ufffd]0;x" in said and len(said) < 250


def test_each_file_is_one_notebooks_and_no_notebook_loses_its_file() -> None:
    two = [plan("one", ONE), plan("two", TWO)]
    b = answered(TWO, {"b-why": "why = 1"})
    crossed = choose(two, {"one.ipynb": b, "two.ipynb": SOME})
    assert [choice.path for choice in crossed] == ["two.ipynb", "one.ipynb"]
    assert [choice.path for choice in choose(two, {"two.ipynb": SOME})] == ["two.ipynb", None]
    assert choose(two, {"two.ipynb": SOME})[1].remarks == [
        "two.ipynb is another notebook of this assignment: ask for the right one"
    ]
    assert [choice.path for choice in choose(two, {"one.ipynb": b})] == [None, "one.ipynb"]
    # Two notebooks whose cells have the same ids: nobody takes the other's.
    alike = [plan("one", ONE), plan("two", tiny())]
    for files in ({"one": BLANK, "two": SOME}, {"one": SOME, "two": BLANK}, {"two": SOME}):
        found = choose(alike, {f"{name}.ipynb": content for name, content in files.items()})
        assert [choice.path for choice in found] == [f"{n}.ipynb" if n in files else None for n in ("one", "two")]
    copies = choose(alike, {"one-Copy1.ipynb": SOME, "two-Copy1.ipynb": ALL})
    assert [choice.path for choice in copies] == ["one-Copy1.ipynb", "two-Copy1.ipynb"]
