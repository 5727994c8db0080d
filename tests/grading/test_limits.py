"""Answers that take too much, without bad intent: each loses what it must, and the message names the limit."""

from __future__ import annotations

import pytest
from running import END_S, configure, given, hand_in, run_apart
from tiny_course import NAME, cell_of

from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading.trusted import cgroup

pytestmark = pytest.mark.usefixtures("sandbox")

HANGS = "while x < 0:\n    pass\nreturn 2 * x"
LIMITS = {"cell_s": 1.5, "call_s": 1.5, "test_s": 30, "memory_mb": 300, "file_mb": 1}


def test_slow_answers(course: Course) -> None:
    configure(course, *(f"c.Autograder.{name} = {limit}" for name, limit in LIMITS.items()))
    right = {"double_value": 4.0, "double_sign": 3.0}
    hand_in(course, "slow-cell", "return 2 * x", "before = 1", "while True:\n    pass", "print('after', before)")
    hand_in(course, "hung-call", HANGS)
    hand_in(course, "large", "return 2 * x", "x = bytes(10**9)", "open('long', 'wb').write(bytes(2 << 20))", "print(1)")
    hand_in(course, "quick", "return 2 * x")

    done = run_apart(course, "grade", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert given(course) == {
        "slow-cell": right,
        "hung-call": {**right, "double_sign": 0.0},
        "large": right,
        "quick": right,
    }
    cell = "this cell was still running after 1.5 s, the limit of a cell (cell_s)"
    assert f"• slow-cell: cell more-1: {cell}\n" in done.stdout
    call = "your code was still running after 1.5 s, the limit of a tested call (call_s)"
    assert f"• hung-call: test double_sign: {call}\n" in done.stdout

    slow = nb.read(course.autograded / "slow-cell" / NAME / f"{NAME}.ipynb")
    assert [output.evalue for output in cell_of(slow, "more-1").outputs] == [cell]
    assert cell_of(slow, "more-2").outputs[0].text == "after 1\n"
    hung = nb.read(course.autograded / "hung-call" / NAME / f"{NAME}.ipynb")
    assert [output.evalue for output in cell_of(hung, "double_sign").outputs] == [call]
    large = nb.read(course.autograded / "large" / NAME / f"{NAME}.ipynb")
    assert [cell_of(large, f"more-{number}").outputs[0].get("ename") for number in range(3)] == [
        "MemoryError",
        "OSError",
        None,
    ]


#: Computes for longer than there is time for sixteen on one machine.
COMPUTES = "import time\nbegan = time.process_time()\nwhile time.process_time() < began + 2.5:\n    pass"
SPINS = "import os\nfor _ in range(16):\n    if os.fork() == 0:\n        while True:\n            pass\nos.wait()"


@pytest.mark.parametrize("honest", [1, pytest.param(100, marks=pytest.mark.large)])
def test_nobody_pays_for_neighbours(course: Course, honest: int) -> None:
    configure(course, "c.Autograder.cell_s = 4", "c.Autograder.call_s = 4")
    # In the order of their names: of two that are graded at once, one is always a hog.
    hogs = [f"{number:03}-hog" for number in range(honest + 2)]
    punctual = [f"{number:03}-honest" for number in range(1, honest + 1)]
    for student in punctual:
        hand_in(course, student, f"{COMPUTES}\nreturn 2 * x", COMPUTES)
    for student in hogs:
        hand_in(course, student, "return 2 * x", SPINS, SPINS)
    done = run_apart(course, "grade", "--jobs", "2", end_s=END_S * (1 + honest / 10))
    points = given(course)
    assert {student: points[student] for student in punctual} == dict.fromkeys(
        punctual, {"double_value": 4.0, "double_sign": 3.0}
    ), done.stdout
    assert "honest" not in done.stdout.partition("Needs a look")[2]
    cell = "this cell was still running after 4 s, the limit of a cell (cell_s)"
    assert all(f"• {student}: cell more-0: {cell}\n" in done.stdout for student in hogs)


#: Ten processes with 150 MB each, for a while.
SPREADS = """
import os
import time

children = []
for _ in range(10):
    if (child := os.fork()) == 0:
        memory = bytearray(b"x") * (150 << 20)
        time.sleep(3)
        os._exit(0)
    children.append(child)
print("all lasted:", not any(os.waitpid(child, 0)[1] for child in children))
"""


def test_memory_is_limited_in_sum(course: Course) -> None:
    if why := cgroup.refusal():
        pytest.skip(why)
    configure(course, "c.Autograder.memory_mb = 300")
    hand_in(course, "spreads", "return 2 * x", SPREADS)
    hand_in(course, "honest", "return 2 * x", "memory = bytearray(b'x') * (200 << 20)\nprint('there was room')")
    done = run_apart(course, "grade", "--jobs", "2")
    right = {"double_value": 4.0, "double_sign": 3.0}
    assert given(course) == {"spreads": right, "honest": right}, done.stdout
    shown = {
        student: str(cell_of(nb.read(course.autograded / student / NAME / f"{NAME}.ipynb"), "more-0").outputs)
        for student in ("spreads", "honest")
    }
    assert "there was room" in shown["honest"] and "all lasted: True" not in shown["spreads"]


def test_a_submission_has_a_limit_too(course: Course) -> None:
    configure(course, "c.Autograder.cell_s = 1", "c.Autograder.submission_s = 6")
    hand_in(course, "slow", "return 2 * x", *["while True:\n    pass"] * 8)
    hand_in(course, "quick", "return 2 * x")
    done = run_apart(course, "grade", "--jobs", "1")
    assert "• slow: it was still running after 6 s, the limit of a submission (submission_s)" in done.stdout
    assert given(course)["quick"] == {"double_value": 4.0, "double_sign": 3.0}
    assert given(course)["slow"] == {"double_value": 0.0, "double_sign": 0.0}
