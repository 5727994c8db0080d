"""The bank: answers as code, read strictly, and put into the cells that they answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from tiny_course import MISTAKES, NAME, RIGHT_ANSWERS, cell_of, double, graded

from autograder import AutograderError
from autograder.course.bank import Bank, filled, load, parse
from autograder.course.folders import Course

GIVEN = '"""Known answers."""\n\nimport random\n\nlimit = 3\n\n\ndef helper():\n    ...\n\n\n'
HALVES = """class Half(Base):
    size = 2

    def of(self, x):
        \"\"\"Half of it.\"\"\"
        ### BEGIN SOLUTION
        return x / self.size
        ### END SOLUTION

    def twice(self, x):
        return self.of(self.of(x))
"""


def test_a_bank_is_loaded_by_name(course: Course) -> None:
    assert load(course, NAME) == Bank(tuple(MISTAKES), tuple(RIGHT_ANSWERS))


def test_a_course_without_known_answers(make_course: Callable[..., Course]) -> None:
    assert load(make_course(), NAME) == Bank()


def test_what_comes_before_the_first_answer_is_for_its_reader(notebook: NotebookNode, tmp_path: Path) -> None:
    path = tmp_path / "answers.py"
    path.write_text(f"{GIVEN}# %% right: as a sum\n{double('return x + x')}\n")
    bank = parse(path, notebook)
    assert bank.given == ("limit", "helper")
    (answer,) = bank.answers
    assert (answer.name, answer.function, answer.source) == ("as a sum", "double", double("return x + x"))


HEADER = "# %% wrong: adds 3\n"
ANSWER = double("return x + 3")
BROKEN = {
    "another header": (f"# %% wring: adds\n{ANSWER}", "line 1: found '# %% wring: adds', expected `# %% wrong: what"),
    "no name": (f"# %% wrong:\n{ANSWER}", "line 1: found '# %% wrong:', expected"),
    "an empty cell mark": (f"# %%\n{ANSWER}", "line 1: found '# %%', expected"),
    "an empty piece": (f"{HEADER}# fails double_value:\n{ANSWER}", "line 2: found '# fails double_value:', expected"),
    "no test": (f"{HEADER}# fails : not seen\n{ANSWER}", "line 2: found '# fails : not seen'"),
    "a test twice": (f"{HEADER}# fails a: x\n# fails a: y\n{ANSWER}", "line 3: a is named twice"),
    "fails in the middle": (f"{HEADER}{ANSWER}\n# fails a: x\n", "line 4: `# fails` stands right below the header"),
    "a right answer that fails": (f"# %% right: as a sum\n# fails a: x\n{ANSWER}", "'as a sum' fails a: call it wrong"),
    "no Python": (f"{HEADER}# fails a: x\ndef double(x):\n    return (\n", "line 4: this is not Python"),
    "another function": (
        f"{HEADER}def triple(x):\n    return x\n",
        "defines triple, expected one that the notebook asks",
    ),
    "no function": (
        f"{HEADER}x = 3\n",
        "'adds 3' defines no function, expected one that the notebook asks for: double",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_not_understood_is_refused(notebook: NotebookNode, tmp_path: Path, broken: str) -> None:
    text, message = BROKEN[broken]
    path = tmp_path / "answers.py"
    path.write_text(text)
    with pytest.raises(AutograderError) as refused:
        parse(path, notebook)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there(notebook: NotebookNode, tmp_path: Path) -> None:
    with pytest.raises(AutograderError, match=r"There are no known answers .*none\.py: write some there"):
        parse(tmp_path / "none.py", notebook)


def test_one_answer_to_two_exercises(notebook: NotebookNode, tmp_path: Path) -> None:
    source = cell_of(notebook, "double").source.replace("double", "triple")
    notebook.cells.append(graded(source, "triple", grade=False, solution=True))
    path = tmp_path / "answers.py"
    path.write_text(f"{HEADER}{ANSWER}\n\n\n{ANSWER.replace('double', 'triple')}\n")
    with pytest.raises(AutograderError, match="answers double and triple, of several exercises: split it"):
        parse(path, notebook)


def test_an_answer_takes_the_place_of_the_function(notebook: NotebookNode) -> None:
    assert filled(cell_of(notebook, "double"), double("return x + x")) == double("return x + x")


def test_what_else_an_answer_brings_stands_before_it(notebook: NotebookNode) -> None:
    answer = f"import math\n\ndef same(x):\n    return x\n\n{double('return same(x)')}"
    expected = f"import math\ndef same(x):\n    return x\n{double('return same(x)')}"
    assert filled(cell_of(notebook, "double"), answer) == expected


def test_a_method_takes_the_place_of_the_method_alone() -> None:
    answer = "class Half:\n  @staticmethod\n  def of(self, x):\n    return x // 2\n\n  def more(self):\n    pass\n"
    made = filled(graded(HALVES, "half", grade=False, solution=True), answer)
    assert made.startswith("class Half(Base):\n    size = 2\n\n    @staticmethod\n    def of(self, x):\n")
    assert "x / self.size" not in made and "def twice" in made
    assert made.endswith("def more(self):\n      pass")
    compile(made, "cell", "exec")
