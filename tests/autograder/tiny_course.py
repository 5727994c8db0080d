"""A course of one small assignment, sound in every respect; tests break it in one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Mistake, RightAnswer
from autograder.course.folders import CONFIG, Course

ROOT = Path(__file__).parents[2]
NAME = "01_tiny"
ANSWERS = "02_answers"  # answers its questions, where a test needs such an assignment

TODO = '''def double(x: float) -> float:
    """Twice a number."""
    # Hint: about 1 line
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''
VALUE = '''"""Checks that 3 becomes 6."""
assert isinstance(double(3.0), float), "double(3.0) is not a float"
assert double(3.0) == 6.0, "double(3.0) should be 6"
### BEGIN HIDDEN TESTS
x = 1 + random.random()
assert double(x) == 2 * x, "wrong on a number that you have not seen"
### END HIDDEN TESTS
'''
SIGN = '''"""Checks that the sign is kept."""
assert isinstance(double(-1.0), float), "double(-1.0) is not a float"
assert double(-1.0) == -2.0, "double(-1.0) should be -2: keep the sign"
'''
STEPPER = """class Stepper(ipywidgets.IntSlider):
    def __repr__(self):
        return "Stepper()"

Stepper()
"""


def double(body: str) -> str:
    """An answer with this body."""
    return "def double(x: float) -> float:\n" + indent(body, "    ")


def wrong(name: str, body: str, fails: Mapping[str, str]) -> Mistake:
    """A known mistake in `double`."""
    return Mistake(name, "double", double(body), fails)


def right(name: str, body: str) -> RightAnswer:
    """A known right answer to `double`."""
    return RightAnswer(name, "double", double(body))


MISTAKES = [
    wrong("adds 3", "return x + 3", {"double_value": "not seen", "double_sign": "keep the sign"}),
    wrong("drops the sign", "return 2 * abs(x)", {"double_sign": "keep the sign"}),
    wrong("gives an int", "return int(2 * x)", {"double_value": "not a float", "double_sign": "not a float"}),
]
RIGHT_ANSWERS = [
    right("as a sum", "return x + x"),
    right("in a loop", "total = 0.0\nfor _ in range(2):\n    total += x\nreturn total"),
]


def graded(source: str, name: str, *, grade: bool, solution: bool, points: float | None = None) -> NotebookNode:
    """A code cell that nbgrader knows."""
    meta = {"grade": grade, "grade_id": name, "locked": grade and not solution, "schema_version": 3}
    meta |= {"solution": solution, "task": False} | ({} if points is None else {"points": points})
    return new_code_cell(source.strip("\n"), id=name, metadata={"nbgrader": meta})


QUESTION = """### Exercise 2 · in your words · ●●○ · 5 min · 3 points

Say in two sentences why.

### BEGIN MARK SCHEME
Two points for the cause, one for the effect.

Because twice is what was asked for.
### END MARK SCHEME"""
ANSWER = "### BEGIN SOLUTION\nBecause twice is what was asked for.\n### END SOLUTION"


def with_written_answer(notebook: NotebookNode) -> NotebookNode:
    """The notebook with a written answer, graded by hand, in place of its second exercise."""
    question = new_markdown_cell(QUESTION, id="words-question")
    meta = {"grade": False, "grade_id": question.id, "locked": True, "schema_version": 3, "solution": False}
    question.metadata["nbgrader"] = meta | {"task": False}
    answer = new_markdown_cell(ANSWER, id="words", metadata=cell_of(notebook, "why").metadata)
    answer.metadata["nbgrader"] = {**answer.metadata.nbgrader, "grade_id": "words"}
    at = notebook.cells.index(cell_of(notebook, "heading-2"))
    count = cell_of(notebook, "why").execution_count
    notebook.cells[at : at + 2] = [question, answer]
    for cell in notebook.cells[at:]:
        if cell.cell_type == "code" and cell.execution_count > count:
            cell.execution_count -= 1
    return notebook


def tiny() -> NotebookNode:
    """The sound notebook."""
    filling = [new_markdown_cell("Read on.", id=f"filling-{number}") for number in range(10)]
    answer = graded("### BEGIN SOLUTION\nwhy = 'because'\n### END SOLUTION", "why", grade=True, solution=True, points=3)
    cells = [
        new_markdown_cell("# Tiny", id="title"),
        new_code_cell("import random\n\nimport ipywidgets\nfrom IPython.display import display", id="imports"),
        new_code_cell("print('one')\nprint('two')", id="greeting"),
        new_code_cell(STEPPER.strip(), id="stepper"),
        new_markdown_cell("### Exercise 1 · double · ●○○ · 5 min · 7 points\n\nDouble a number.", id="heading-1"),
        graded(TODO, "double", grade=False, solution=True),
        graded(VALUE, "double_value", grade=True, solution=False, points=4),
        graded(SIGN, "double_sign", grade=True, solution=False, points=3),
        new_markdown_cell("### Exercise 2 · why · ●●● · 5 min · 3 points", id="heading-2"),
        answer,
        *filling,
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    for count, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
    return notebook


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell of an id."""
    return next(cell for cell in notebook.cells if cell.id == name)


def write_bank(
    course: Course, mistakes: Sequence[Mistake] = MISTAKES, right_answers: Sequence[RightAnswer] = RIGHT_ANSWERS
) -> Path:
    """Write these known answers where the course keeps them."""
    cells = []
    for answer in (*mistakes, *right_answers):
        lines = [f"# %% {'wrong' if isinstance(answer, Mistake) else 'right'}: {answer.name}"]
        if isinstance(answer, Mistake):
            lines += [f"# fails {test}: {piece}" for test, piece in answer.fails.items()]
        cells.append("\n".join([*lines, answer.source]))
    path = bank.path_of(course, NAME)
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n\n".join(cells) + "\n")
    return path


def write_course(root: Path, notebook: NotebookNode) -> Course:
    """Write a course with this notebook in it."""
    shutil.copy(ROOT / CONFIG, root / CONFIG)
    nb.write(notebook, root / "source" / NAME / f"{NAME}.ipynb")
    return Course.at(root)
