"""Corners of what a docstring promises, and the calls that visit them."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import NotebookNode
from tiny_course import NAME, cell_of, graded

from autograder.author import workers
from autograder.author.corners import Call, hints
from autograder.author.parts import Part, What, tried
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading.trusted.station import Station

SOURCE = '''def read(x, W, text, keep, count, seed):
    """Read.

    Args:
        x: inputs, (B, T) or (T,), any numbers.
        W: weights, (H, T).
        text: V letters; V may be 0.
        keep: a share,
            from 0 to 1.
        count: how many, 2 or more.
        seed: of the random numbers.
    Returns: from 0 to 9, (B, K).
    """
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION
'''


def told(every: list[Call], visible: list[Call], source: str = SOURCE) -> list[str]:
    todo = graded(source, "read", grade=False, solution=True)
    return hints(todo.source, nb.regions(todo, nb.SOLUTION)[0], every, visible)


def call(B: int, T: int, H: int, V: int, keep: float, count: int, seed: int, dtype: str = "float32") -> Call:
    x, W = {"shape": [B, T], "dtype": dtype}, {"shape": [H, T], "dtype": dtype}
    numbers: dict[str, dict[str, Any]] = {"keep": {"value": keep}, "count": {"value": count}, "seed": {"value": seed}}
    return {"x": x, "W": W, "text": {"length": V}} | numbers


PLAIN = call(2, 3, 4, 5, 0.5, 3, 7)


def test_every_corner_that_no_test_visits() -> None:
    corners = "B = T, H = T, keep = 0, keep = 1, count = 2, B = 1, T = 1, H = 1, V = 1, V = 0, seed = 0"
    assert told([PLAIN], [PLAIN]) == [f"read: no test has {corners}, float64 in x W"]


def test_corners_that_are_visited_and_those_that_are_never_seen() -> None:
    every = [
        PLAIN,
        call(3, 3, 3, 0, 0.0, 2, 0, "float64"),
        call(1, 1, 1, 1, 1.0, 2, 0),
    ]
    (hint,) = told(every, [PLAIN])
    assert hint == "read: no visible test has keep = 0, keep = 1, count = 2, V = 0, seed = 0, float64 in x W"
    assert told(every, every) == []


@pytest.mark.parametrize(
    "said", ["", '    """Read it."""\n', '    """Read it.\n\n    Args:\n        x: some inputs.\n    """\n']
)
def test_where_a_docstring_says_nothing_nothing_is_said(said: str) -> None:
    source = f"def read(x):\n{said}    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
    assert told([{"x": {"value": 3}}], [], source) == []


def test_what_tests_really_send(
    course: Course, notebook: NotebookNode, trial_station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    todo = cell_of(notebook, "double")
    says = '"""Twice a number.\n\n    Args:\n        x: a number from 0 to 3.\n    """'
    todo.source = todo.source.replace('"""Twice a number."""', says)
    test = cell_of(notebook, "double_sign")
    test.source += "\n### BEGIN HIDDEN TESTS\nassert double(0.0) == 0.0\n### END HIDDEN TESTS"
    nb.write(notebook, course.notebook(NAME))
    monkeypatch.setattr(workers._here, "station", trial_station, raising=False)
    found = tried(course, Part(NAME, What.CALLS, "double"))
    assert (found.problems, found.hints) == ([], ["double: no visible test has x = 0"])
