"""What a test cell must be: a docstring first, and an assertion at the end."""

from __future__ import annotations

import ast

from nbformat import NotebookNode

from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.notebook import Kind


def form(notebook: NotebookNode) -> list[str]:
    r"""Test cells belong to an exercise, open with a docstring of one line and end in an assertion."""
    found = []
    owned = {nb.grade_id(cell) for exercise in nb.exercises(notebook) for cell in exercise.tests}
    for exercise in nb.exercises(notebook):
        if not exercise.tests and not exercise.by_hand:
            found.append(f"exercise {exercise.id}: no test cell follows it")
    for cell in _of_kind(notebook, Kind.TEST):
        where = f"test {nb.grade_id(cell)}"
        if nb.grade_id(cell) not in owned:
            found.append(f"{where}: it stands before the first TODO cell, so it tests nothing")
        for part, source in (("", cell.source), (" without its hidden part", nb.without_regions(cell.source))):
            found += [f"{where}{part}: {problem}" for problem in _test_problems(source)]
    return found


def _test_problems(source: str) -> list[str]:
    try:
        body = names.parse(source).body
    except SyntaxError as error:
        return [f"it is not Python: {error.msg} in line {error.lineno}"]
    found = []
    first = ast.get_docstring(ast.Module(body, []), clean=False)
    if not first or "\n" in first:
        found.append("it does not open with a docstring of one line that says what it checks")
    if not body or not _asserts(body[-1]):
        found.append("it does not end in an assertion; nbgrader reads a last value as a score")
    return found


def _asserts(statement: ast.stmt) -> bool:
    """Whether a statement asserts something and leaves no value behind."""
    if isinstance(statement, ast.Expr):
        return _is_assertion(statement)
    return any(_is_assertion(node) for node in ast.walk(statement))


def _is_assertion(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return node.exc is not None and "AssertionError" in ast.unparse(node.exc)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return ast.unparse(node.value.func).rpartition(".")[2].startswith("assert")
    return isinstance(node, ast.Assert)


def _of_kind(notebook: NotebookNode, kind: Kind) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if nb.kind(cell) is kind and cell.cell_type == "code"]
