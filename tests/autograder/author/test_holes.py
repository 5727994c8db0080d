"""Holes in tests: found, closed, declared, and declared for nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from tiny_course import NAME, cell_of
from typer.testing import Result

from autograder.author.holes import find
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.folders import Course

pytest.importorskip("cosmic_ray", reason="needs cosmic-ray, of the development dependencies")

ROOT = Path(__file__).parents[3]
SAME = "# %% same: zero is never doubled\n# double: return   None if x==0 else\n#     2 * x\n"


def check(run: Callable[..., Result]) -> tuple[int, list[str]]:
    """The exit code of the command, and what it prints of the exercise."""
    result = run("check", "01", "--holes", "--exercise", "double")
    return result.exit_code, result.output.splitlines()[1:]


def test_a_hole_is_found_closed_declared_and_no_longer_there(
    course: Course, notebook: NotebookNode, run: Callable[..., Result]
) -> None:
    code, said = check(run)
    assert code == 1
    assert said[0].endswith("changed solutions, 0 of them declared the same")
    hole = ["✗ double: every test passes with", "- return 2 * x", "+ return None if x == 0 else 2 * x"]
    assert said[1:] == hole
    assert check(run) == (1, said), "what was tried is remembered"

    known = bank.path_of(course, NAME)
    before = known.read_text()
    known.write_text(before + "\n\n" + SAME)
    assert check(run) == (0, [said[0].replace(" 0 of", " 1 of")])

    cell_of(notebook, "double_sign").source += '\nassert double(0.0) == 0.0, "zero"\n'
    nb.write(notebook, course.notebook(NAME))
    code, said = check(run)
    stale = "✗ double: the bank calls `return   None if x==0 else 2 * x` the same, and no such change passes every test"
    assert (code, said[1:]) == (1, [f"{stale}: take it out"])
    known.write_text(before)
    code, said = check(run)
    assert (code, said[1:]) == (0, [])


def test_what_no_test_visits_is_told_again(course: Course, notebook: NotebookNode, run: Callable[..., Result]) -> None:
    says = '"""Twice a number.\n\n    Args:\n        x: a number from 0 to 3.\n    """'
    todo = cell_of(notebook, "double")
    todo.source = todo.source.replace('"""Twice a number."""', says)
    nb.write(notebook, course.notebook(NAME))
    first = check(run)
    assert "• double: no test has x = 0" in first[1]
    assert check(run) == first


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("# %% same: because\n", "line 1: there is no changed line below 'because': give one, or take it out"),
        ("# %% same: because\n# triple: return x\n", "found '# triple: return x', expected `# FUNCTION: its changed"),
        ("# %% same: because\nreturn x\n", "found 'return x', expected `# FUNCTION: its changed line`, of double"),
    ],
)
def test_a_declaration_that_is_not_understood(
    course: Course, run: Callable[..., Result], written: str, said: str
) -> None:
    bank.path_of(course, NAME).write_text(written)
    result = run("check", "01", "--holes")
    assert result.exit_code == 1
    assert said in result.output


LOOP = '''def double(x: float) -> float:
    """Twice a number."""
    ### BEGIN SOLUTION
    total, left = 0.0, 2
    while left > 0:
        total, left = total + x, left - 1
    return total
    ### END SOLUTION
'''


def test_a_change_that_never_ends_is_seen(course: Course, notebook: NotebookNode, run: Callable[..., Result]) -> None:
    cell_of(notebook, "double").source = LOOP
    cell_of(notebook, "double_sign").source += '\nassert double(0.0) == 0.0, "zero"\n'
    nb.write(notebook, course.notebook(NAME))
    code, said = check(run)
    assert not [line for line in said if "left + 1" in line or "left >= 0" in line], said
    assert code == 1, "one that ends, and does the same"
    assert [line for line in said if line.startswith("+")] == ["+ while left != 0:"]


@pytest.mark.large
def test_no_notebook_of_the_course_has_a_hole() -> None:
    course = Course.at(ROOT)
    found = list(find(course, course.names()))
    assert len(found) > 40
    assert [problem for each in found for problem in each.problems] == []
