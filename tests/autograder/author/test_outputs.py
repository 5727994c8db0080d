"""Stored outputs, and that nbval agrees with them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from tiny_course import NAME, cell_of

from autograder import AutograderError
from autograder.author import rules
from autograder.author.outputs import refresh, stable
from autograder.course import notebook as nb
from autograder.course.folders import Course

DRAWS = """
png = b"not much of a picture"
display({"image/png": png, "text/plain": "(picture)"}, raw=True)
print("a dot")
display({"image/png": png}, raw=True)
display({"text/html": "<b>bold</b>", "text/plain": "bold"}, raw=True)
print("end")
"""


def drawing(notebook: NotebookNode) -> NotebookNode:
    """With pictures, a widget and text in it, and outputs of an earlier run."""
    notebook.cells[4:4] = [new_code_cell(DRAWS.strip(), id="draws")]
    cell_of(notebook, "greeting").outputs = [new_output("stream", text="old")]
    cell_of(notebook, "greeting").metadata["execution"] = {"iopub.status.idle": "2020-01-01"}
    notebook.metadata["language_info"]["version"] = "3.0"
    return notebook


def test_outputs_are_stored_once_and_for_all(make_course: Callable[..., Course], notebook: NotebookNode) -> None:
    course = make_course(drawing(notebook))
    path = course.notebook(NAME)
    refresh(path)
    first = path.read_bytes()
    refresh(path)
    assert path.read_bytes() == first
    stored = nb.read(path)
    assert rules.stored_outputs(stored) == []
    assert stored.metadata.language_info == {"name": "python"}
    assert cell_of(stored, "greeting").outputs[0].text == "one\ntwo\n"
    assert not cell_of(stored, "greeting").metadata
    assert cell_of(stored, "stepper").outputs[0].data == {"text/plain": "Stepper()"}
    kinds = [output.output_type for output in cell_of(stored, "draws").outputs]
    assert kinds == ["display_data", "stream", "display_data", "stream"]
    nbval = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env", str(path)]
    run = subprocess.run(nbval, cwd=course.root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_a_failing_cell_leaves_the_file_alone(make_course: Callable[..., Course], notebook: NotebookNode) -> None:
    cell_of(notebook, "greeting").source = "1 / 0"
    course = make_course(notebook)
    before = course.notebook(NAME).read_bytes()
    with pytest.raises(AutograderError, match="01_tiny: cell greeting fails with ZeroDivisionError"):
        refresh(course.notebook(NAME))
    assert course.notebook(NAME).read_bytes() == before


def test_text_written_in_pieces_is_joined() -> None:
    pieces = [new_output("stream", text="a"), new_output("stream", text="b"), new_output("stream", text="c")]
    pieces[2].name = "stderr"
    assert [(output.name, output.text) for output in stable(tuple(pieces))] == [("stdout", "ab"), ("stderr", "c")]
    assert pieces[0].text == "a"
