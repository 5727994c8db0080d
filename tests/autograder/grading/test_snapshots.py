"""Tests see the notebook as it was when it came to them, however few processes serve them."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from tiny_course import graded

from autograder.course.limits import EVERY_TEST
from autograder.grading.plan import Plan, merged
from autograder.grading.snapshots import Schedule
from autograder.grading.submission import grade
from autograder.grading.trusted.station import Station
from autograder.grading.untrusted.student import BEGINNING

F = "def f(x):\n    return 2 * x"
G = "def g(x):\n    return 3 * x"
END = 2


def plan(before: str = "", between: str = "", first: str = "assert f(1) == 2") -> Plan:
    """Two exercises with a test each, and cells of ours before and between them."""
    source = new_notebook(
        cells=[
            new_code_cell("import random\nimport torch\nfrom torch import nn", id="imports"),
            new_code_cell(before, id="before"),
            graded(F, "f", grade=False, solution=True),
            graded(first, "t0", grade=True, solution=False, points=1),
            new_code_cell(between, id="between"),
            graded(G, "g", grade=False, solution=True),
            graded("assert g(1) == 3", "t1", grade=True, solution=False, points=1),
        ]
    )
    made = merged(source, source)
    return Plan("a", "a", made, tuple(made.metadata.autograder.defined), "00")


def held(plan: Plan, *own: str, f: str = F) -> list[int]:
    """When processes are held for a student with this answer, and cells of their own between the exercises."""
    cells = [cell for cell in plan.notebook.cells if cell.cell_type == "code"]
    cells[2] = graded(f, "f", grade=False, solution=True)
    cells[5:5] = [new_code_cell(source) for source in own]
    return list(Schedule.of(plan, cells).held)


@pytest.mark.parametrize(
    "between",
    [
        "",
        "import math",
        "example = [1, 2]\nexample.append(3)",
        "print(torch.zeros(2))",
        "net = nn.Linear(1, 1)\ntorch.manual_seed(1)",
    ],
)
def test_a_cell_of_ours_that_shares_nothing_with_answers_needs_no_process(between: str) -> None:
    assert held(plan(between=between)) == [END, END]


@pytest.mark.parametrize(
    "own",
    [
        "def h(x: torch.Tensor | None, y=1, *, z=None) -> list[int]:\n    'Text.'\n    return f(x)",
        "class Net(nn.Module):\n    'Text.'\n    size = 3\n\n    def forward(self, x):\n        return f(x)",
        "limit = 3\nf = None",
    ],
)
def test_definitions_need_no_process(own: str) -> None:
    assert held(plan(), own) == [END, END]


@pytest.mark.parametrize(
    "own",
    [
        "print(f(1))",
        "limit = f(1)",
        "del f",
        "def h(x=f(1)):\n    return x",
        "@f\ndef h(x):\n    return x",
        "class A(B):\n    pass",
        "class A(metaclass=f):\n    pass",
        "class A:\n    f(1)",
        "torch.sin = None",
        "numbers[0] = 1",
        "%timeit f(1)",
        "def (",
    ],
)
def test_other_cells_of_a_student_need_one(own: str) -> None:
    assert held(plan(), own) == [0, END]


@pytest.mark.parametrize(
    ("before", "between", "f"),
    [
        ("seen = []", "seen.append(1)", "def f(x):\n    return len(seen)"),
        ("seen = []\ndef count():\n    return len(seen)", "seen.append(1)", "def f(x):\n    return count()"),
        ("", "f(1)", F),
        ("", "torch.set_default_dtype(torch.float64)", F),
        ("", "torch.sin = torch.cos", F),
        ("", "%matplotlib inline", F),
        ("seen = []", "seen.append(1)", "%%time\ndef f(x):\n    return len(seen)"),
    ],
)
def test_cells_of_ours_that_answers_could_see_need_one(before: str, between: str, f: str) -> None:
    assert held(plan(before, between), f=f) == [0, END]


def test_the_end_is_held_where_nothing_follows_and_no_sooner() -> None:
    notebook = plan()
    notebook.notebook.cells.append(new_code_cell("print(f(1))"))
    assert held(notebook) == [1, 1]


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("f", "own"),
    [
        (F, "def f(x):\n    return 0"),
        (F, "f = None"),
        (F, "del f"),
        ("def two():\n    return 2\ndef f(x):\n    return two() * x", "def two():\n    return 0"),
        ("numbers = [2]\ndef f(x):\n    return numbers[-1] * x", "numbers.append(0)"),
        ("def f(x):\n    return 2 * x if 'late' not in globals() else 0", "def late():\n    pass"),
    ],
)
def test_what_comes_later_changes_no_earlier_test(station: Station, f: str, own: str, together: bool) -> None:
    assert scores(station, plan(), f, own, together=together) == {"t0": 1, "t1": 1}


@pytest.mark.parametrize("together", [False, True])
def test_random_numbers_go_on_from_where_they_were(station: Station, together: bool) -> None:
    first = random.Random(BEGINNING).random()
    drawing = plan(between="random.random()\ntorch.rand(1)", first=f"assert f(1) == {first}")
    assert held(drawing, f="def f(x):\n    return random.random()") == [END, END]
    assert scores(station, drawing, "def f(x):\n    return random.random()", together=together) == {"t0": 1, "t1": 1}


def test_an_answer_that_ends_the_process_costs_no_other_test(station: Station) -> None:
    ends = "def f(x):\n    import os\n    os._exit(0)"
    assert held(plan(), f=ends) == [END, END]
    assert scores(station, plan(), ends) == {"t0": 0, "t1": 1}


def scores(station: Station, plan: Plan, f: str, *own: str, together: bool = False) -> dict[str, float | None]:
    """What such a submission is worth."""
    notebook = json.loads(json.dumps(plan.notebook))
    notebook["cells"][2]["source"] = f
    notebook["cells"][5:5] = [new_code_cell(source) for source in own]
    way = replace(plan, together=frozenset({EVERY_TEST} if together else ()))
    (outcome,) = grade([way], {"a.ipynb": json.dumps(notebook).encode()}, station)
    return outcome.scores
