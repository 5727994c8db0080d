"""The course that is attacked: five exercises on plain Python, numpy and torch, and one that a person marks."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.author.release import release
from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course

ROOT = Path(__file__).parents[2]
NAME = "attacks"

#: In every hidden test, and nowhere else: no student may ever read it.
CANARY = "CANARY_7f3a91"
#: Inputs and results of hidden tests: students' functions see them, students do not.
CANARY_NUMBERS = ("271828.1875", "543656.375", "314159.3125")

IMPORTS = """import random
import numpy as np
import torch
from torch import Tensor, allclose, nn
"""
DOUBLE = '''def double(x: float) -> float:
    """Twice a number."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''
DOUBLE_VALUE = f'''"""Checks that 3 becomes 6."""
answer = double(3.0)
assert isinstance(answer, float), "double(3.0) is not a float"
assert abs(answer - 6.0) < 1e-9, "double(3.0) should be 6"
### BEGIN HIDDEN TESTS
canary = "{CANARY}"
for number in (271828.1875, random.uniform(10, 20)):
    expected = 2 * number
    answer = double(number)
    assert isinstance(answer, float), "double does not always give a float"
    assert abs(answer - expected) < 1e-6, "double is wrong on a number that you have not seen"
### END HIDDEN TESTS
'''
STANDARDIZE = '''def standardize(x: Tensor) -> Tensor:
    """Shift and scale to mean 0 and standard deviation 1."""
    ### BEGIN SOLUTION
    return (x - x.mean()) / x.std()
    ### END SOLUTION
'''
STANDARDIZE_ALLCLOSE = f'''"""Checks the values, with torch."""
expected = torch.tensor([-1.0, 0.0, 1.0])
assert allclose(standardize(torch.tensor([1.0, 2.0, 3.0])), expected), "1, 2, 3 should become -1, 0, 1"
### BEGIN HIDDEN TESTS
canary = "{CANARY}"
torch.manual_seed(random.randrange(10**6))
inputs = [3 + torch.randn(rows, 4) for rows in (3, 5)]
expected = [(x - x.mean()) / x.std() for x in inputs]
answers = zip(map(standardize, inputs), expected)
assert all(allclose(answer, right, atol=1e-5) for answer, right in answers), "wrong on numbers that you have not seen"
### END HIDDEN TESTS
'''
STANDARDIZE_NUMPY = f'''"""Checks the values, with numpy, and that the argument is left alone."""
x = torch.tensor([2.0, 4.0, 6.0])
answer = standardize(x)
np.testing.assert_allclose(answer, [-1.0, 0.0, 1.0], atol=1e-5)
assert torch.equal(x, torch.tensor([2.0, 4.0, 6.0])), "standardize changed its argument"
### BEGIN HIDDEN TESTS
canary = "{CANARY}"
x = 314159.3125 + torch.randn(6).double()
expected = ((x - x.mean()) / x.std()).numpy()
np.testing.assert_allclose(standardize(x), expected, atol=1e-5)
### END HIDDEN TESTS
'''
CELL = '''class Cell(nn.Module):
    """One step of a memory: tanh of a layer's output plus the state before."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.layer = nn.Linear(size, size)

    def forward(self, x: Tensor, h: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        return torch.tanh(self.layer(x) + h)
        ### END SOLUTION
'''
CELL_FORWARD = f'''"""Checks one step."""
cell = Cell(1)
cell.layer.load_state_dict({{"weight": torch.tensor([[2.0]]), "bias": torch.tensor([0.5])}})
answer = cell(torch.tensor([[1.0]]), torch.tensor([[-1.0]]))
assert torch.allclose(answer, torch.tensor([[0.9051]]), atol=1e-3), "tanh(2 + 0.5 - 1) is 0.9051"
### BEGIN HIDDEN TESTS
canary = "{CANARY}"
weight, bias, x, h = torch.randn(3, 3), torch.randn(3), torch.randn(2, 3), torch.randn(2, 3)
expected = torch.tanh(x @ weight.T + bias + h)
cell = Cell(3)
cell.layer.load_state_dict({{"weight": weight, "bias": bias}})
assert torch.allclose(cell(x, h), expected, atol=1e-5), "Cell is wrong on numbers that you have not seen"
### END HIDDEN TESTS
'''
COUNT = '''def count(words: list[str]) -> dict[str, int]:
    """How often each word occurs."""
    ### BEGIN SOLUTION
    return {word: words.count(word) for word in words}
    ### END SOLUTION
'''
COUNT_WORDS = f'''"""Checks some lists; each that is right gives its part of the points."""
assert count(["a", "b", "a"]) == {{"a": 2, "b": 1}}, "a occurs twice and b once"
right = 1
### BEGIN HIDDEN TESTS
canary = "{CANARY}"
cases = [[random.choice("xyz") for _ in range(length)] for length in (0, 7, 9)]
for words in cases:
    expected = {{word: words.count(word) for word in words}}
    right += count(words) == expected
right /= 4
### END HIDDEN TESTS
right
'''
CLIP = '''def clip_(x: Tensor, limit: float) -> None:
    """Bring x into -limit … limit, in place."""
    ### BEGIN SOLUTION
    x.clamp_(-limit, limit)
    ### END SOLUTION
'''
CLIP_IN_PLACE = f'''"""Checks that the argument itself changes."""
x = torch.tensor([-3.0, 0.5, 3.0])
clip_(x, 1.0)
assert torch.equal(x, torch.tensor([-1.0, 0.5, 1.0])), "-3, 0.5, 3 should become -1, 0.5, 1"
### BEGIN HIDDEN TESTS
canary = "{CANARY}"
x = 5 * torch.randn(20)
expected = x.clamp(-0.7, 0.7)
clip_(x, 0.7)
assert torch.allclose(x, expected), "clip_ is wrong on numbers that you have not seen"
### END HIDDEN TESTS
'''

#: The tests, one point each.
TESTS = ("double_value", "standardize_allclose", "standardize_numpy", "cell_forward", "count_words", "clip_in_place")
FULL = dict.fromkeys(TESTS, 1.0)

#: By solution cell: right, and wrong in a way that no test lets through.
HONEST = {
    "double": nb.without_markers(DOUBLE),
    "standardize": nb.without_markers(STANDARDIZE),
    "cell": nb.without_markers(CELL),
    "count": nb.without_markers(COUNT),
    "clip": nb.without_markers(CLIP),
    "why": "Because a state in -1 … 1 cannot explode.",
}
WRONG = {
    "double": "def double(x):\n    return x + 1.0",
    "standardize": "def standardize(x):\n    return x + 0.5",
    "cell": HONEST["cell"].replace("torch.tanh(self.layer(x) + h)", "x + 0.5"),
    "count": "def count(words):\n    return {'wrong': 1}",
    "clip": "def clip_(x, limit):\n    return None",
    "why": "I do not know.",
}


def attacked() -> NotebookNode:
    """The source notebook."""
    cells = [
        new_markdown_cell("# A course under attack", id="title"),
        new_code_cell(IMPORTS.strip(), id="imports"),
        _graded(DOUBLE, "double"),
        _graded(DOUBLE_VALUE, "double_value", points=1),
        _graded(STANDARDIZE, "standardize"),
        _graded(STANDARDIZE_ALLCLOSE, "standardize_allclose", points=1),
        _graded(STANDARDIZE_NUMPY, "standardize_numpy", points=1),
        _graded(CELL, "cell"),
        _graded(CELL_FORWARD, "cell_forward", points=1),
        _graded(COUNT, "count"),
        _graded(COUNT_WORDS, "count_words", points=1),
        _graded(CLIP, "clip"),
        _graded(CLIP_IN_PLACE, "clip_in_place", points=1),
        new_markdown_cell("Why does the cell take tanh?", id="question"),
        _by_hand("A state in -1 … 1 cannot explode.", "why", points=2),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    return notebook


#: Attacks end by their limits: tighter ones than a course would set.
LIMITS = {"cell_s": 5, "call_s": 3, "test_s": 6, "submission_s": 60, "cpu_s": 20, "memory_mb": 1024}


def attacked_course(root: Path) -> Course:
    """Write the course into a folder, and release it."""
    root.mkdir(parents=True, exist_ok=True)
    limits = "".join(f"c.Autograder.{name} = {limit}\n" for name, limit in LIMITS.items())
    (root / CONFIG).write_text((ROOT / CONFIG).read_text() + limits)
    nb.write(attacked(), root / "source" / NAME / f"{NAME}.ipynb")
    course = Course.at(root)
    release(course, NAME)
    return course


def _graded(source: str, name: str, points: int | None = None) -> NotebookNode:
    """A cell for an answer; with points, a test."""
    test = points is not None
    meta = {"grade": test, "grade_id": name, "locked": test, "schema_version": 3, "solution": not test, "task": False}
    meta |= {"points": points} if test else {}
    return new_code_cell(source.strip("\n"), id=name, metadata={"nbgrader": meta})


def _by_hand(source: str, name: str, points: int) -> NotebookNode:
    """A cell for an answer in words."""
    meta = {"grade": True, "grade_id": name, "locked": False, "schema_version": 3, "solution": True, "task": False}
    return new_markdown_cell(source, id=name, metadata={"nbgrader": meta | {"points": points}})
