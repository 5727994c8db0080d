"""A submission and its plan made one: answers are the student's, everything else is the release's."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from tiny_course import cell_of, tiny

from autograder.course import notebook as nb
from autograder.grading.handed_in import MOST_CELLS
from autograder.grading.merge import merge

PLAN = tiny()


def handed_in(change: Callable[[NotebookNode], object]) -> bytes:
    notebook = tiny()
    change(notebook)
    return json.dumps(notebook).encode()


def merged(change: Callable[[NotebookNode], object]) -> tuple[NotebookNode, list[str]]:
    notebook, remarks = merge(PLAN, handed_in(change))
    nbformat.validate(notebook)
    ids = [nb.grade_id(cell) for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    return notebook, remarks


def order(notebook: NotebookNode) -> list[str]:
    return [nb.grade_id(cell) for cell in notebook.cells if "nbgrader" in cell.metadata]


def test_answers_are_the_students_and_tests_the_plans() -> None:
    def change(notebook: NotebookNode) -> None:
        cell_of(notebook, "double").source = "def double(x): return x + x"
        cell_of(notebook, "double_value").source = "pass"
        cell_of(notebook, "double_value").metadata.nbgrader.points = 100
        cell_of(notebook, "double_sign").metadata["tags"] = [nb.SKIP]
        notebook.metadata["widgets"] = {"state": {}}

    found, remarks = merged(change)
    assert cell_of(found, "double").source == "def double(x): return x + x"
    for test in ("double_value", "double_sign"):
        assert cell_of(found, test) == cell_of(PLAN, test) | {"execution_count": None}
    assert remarks == ["cell double_value was changed: it was graded as released"]
    assert found.metadata.keys() == {"kernelspec"}


def test_a_test_as_students_get_it_was_not_changed() -> None:
    def change(notebook: NotebookNode) -> None:
        cell = cell_of(notebook, "double_value")
        cell.source = nb.without_regions(cell.source)

    assert merged(change)[1] == []


def test_what_was_deleted_comes_back_where_it_was_and_an_answer_does_not() -> None:
    def change(notebook: NotebookNode) -> None:
        gone = ("double", "double_value", "why")
        notebook.cells = [cell for cell in notebook.cells if cell.id not in gone]

    found, remarks = merged(change)
    assert order(found) == ["double_value", "double_sign", "why"]
    assert [cell.id for cell in found.cells].index("double_value") > [cell.id for cell in found.cells].index(
        "heading-1"
    )
    assert remarks == [f"cell {name} was missing: it was put back" for name in ("double_value", "why")]


def test_of_copies_the_last_counts_and_the_others_are_the_students_own() -> None:
    def change(notebook: NotebookNode) -> None:
        copy = cell_of(tiny(), "double")
        copy.source = "def double(x): return 0"
        notebook.cells.insert(4, copy)

    found, remarks = merged(change)
    assert remarks == ["cell double was there more than once: the last one counts"]
    assert [cell.source for cell in found.cells if "def double" in cell.source][0] == "def double(x): return 0"
    assert order(found) == order(PLAN)


def test_a_test_before_what_it_tests_is_moved_behind_it() -> None:
    found, remarks = merged(lambda notebook: notebook.cells.sort(key=lambda cell: nb.kind(cell) is not nb.Kind.TEST))
    assert order(found) == order(PLAN)
    assert len(remarks) == 2 and remarks[0] == "cell double_value stood before what it tests: it was moved"


def test_cells_of_their_own_stay_as_they_are() -> None:
    def change(notebook: NotebookNode) -> None:
        metadata = {"nbgrader": {"grade_id": "unknown", "grade": True, "points": 50}, "tags": [nb.SKIP]}
        notebook.cells.insert(5, new_code_cell("helper = 1", id="double_value", metadata=metadata))
        notebook.cells.insert(6, new_markdown_cell("My notes."))
        notebook.cells[6].id = "no id!"

    found, remarks = merged(change)
    own = [cell for cell in found.cells if cell.source in ("helper = 1", "My notes.")]
    assert [cell.metadata for cell in own] == [{}, {}]
    assert remarks == [] and order(found) == order(PLAN)


def test_a_retyped_cell_has_its_type_again() -> None:
    def change(notebook: NotebookNode) -> None:
        for name in ("double", "double_sign"):
            cell = cell_of(notebook, name)
            cell.cell_type = "markdown"
            del cell["outputs"], cell["execution_count"]

    found, _ = merged(change)
    assert cell_of(found, "double").cell_type == cell_of(found, "double_sign").cell_type == "code"


def stripped(notebook: NotebookNode) -> None:
    """Take out all metadata of cells, as converters do."""
    for cell in notebook.cells:
        cell.metadata = {}


def test_cells_that_lost_nbgraders_metadata_are_known_by_their_ids() -> None:
    def change(notebook: NotebookNode) -> None:
        stripped(notebook)
        cell_of(notebook, "double").source = "def double(x): return x + x"
        cell_of(notebook, "double_sign").source = "pass"

    found, remarks = merged(change)
    assert order(found) == order(PLAN) and len(found.cells) == len(PLAN.cells)
    assert cell_of(found, "double").source == "def double(x): return x + x"
    assert cell_of(found, "double_sign") == cell_of(PLAN, "double_sign") | {"execution_count": None}
    assert remarks == ["cell double_sign was changed: it was graded as released"]


def test_an_id_counts_only_where_no_metadata_does_and_the_type_is_right() -> None:
    def change(notebook: NotebookNode) -> None:
        notebook.cells.append(new_code_cell("double = None", id="double"))
        cell_of(notebook, "why").metadata = {}
        cell_of(notebook, "why").cell_type = "raw"

    found, remarks = merged(change)
    assert cell_of(found, "double").source == cell_of(PLAN, "double").source
    assert found.cells[-1].source == "double = None" and found.cells[-1].metadata == {}
    assert remarks == ["cell why was missing: it was put back"]


def test_where_no_cell_is_known_tests_come_last_and_one_sentence_says_so() -> None:
    def change(notebook: NotebookNode) -> None:
        stripped(notebook)
        for index, cell in enumerate(notebook.cells):
            cell.id = f"new-{index}"

    found, remarks = merged(change)
    assert [cell.id for cell in found.cells[len(PLAN.cells) :]] == ["double_value", "double_sign", "why"]
    said = "none of its cells has nbgrader's metadata or its id: only what it defines was tested, look at the rest"
    assert remarks == [said]

    def of_another_assignment(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.grade_id = f"other-{nb.grade_id(cell)}"

    found, remarks = merged(of_another_assignment)
    assert order(found) == [nb.grade_id(cell) for cell in found.cells[len(PLAN.cells) :]]
    assert order(found) == ["double_value", "double_sign", "why"] and remarks == [said]


def test_cells_that_old_versions_of_nbgrader_left_notes_in_come_once() -> None:
    def with_notes(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.metadata.setdefault("nbgrader", {"grade": False, "locked": False, "solution": False})

    plan = tiny()
    with_notes(plan)
    content = json.loads(handed_in(with_notes))
    for cell in content["cells"]:
        del cell["id"]
    found, remarks = merge(plan, json.dumps(content).encode())
    nbformat.validate(found)
    assert [cell.source for cell in found.cells] == [cell.source for cell in plan.cells]
    assert order(found) == order(PLAN) and remarks == []


def test_what_editors_do_to_the_ends_of_lines_is_no_change() -> None:
    def change(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.source = cell.source.replace("\n", "  \r\n") + "\r\n"
        cell_of(notebook, "double").source = "def double(x):\r\n    return x\r\n"

    notebook = tiny()
    change(notebook)
    # As VS Code saves it on Windows; some programs put a mark of UTF-8 before it.
    content = json.dumps(notebook, indent=1).replace("\n", "\r\n").encode()
    for handed_in in (content, codecs.BOM_UTF8 + content):
        found, remarks = merge(PLAN, handed_in)
        assert remarks == []
        assert cell_of(found, "double").source == "def double(x):\n    return x\n"
        assert cell_of(found, "why").source == cell_of(PLAN, "why").source
        assert not [cell for cell in found.cells if "\r" in cell.source]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is not JSON"),
        (b"%PDF-1.7", "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it is not a notebook of version 4"),
        (b'{"nbformat": 3, "worksheets": []}', "it is not a notebook of version 4"),
        (b'{"nbformat": 4, "cells": 1}', "it is not a notebook of version 4"),
        (json.dumps({"nbformat": 4, "cells": [{"cell_type": "raw"}] * 2001}).encode(), f"at most {MOST_CELLS}"),
    ],
    ids=range(8),
)
def test_what_is_no_notebook_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        merge(PLAN, content)


@pytest.mark.parametrize(
    "metadata",
    [None, 1, [], {"nbgrader": None}, {"nbgrader": {"grade_id": 1}}, {"nbgrader": {"grade_id": ["double"]}}],
)
def test_metadata_of_the_wrong_type_is_no_metadata(metadata: object) -> None:
    content = json.loads(handed_in(lambda notebook: None))
    content["cells"].append({"cell_type": "code", "source": ["a = 1\n", "b = \ud800"], "metadata": metadata, "id": 7})
    found, _ = merge(PLAN, json.dumps(content).encode())
    nbformat.validate(found)
    assert found.cells[-1].source == "a = 1\nb = ?" and order(found) == order(PLAN)
