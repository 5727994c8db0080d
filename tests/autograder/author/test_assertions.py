"""How test cells may end; the rules that they can break are in test_rules."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode
from tiny_course import cell_of

from autograder.author import assertions


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
