"""One submission through both processes, in a real sandbox where there can be one."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade
from tiny_course import graded

from autograder.course import notebook as nb
from autograder.course.limits import EVERY_TEST
from autograder.grading.plan import Plan, merged
from autograder.grading.submission import Outcome, grade
from autograder.grading.trusted.station import Station

IMPORTS = "import torch\nimport numpy as np"
RIGHT = "def f(x):\n    return 2 * x"
TEST = "assert f(3) == 6, 'twice 3 is 6'"


def plan(
    *tests: str, answer: str = RIGHT, points: float = 2, imports: str = "import torch\nimport numpy as np"
) -> Plan:
    """A plan with one exercise and these tests."""
    cells = [new_code_cell(IMPORTS, id="imports"), graded(answer, "f", grade=False, solution=True)]
    cells += [graded(test, f"t{i}", grade=True, solution=False, points=points) for i, test in enumerate(tests)]
    source = new_notebook(cells=cells)
    made = merged(source, source)
    return Plan("a", "a", made, tuple(made.metadata.autograder.defined), "00")


def submit(station: Station, plan: Plan, answer: str, *more: str, together: bool = False) -> Outcome:
    """Grade the plan's notebook with another answer, and cells after it."""
    notebook = json.loads(json.dumps(plan.notebook))
    notebook["cells"][1]["source"] = answer
    notebook["cells"] += [new_code_cell(source) for source in more]
    files = {"a.ipynb": json.dumps(notebook).encode(), "data.txt": b"7"}
    (outcome,) = grade([replace(plan, together=frozenset({EVERY_TEST} if together else ()))], files, station)
    if outcome.notebook is not None:
        # nbgrader's own rules read the same scores off the cells.
        cells = {nb.grade_id(cell): cell for cell in outcome.notebook.cells}
        assert {name: determine_grade(cells[name])[0] for name in outcome.scores} == outcome.scores
    return outcome


def message(outcome: Outcome, test: str = "t0") -> str:
    """What the cell of a test says."""
    cell = next(cell for cell in outcome.notebook.cells if nb.grade_id(cell) == test)
    return "".join(f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error")


def printed(outcome: Outcome) -> str:
    """What the student's own cells printed."""
    cells = [cell for cell in outcome.notebook.cells if cell.cell_type == "code" and nb.kind(cell) is nb.Kind.PLAIN]
    return "".join(output.text for cell in cells for output in cell.outputs if output.output_type == "stream")


@pytest.mark.parametrize("together", [False, True])
def test_right_and_wrong(station: Station, together: bool) -> None:
    assert submit(station, plan(TEST), RIGHT, together=together).scores == {"t0": 2}
    wrong = submit(station, plan(TEST), "def f(x):\n    return x", together=together)
    assert wrong.scores == {"t0": 0} and message(wrong) == "AssertionError: twice 3 is 6"


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("last", "score"),
    [("0.5", 0.5), ("2", 2), ("0", 0), ("3", 0), ("-1", 0), ("float('nan')", 0), ("'text'", 2), ("None", 2), ("1;", 2)],
)
def test_a_number_in_the_last_line_is_partial_credit(station: Station, last: str, score: float, together: bool) -> None:
    assert submit(station, plan(f"{TEST}\n{last}"), RIGHT, together=together).scores == {"t0": score}


def test_a_warning_costs_nothing_and_what_a_test_prints_is_kept(station: Station) -> None:
    test = f"import warnings\nwarnings.warn('careful')\nprint('seen')\n{TEST}"
    outcome = submit(
        station, plan(test), "import sys\n" + RIGHT.replace("return", "print(1, file=sys.stderr)\n    return")
    )
    assert outcome.scores == {"t0": 2}
    assert [output.text for cell in outcome.notebook.cells[2:] for output in cell.outputs] == ["seen\n"]


@pytest.mark.parametrize(
    ("answer", "test"),
    [
        ("def f(x): return x.double()", "assert torch.equal(f(torch.ones(2)), torch.ones(2).double())"),
        ("import numpy\ndef f(x): return numpy.float32(x)", "assert type(f(1)) is np.float32"),
        ("from collections import OrderedDict\ndef f(x): return OrderedDict(a=x)", "assert f(1) == {'a': 1}"),
        ("from torch import nn\ndef f(x): return nn.Parameter(x)", "assert f(torch.ones(2)).requires_grad"),
        ("def f(x): return torch.ones(2, 3).shape", "assert f(1) == (2, 3)"),
        ("def f(x): yield from range(x)", "assert list(f(3)) == [0, 1, 2]"),
        ("def f(x): return lambda y: x + y", "assert f(1)(2) == 3"),
        ("def f(x): return {1: [(x, {x})]}", "assert f(2) == {1: [(2, {2})]}"),
        ("def f(x): x.append(1)", "xs = [0]\nf(xs)\nassert xs == [0, 1]"),
        ("def f(x): x.mul_(2)", "x = torch.ones(2)\ny = x\nf(x)\nassert y.tolist() == [2, 2]"),
        ("def f(x): x['w'].zero_()", "w = torch.ones(1)\nf({'w': w})\nassert w.item() == 0"),
        ("def f(x): (x ** 2).sum().backward()", "x = torch.ones(2, requires_grad=True)\nf(x)\nassert x.grad[0] == 2"),
        ("def f(x): x.requires_grad_()", "x = torch.ones(2)\nf(x)\nassert x.requires_grad"),
        ("def f(x, *, k=1): return x * k", "assert f(2, k=3) == 6"),
        (
            "class E(ValueError): pass\ndef f(x): raise E",
            "try:\n    f(1)\n    ok = 0\nexcept ValueError:\n    ok = 1\nassert ok",
        ),
        ("class f:\n    def __init__(self, x): self.x = x", "a = f(1)\na.x = 5\nassert a.x == 5"),
        ("f = [1, 2]", "assert f == [1, 2]"),
        ("def f(x): return open('data.txt').read()", "assert f(0) == '7'"),
        ("import torch\ndef f(x): return torch.get_num_threads()", "assert f(0) == 1"),
    ],
    ids=range(19),
)
def test_what_honest_answers_are_made_of_crosses(station: Station, answer: str, test: str) -> None:
    assert submit(station, plan(test), answer).scores == {"t0": 2}


def test_answers_count_wherever_they_are_in_the_folder_and_whatever_is_left_of_their_cells(station: Station) -> None:
    made = plan(TEST, answer="def f(x):\n    raise NotImplementedError")
    blank = json.dumps(made.notebook).encode()
    notebook = json.loads(blank)
    notebook["cells"][1]["source"] = RIGHT
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    by_ids = json.dumps(notebook).encode()
    for cell in notebook["cells"]:
        del cell["id"]
    by_names = json.dumps(notebook).encode()
    for files in ({"a.ipynb": blank, "a-Copy1.ipynb": by_ids}, {"mine.ipynb": by_ids}, {"a.ipynb": by_names}):
        (outcome,) = grade([made], files, station)
        assert outcome.scores == {"t0": 2} and len(outcome.remarks) == 1
    (outcome,) = grade([made], {"a.ipynb": by_ids}, station)
    assert outcome.scores == {"t0": 2} and outcome.remarks == []


LIAR = """class f:
    def __init__(self, *args): pass
    def __eq__(self, other): return True
    __ne__ = __lt__ = __gt__ = __eq__
    def __bool__(self): return True
    def __len__(self): return 3
    def __contains__(self, x): return True
    def __float__(self): return 6.0
    def __sub__(self, x): return 0
    __rsub__ = __sub__
    def __abs__(self): return 0
    def all(self): return True
"""


@pytest.mark.parametrize(
    "test",
    [
        "f(3) == 6",
        "6 == f(3)",
        "f(3)",
        "not f(3) != 6",
        "len(f(3)) == 3",
        "6 in f(3)",
        "abs(f(3) - 6) < 1",
        "float(f(3))",
    ],
)
def test_an_object_that_lies_is_no_data(station: Station, test: str) -> None:
    outcome = submit(station, plan(f"assert {test}"), LIAR)
    assert outcome.scores == {"t0": 0}
    assert "expected data" in message(outcome) and "an object of type f" in message(outcome)


@pytest.mark.parametrize(
    "error", ["StopIteration", "SystemExit", "KeyboardInterrupt", "AssertionError", "GeneratorExit"]
)
def test_an_exception_that_ends_loops_or_programs_arrives_as_an_error_of_the_student(
    station: Station, error: str
) -> None:
    test = "assert all(map(f, [1, 2]))\nassert list(map(f, [1])) != []"
    outcome = submit(station, plan(test), f"def f(x): raise {error}('secret')")
    assert outcome.scores == {"t0": 0}
    assert message(outcome).startswith("StudentError: raised by the answer") and "secret" not in message(outcome)


def test_a_students_names_decide_no_assertion(station: Station) -> None:
    answer = "abs = lambda x: 0\nnp = torch = 1\ndef isinstance(*x): return True\ndef f(x): return 0.5"
    given = plan(
        "assert isinstance(f(3), int)", "assert abs(f(3) - 6) < 1", "assert np.abs(f(3) - 6) < 1", answer=answer
    )
    assert submit(station, given, answer).scores == {"t0": 0, "t1": 0, "t2": 0}


def test_inputs_of_tests_do_not_reach_any_output(station: Station) -> None:
    keep = "seen.append(x)\n    print('now', x)\n    open('left', 'w').write(str(x))"
    answer = f"seen = []\ndef f(x):\n    {keep}\n    return 2 * x"
    outcome = submit(
        station, plan("assert f(31415) == 62830"), answer, "print(seen, __import__('os').path.exists('left'))"
    )
    assert outcome.scores == {"t0": 2} and printed(outcome) == "[] False\n"


def test_random_inputs_are_secret_and_the_same_again(station: Station) -> None:
    draw = "import random\nassert 0, f'{torch.rand(1).item()} {np.random.rand()} {random.random()}'"
    first, again, other = (message(submit(station, replace(plan(draw), seed=seed), RIGHT)) for seed in ("1", "1", "2"))
    assert first == again != other
    assert message(submit(station, replace(plan(draw), seed="1"), "import torch\ntorch.manual_seed(0)")) == first


def test_a_cell_that_ends_the_process_costs_only_itself(station: Station) -> None:
    outcome = submit(station, plan(TEST), RIGHT, "import os\nos._exit(0)", "print('after')")
    assert outcome.scores == {"t0": 2} and printed(outcome) == "after\n"
    assert "ended the process" in outcome.remarks[0]


@pytest.mark.parametrize("end", ["os._exit(0)", "import ctypes; ctypes.string_at(0)", "os.closerange(3, 1000)"])
def test_a_call_that_ends_the_process_costs_its_test(station: Station, end: str) -> None:
    answer = f"import os\ndef f(x):\n    if x == 13: {end}\n    return 2 * x"
    outcome = submit(station, plan(TEST, "assert f(13) == 26", TEST), answer)
    assert outcome.scores == {"t0": 2, "t1": 0, "t2": 2}


def test_the_end_of_one_snapshot_is_noticed_while_others_wait(station: Station) -> None:
    """A copy of its connection in another process would keep the checker waiting for the limit."""
    cells = plan(TEST, "assert f(13) == 26", TEST)
    cells.notebook.cells.insert(3, new_code_cell("between = 1", id="between-1"))
    cells.notebook.cells.insert(5, new_code_cell("between = 2", id="between-2"))
    outcome = submit(station, cells, "import os\ndef f(x):\n    if x == 13: os._exit(0)\n    return 2 * x")
    assert outcome.scores == {"t0": 2, "t1": 0, "t2": 2}
    assert message(outcome, "t1") == "Gone: your code ended the process that it ran in"


def test_limits_say_which_they_are(station: Station) -> None:
    hang = "def f(x):\n    while x == 13: pass\n    return 2 * x"
    outcome = submit(station, plan(TEST, "assert f(13) == 26", TEST), hang)
    assert outcome.scores == {"t0": 2, "t1": 0, "t2": 2}
    assert "still running after 2 s, the limit of a tested call (call_s)" in message(outcome, "t1")
    outcome = submit(station, plan(TEST), RIGHT, "while True: pass", "print('after')")
    assert outcome.scores == {"t0": 2} and printed(outcome) == "after\n"
    assert "after 2 s, the limit of a cell (cell_s)" in outcome.remarks[0]


def test_a_value_that_keeps_a_test_busy_ends_the_test(station: Station) -> None:
    outcome = submit(
        station,
        plan("assert sum(1 for _ in range(f(3))) == 6", TEST),
        "def f(x):\n    return 2 * x if x != 3 else 10**15",
    )
    assert outcome.scores == {"t0": 0, "t1": 0}
    assert "not done after 4 s" in message(outcome)


def test_memory_is_limited_on_both_sides(station: Station) -> None:
    eats = "def f(x):\n    data = bytearray(10**10)\n    return 2 * x"
    assert message(submit(station, plan(TEST), eats)).startswith("MemoryError")
    assert submit(station, plan("assert len(bytearray(f(3))) == 6"), "def f(x): return 10**11").scores == {"t0": 0}


def test_a_process_that_never_lasts_ends_at_a_bound(station: Station) -> None:
    outcome = submit(station, plan(*[TEST] * 6), "import os\ndef f(x): os._exit(0)")
    assert set(outcome.scores.values()) == {0} and any("4 times" in remark for remark in outcome.remarks)


def test_outputs_are_limited(station: Station) -> None:
    outcome = submit(station, plan(TEST), RIGHT, "for _ in range(20_000): print('x' * 100)", "print('after')")
    cut = "[cut: the outputs of a cell may have 1,000,000 characters]\n"
    assert len(json.dumps(outcome.notebook)) < 2_000_000 and printed(outcome).endswith(f"{cut}after\n")
    page = "from IPython.display import HTML\nHTML('x' * 10**6)"
    outcome = submit(station, plan(TEST), RIGHT, page, "print('after')")
    assert printed(outcome) == f"\n{cut}after\n" and outcome.scores == {"t0": 2}


def test_outputs_are_limited_in_sum(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(station, "limits", replace(station.limits, outputs_mb=1.5))
    shows = "from IPython.display import HTML\nHTML('x' * 400_000)"
    outcome = submit(station, plan(TEST), RIGHT, *[shows] * 8, "print('after')", together=True)
    assert len(json.dumps(outcome.notebook)) < 2_000_000 and outcome.scores == {"t0": 2}
    limit = "1.5 MB, the limit of a submission (outputs_mb)"
    kept = [cell.outputs[0].output_type for cell in outcome.notebook.cells[-9:]]
    assert kept == ["execute_result"] * 3 + ["stream"] * 6
    assert outcome.notebook.cells[-1].outputs[0].text == f"\n[cut: all outputs were longer than {limit}]\n"
    assert outcome.remarks == [f"its outputs were longer than {limit}: the rest was cut"]


def test_figures_and_results_are_kept(station: Station) -> None:
    draw = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);"
    outcome = submit(
        station, plan(TEST), RIGHT, draw, "1 + 1", "from IPython.display import HTML\nHTML('<b>x</b>')", "1 / 0"
    )
    figure, two, html, error = (cell.outputs for cell in outcome.notebook.cells[-4:])
    assert "image/png" in figure[0].data and two[0].data == {"text/plain": "2"}
    assert html[0].data["text/html"] == "<b>x</b>" and error[0].ename == "ZeroDivisionError"


def test_what_a_test_may_not_pass_is_said_to_its_author(station: Station) -> None:
    outcome = submit(station, plan("assert f(object()) is None"), "def f(g): return None")
    assert "a test passes a object to the student's code" in message(outcome)


def test_arrays_arrive_as_arrays(station: Station) -> None:
    given = plan("assert isinstance(f(np.ones(2)), np.ndarray)")
    assert submit(station, given, "def f(x): return x * 2").scores == {"t0": 2}
    assert np.ones(2).sum() == 2


def behaviour(outcome: Outcome, test: str = "t0") -> str | None:
    """How the answer behaved in a test, as it is kept in its cell."""
    cell = next(cell for cell in outcome.notebook.cells if nb.grade_id(cell) == test)
    return cell.metadata.autograder.get("behaviour")


TWO_LOOKS = "print('first')\nassert f(3) == 6, 'twice 3 is 6'\nprint('second')\nassert f(10) == 20, 'twice 10 is 20'"


def test_after_a_failed_assertion_the_rest_is_heard_and_nothing_else_changes(station: Station) -> None:
    three, more = (
        submit(station, plan(TWO_LOOKS), f"def f(x): return {value}") for value in ("x + 1", "x + 1 + (x > 9)")
    )
    for outcome in (three, more):
        assert outcome.scores == {"t0": 0} and message(outcome) == "AssertionError: twice 3 is 6"
        assert [output.text for output in outcome.notebook.cells[2].outputs if "text" in output] == ["first\n"]
    assert behaviour(three) != behaviour(more), "they differ in what the second look sees"
    again = submit(station, plan(TWO_LOOKS), "def f(x):\n    one = 1\n    return one + x")
    assert behaviour(again) == behaviour(three)
    assert behaviour(submit(station, plan(TWO_LOOKS), RIGHT)) is None


def test_who_hangs_where_nothing_is_asked_any_more_loses_nothing_by_it(station: Station) -> None:
    hangs = "def f(x):\n    while x == 10:\n        pass\n    return 2 * x if x == 5 else 0"
    outcome = submit(station, plan(TWO_LOOKS, "assert f(5) == 10"), hangs)
    assert outcome.scores == {"t0": 0, "t1": 2} and outcome.remarks == []
    assert message(outcome) == "AssertionError: twice 3 is 6"
    ends = "import os\ndef f(x):\n    if x == 10: os._exit(0)\n    return 2 * x if x == 5 else 0"
    outcome = submit(station, plan(TWO_LOOKS, "assert f(5) == 10"), ends)
    assert outcome.scores == {"t0": 0, "t1": 2} and outcome.remarks == []


def test_of_an_answer_that_does_not_come_back_no_other_test_hears_anything(station: Station) -> None:
    answer = "def f(x):\n    while x == 10:\n        pass\n    return 0"
    outcome = submit(station, plan(TWO_LOOKS, "assert f(5) == 10"), answer)
    assert outcome.scores == {"t0": 0, "t1": 0} and outcome.remarks == []
    assert behaviour(outcome, "t0") and behaviour(outcome, "t1") is None
    alone = submit(station, plan("assert f(5) == 10"), answer)
    assert behaviour(alone), "it is heard where nothing hung before"


def test_what_is_heard_later_sees_the_notebook_and_the_random_numbers_of_its_test(station: Station) -> None:
    test = "import random\nassert f(random.random()) == 6\nassert f(random.random()) == 6"
    answer = "scale = 1\ndef f(x): return scale * x"
    alone = submit(station, plan(test), answer)
    later = submit(station, plan(test, "import random\nrandom.seed(1)\nassert f(3) == 6"), answer, "scale = 5")
    assert behaviour(alone) == behaviour(later)
