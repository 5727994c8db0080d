"""Solutions changed in one place: each is wrong in what it changes, and a test should see it.

The changes are Cosmic Ray's, for any Python, and those of `field_mutations`, for networks and tensors.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.author import field_mutations
from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.notebook import Region

#: Of Cosmic Ray's operators: those that draw no random numbers, and no such operator where none stood before.
_ODD = ("Is", "IsNot", "RShift", "LShift", "BitOr", "BitAnd", "BitXor")
_OPERATORS = ("ReplaceBinaryOperator", "ReplaceComparisonOperator")
_LEFT_OUT = ("VariableReplacer", "VariableInserter", "RemoveDecorator", "ExceptionReplacer")


@dataclass(frozen=True)
class Mutant:
    """A solution that was changed in one place.

    Attributes:
        function: the function that was changed, e.g. "rnn_step" or "SimpleRNN.forward".
        before, after: the line that was changed, as `ast.unparse` writes it; several are joined by "; ".
        source: of the whole cell.
    """

    function: str
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        """The change, as a diff of one line."""
        return f"- {self.before}\n+ {self.after}" if self.before else f"+ {self.after}"


def mutants(todo: NotebookNode) -> tuple[Mutant, ...]:
    r"""All solutions to an exercise that differ from its own in one place inside the solution markers.

    Left out is what does not compile, and what differs in words alone: docstrings, messages, annotations.

    Args:
        todo: the cell of the source where students answer.
    Raises: AutograderError: if Cosmic Ray is not installed.
    """
    return _mutants(names.python(todo.source), tuple(nb.regions(todo, nb.SOLUTION)))


@cache
def _mutants(source: str, regions: tuple[Region, ...]) -> tuple[Mutant, ...]:
    """Those of a cell: every part of a look for holes wants some of them, and all take seconds to make."""
    whole = ast.unparse(names.parse(source))
    seen, found = {_meaning(source)}, []
    for region in regions:
        for changed in (*_by_cosmic_ray(source, region), *field_mutations.mutations(source, region)):
            meaning = _meaning(changed)
            if meaning is not None and meaning not in seen:
                seen.add(meaning)
                text = ast.unparse(names.parse(changed))
                found.append(Mutant(region.qualname, *_difference(whole, text), text))
    return tuple(found)


def normal(line: str) -> str:
    r"""A line as `Mutant.after` has it, however it was laid out; as it is where it is no Python by itself."""
    for text in (line, f"{line} pass"):
        try:
            return _line(ast.unparse(names.parse(text)).removesuffix("\n    pass").split("\n"))
        except SyntaxError:
            continue
    return " ".join(line.split())


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines in which two texts differ."""
    old, new = before.split("\n"), after.split("\n")
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return _line(old), _line(new)


def _line(lines: list[str]) -> str:
    return "; ".join(line.strip() for line in lines)


def _meaning(source: str) -> str | None:
    """What a cell does, without what it only says; None if it is no Python."""
    try:
        tree = names.parse(source)
        with warnings.catch_warnings(action="ignore"):  # of what is odd: it is meant to be
            compile(source, "cell", "exec")
    except (SyntaxError, ValueError):
        return None
    return ast.dump(_Silent().visit(tree))


class _Silent(ast.NodeTransformer):
    """Takes out docstrings, annotations, and messages."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """Docstrings."""
        return ast.Pass() if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Annotations of parameters."""
        return ast.arg(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Annotations of what is returned."""
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Annotations of names."""
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Messages of exceptions."""
        if isinstance(node.exc, ast.Call):
            node.exc = node.exc.func
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        """Messages of assertions."""
        node.msg = None
        return self.generic_visit(node)


def _by_cosmic_ray(source: str, region: Region) -> Iterator[str]:
    """What Cosmic Ray's operators make of a region: they change a tree of parso's in place, so each gets a new one."""
    try:
        from cosmic_ray.ast import ast_nodes, get_ast
        from cosmic_ray.operators.provider import OperatorProvider
    except ModuleNotFoundError as error:
        raise AutograderError(f"Changed solutions need {error.name}: pip install cosmic-ray, then try again.") from None
    provider = OperatorProvider()
    operators = [provider[name]() for name in provider if not name.startswith(_LEFT_OUT) and not _is_odd(name)]
    tree = get_ast(source)
    for number, node in enumerate(ast_nodes(tree)):
        if region.begin + 1 < node.start_pos[0] <= region.end:
            for operator in operators:
                for index, _ in enumerate(operator.mutation_positions(node)):
                    yield _changed(deepcopy(tree), number, operator, index)


def _is_odd(name: str) -> bool:
    kind, _, pair = name.partition("_")
    before, _, after = pair.partition("_")
    return kind in _OPERATORS and after in _ODD and before not in _ODD


def _changed(tree: Any, number: int, operator: Any, index: int) -> str:
    from cosmic_ray.ast import ast_nodes

    node = list(ast_nodes(tree))[number]
    siblings = node.parent.children
    place = next(place for place, each in enumerate(siblings) if each is node)
    siblings[place] = operator.mutate(node, index)
    return str(tree.get_code())
