"""What a student reads under a test that fails, in a real kernel, and what is left to do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import kernel

IMPORTS = "import torch\nfrom rnn_helpers.testing import assert_number, assert_tensor\n"
IMPORTS += "from rnn_helpers.failures import left_to_do"
TODO = '''def step(x: float, keep: float) -> float:
    """One step."""
    raise NotImplementedError("TODO: this exercise is not done yet")'''
VALUE = '''"""The memory is kept in part."""
assert_number(step(3.0, 0.5), 1.5, "step(3.0, 0.5)", "Half of 3 is kept.")'''
PLAIN = '''"""Nothing stays nothing."""
assert step(0.0, 0.5) == 0.0'''


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kernel.Kernel]:
    """A kernel whose notebook has imported the assertions."""
    with kernel.started(tmp_path_factory.mktemp("notebook")) as running:
        assert running.run(IMPORTS).error is None
        yield running


def shown(notebook: kernel.Kernel, cell: str) -> str:
    """What stands below a cell that fails, without its colours."""
    (output,) = notebook.run(cell).outputs
    assert output.output_type == "error"
    return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))


def printed(notebook: kernel.Kernel, words: str = "tests=2") -> str:
    (output,) = notebook.run(f"left_to_do({words})").outputs
    return output.text


def answer(notebook: kernel.Kernel, body: str) -> None:
    assert notebook.run(f"def step(x, keep):\n    {body}").error is None


def test_the_sentence_and_nothing_else(notebook):
    answer(notebook, "return x")
    assert shown(notebook, VALUE) == "step(3.0, 0.5) is 3, expected 1.5. Half of 3 is kept."


def test_an_answer_that_stops_shows_its_own_line(notebook):
    answer(notebook, "return torch.zeros(2) @ torch.zeros(3)")
    sentence, where, line = shown(notebook, VALUE).rsplit("\n", 2)
    assert sentence.startswith("RuntimeError: inconsistent tensor size")
    assert (where, line) == ("In step, line 2 of its cell:", "    return torch.zeros(2) @ torch.zeros(3)")


def test_without_a_sentence_the_line_of_the_test_stands_there(notebook):
    answer(notebook, "return x + 1")
    assert shown(notebook, PLAIN) == "In the test:\n    assert step(0.0, 0.5) == 0.0"
    answer(notebook, "return None")
    said = shown(notebook, '"""Adds."""\nassert step(1.0, 0.5) + 1 == 2')
    assert said.startswith("TypeError: unsupported operand")
    assert said.endswith("In the test:\n    assert step(1.0, 0.5) + 1 == 2")


def test_what_is_not_written_says_so_in_one_line(notebook):
    notebook.run(TODO)
    assert shown(notebook, VALUE) == shown(notebook, PLAIN) == "step is not written yet."
    notebook.run("class Cell:\n    def forward(self, x):\n        raise NotImplementedError('TODO')")
    assert shown(notebook, '"""Steps."""\nassert Cell().forward(1)') == "Cell.forward is not written yet."


def test_a_long_sentence_is_whole_where_validate_cuts_lines(notebook):
    said = shown(notebook, f'"""Talks."""\nassert False, "{" ".join(["word"] * 60)}"')
    assert said.split() == ["word"] * 60
    assert max(map(len, said.splitlines())) <= 80


def test_other_cells_keep_their_traceback(notebook):
    answer(notebook, "return 1 / 0")
    said = shown(notebook, "step(1, 2)")
    assert "Traceback (most recent call last)" in said and "----> 1 step(1, 2)" in said
    for cell in ("def f(:", '"""A test cell in which a bracket is missing."""\nassert (', "if True:\nx = 1"):
        assert re.search(r"Cell In\[\d+\], line \d", shown(notebook, cell))


def test_validate_says_the_same(tmp_path):
    """As nbgrader's button in JupyterLab shows it: its own text and the test, then what is wrong."""

    def cell(source: str, number: int, **kind: bool) -> NotebookNode:
        told = {"grade": False, "solution": False, "locked": False, "task": False} | kind
        told |= {"schema_version": 3, "grade_id": f"cell{number}"} | ({"points": 1} if told["grade"] else {})
        return new_code_cell(source, metadata={"nbgrader": told, "tags": ["raises-exception"] * told["grade"]})

    written = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    written.cells = [
        cell(IMPORTS, 0),
        cell("def step(x, keep):\n    return torch.zeros(2) @ torch.zeros(3)", 1, solution=True),
        cell(VALUE, 2, grade=True, locked=True),
    ]
    nbformat.write(written, tmp_path / "work.ipynb")
    command = [Path(sys.executable).with_name("nbgrader"), "validate", "work.ipynb"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    _, test, error = re.split(r"The following cell failed:|The error was:", said)
    assert "assert_number(step(3.0, 0.5)" in test
    sentence, where, line = (line.strip() for line in error.strip().rsplit("\n", 2))
    assert sentence.startswith("RuntimeError: inconsistent tensor size")
    assert (where, line) == ("In step, line 2 of its cell:", "return torch.zeros(2) @ torch.zeros(3)")


def test_an_error_of_torchs_own_is_no_exercise_that_waits(notebook):
    answer(notebook, "return torch.softmax(torch.tensor([1, 2]), -1)")
    said = shown(notebook, VALUE)
    assert said.startswith("NotImplementedError: ") and "not written yet" not in said
    assert said.endswith("    return torch.softmax(torch.tensor([1, 2]), -1)")


def test_a_name_that_is_missing_asks_for_its_cell(notebook):
    said = shown(notebook, '"""Steps."""\nassert stride(1) == 1')
    assert said.startswith(
        "NameError: name 'stride' is not defined\nHas the cell that defines it run without an error?"
    )


def test_whoever_stops_a_test_sees_where_it_was(notebook):
    answer(notebook, "raise KeyboardInterrupt")
    assert shown(notebook, VALUE) == "You stopped it.\nIn step, line 2 of its cell:\n    raise KeyboardInterrupt"


def test_errors_in_a_group_and_long_ones_are_short_too(notebook):
    answer(notebook, "raise ExceptionGroup('both', [ValueError(1)])")
    assert shown(notebook, VALUE).startswith("ExceptionGroup: both (1 sub-exception)\nIn step, line 2")
    answer(notebook, "return [x.pop('word ' * 5000) for x in [{}]]")
    said = shown(notebook, VALUE).splitlines()
    assert len(said) == 13 and said[10] == "…" and said[11] == "In step, line 2 of its cell:"


def fresh(notebook: kernel.Kernel) -> None:
    """As after a restart."""
    notebook.run("%reset -f")
    notebook.run("from rnn_helpers import failures\nfailures._lacking.clear()\n" + IMPORTS)


def test_what_is_left_follows_the_last_run_of_each_test(notebook):
    fresh(notebook)
    assert printed(notebook) == "No test has run yet. Choose Run All Cells: then this cell says what is left to do.\n"
    notebook.run(TODO)
    for test in (VALUE, PLAIN):
        notebook.run(test)
    assert printed(notebook) == "0 of 2 tests pass. Left to do:\n- step is not written yet.\n"
    answer(notebook, "return x")
    for test in (VALUE, PLAIN):
        notebook.run(test)
    said = "1 of 2 tests pass. Left to do:\n- This does not hold yet: The memory is kept in part.\n"
    assert printed(notebook) == said
    answer(notebook, "return keep * x")
    notebook.run(VALUE)
    assert printed(notebook) == "All 2 tests that you can see pass: nothing is left to do here.\n"


def test_what_has_not_run_and_what_a_person_reads_is_left_too(notebook):
    fresh(notebook)
    answer(notebook, "return keep * x")
    notebook.run(VALUE)
    notebook.run('"""My own notes."""\n1 / 0')
    said = "1 of 3 tests pass. Left to do:\n- Not run yet: 2 of the tests. Choose Run All Cells.\n"
    assert printed(notebook, "tests=3") == said
    said = "All 1 tests that you can see pass.\nA person reads your 6 written answers: is each of them there?\n"
    assert printed(notebook, "tests=1, written=6") == said


def test_elsewhere_nothing_is_printed(capsys):
    from rnn_helpers.failures import left_to_do

    left_to_do(tests=2)
    assert capsys.readouterr().out == ""
