"""Kinds of cell, regions, exercises."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from tiny_course import TODO, cell_of, graded, with_written_answer

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.notebook import Kind

CLASS = """class Counter:
    def __init__(self):
        self.count = 0

    def up(self):
        # Hint
        ### BEGIN SOLUTION
        self.count += 1
        return self.count
        ### END SOLUTION

    def down(self):
        ### BEGIN SOLUTION
        self.count -= 1
        ### END SOLUTION
"""


def test_kinds_of_cell(notebook: NotebookNode) -> None:
    kinds = {nb.grade_id(cell): nb.kind(cell) for cell in notebook.cells}
    assert kinds["double"] is Kind.SOLUTION
    assert kinds["double_sign"] is Kind.TEST
    assert kinds["why"] is Kind.MANUAL
    assert kinds["imports"] is Kind.PLAIN


def test_points_are_of_graded_cells_alone(notebook: NotebookNode) -> None:
    assert nb.points(cell_of(notebook, "double_value")) == 4
    assert nb.points(cell_of(notebook, "why")) == 3
    assert nb.points(cell_of(notebook, "double")) == 0


def test_exercises_with_their_tests_and_headings(notebook: NotebookNode) -> None:
    double, why = nb.exercises(notebook)
    assert double.id == "double"
    assert [nb.grade_id(test) for test in double.tests] == ["double_value", "double_sign"]
    assert nb.parse_heading(double.heading) == nb.Heading(1, "double", "●○○", 5, 7.0)
    assert why.by_hand and why.points == 3 and not why.tests


def test_a_written_answer_knows_its_question(notebook: NotebookNode) -> None:
    double, words = nb.exercises(with_written_answer(notebook))
    assert double.question is None
    assert words.id == "words" and words.by_hand and words.points == 3
    assert words.question is cell_of(notebook, "words-question") and nb.kind(words.question) is Kind.PLAIN
    assert nb.parse_heading(words.heading).title == "in your words"


def test_a_heading_written_otherwise_is_none() -> None:
    assert nb.parse_heading("### Exercise 1: double, 5 points") is None
    assert nb.parse_heading("### Exercise 1 · double · ●●●● · 5 min · 7 points") is None


def test_regions_know_the_function_round_them() -> None:
    cell = new_code_cell(CLASS)
    assert [region.qualname for region in nb.regions(cell, nb.SOLUTION)] == ["Counter.up", "Counter.down"]


def test_a_region_at_the_top_has_no_name() -> None:
    (region,) = nb.regions(new_code_cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION"), nb.SOLUTION)
    assert region.qualname == ""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f():\n    ### BEGIN SOLUTION\n    return 1", "no END SOLUTION"),
        ("### END SOLUTION", "cannot stand"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "cannot stand"),
    ],
)
def test_broken_regions_are_named(source: str, message: str) -> None:
    with pytest.raises(AutograderError, match=message):
        nb.regions(new_code_cell(source), nb.SOLUTION)


def test_an_answer_is_indented_as_the_region_was() -> None:
    cell = graded(CLASS, "counter", grade=False, solution=True)
    answer = nb.replace_region(
        cell,
        "Counter.up",
        """
            for _ in range(1):
                self.count += 1
            return self.count
        """,
    )
    assert "        for _ in range(1):\n            self.count += 1\n        return self.count" in answer
    assert "self.count -= 1" in answer
    assert "SOLUTION" not in answer
    compile(answer, "cell", "exec")


def test_an_answer_to_nothing_is_refused() -> None:
    with pytest.raises(AutograderError, match="no solution region in a function named triple"):
        nb.replace_region(graded(TODO, "double", grade=False, solution=True), "triple", "return 3 * x")


def test_regions_are_taken_out() -> None:
    assert nb.without_regions("a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc") == "a\nc"


def test_markers_in_the_wrong_cell_are_named(notebook: NotebookNode) -> None:
    cell_of(notebook, "greeting").source = "### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS"
    (problem,) = nb.misplaced_markers(notebook)
    assert problem == "cell greeting: BEGIN HIDDEN TESTS stands in a plain cell, expected a test cell."


def test_what_is_not_a_notebook_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    with pytest.raises(AutograderError, match="There is no notebook"):
        nb.read(path)
    path.write_text("{}")
    with pytest.raises(AutograderError, match="is not a valid notebook"):
        nb.read(path)
    path.write_text("not JSON")
    with pytest.raises(AutograderError, match="is not a valid notebook"):
        nb.read(path)


def test_writing_what_was_read_changes_nothing(notebook: NotebookNode, tmp_path: Path) -> None:
    nb.write(notebook, tmp_path / "one.ipynb")
    nb.write(nb.read(tmp_path / "one.ipynb"), tmp_path / "two.ipynb")
    assert (tmp_path / "one.ipynb").read_bytes() == (tmp_path / "two.ipynb").read_bytes()
