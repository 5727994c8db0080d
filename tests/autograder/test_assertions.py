"""What test cells may do; the rules that they can break are in test_rules."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode
from tiny_course import cell_of

from autograder import assertions


@pytest.mark.parametrize(
    "ending",
    [
        "assert_number(double(1.0), 2.0)",
        "for x in (1.0, 2.0):\n    assert double(x) == 2 * x",
        "try:\n    double('x')\nexcept TypeError:\n    pass\nelse:\n    raise AssertionError('no error')",
    ],
)
def test_endings_that_are_assertions(notebook: NotebookNode, ending: str) -> None:
    cell_of(notebook, "double_sign").source = f'"""Checks the sign."""\n{ending}'
    assert assertions.form(notebook) == []


def test_names_a_test_may_use(notebook: NotebookNode) -> None:
    cell_of(notebook, "double_sign").source += """
from math import pi as π
def half(n):
    local = n / 2
    return [local for _ in range(3)]
values = {name: random.random() for name, _ in zip("ab", half(π))}
assert all(map(abs, values.values())) and double(1.0)
"""
    assert assertions.names(notebook) == []


def test_a_name_used_inside_a_function_counts(notebook: NotebookNode) -> None:
    cell_of(notebook, "double_sign").source += "\ndef f():\n    return Stepper\nassert f()"
    (problem,) = assertions.names(notebook)
    assert "it uses Stepper" in problem
