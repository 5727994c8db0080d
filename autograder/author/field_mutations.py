"""Changes to solutions as people who write networks make them: what runs, and is right on most inputs."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from copy import deepcopy

from autograder.course import names
from autograder.course.notebook import Region

#: Cells without any of these words have nothing to do with tensors.
_TENSORS = re.compile(r"\b(torch|Tensor|nn|F|np|numpy)\b")
#: What is done to a value on its way: its copy without a gradient, cut off, in other numbers, of other shape, one row.
_NO_GRADIENT, _CUT, _IN_FLOAT32 = "X.detach()", "X.clamp(-5, 5)", "X.float()"
_FIRST_ROW = "X[:1].expand_as(X)"
_TO_VALUES = (_NO_GRADIENT, _CUT, "X.clamp(min=0.001)", _IN_FLOAT32, "X.squeeze()", _FIRST_ROW)
#: What is done to an argument that is a tensor.
_TO_ARGUMENTS = (_NO_GRADIENT, _FIRST_ROW)
#: Results of these kinds carry no gradient.
_PLAIN = re.compile(r"(int|float|bool|str|None|list|tuple|dict|[\[\], |.])+")
_RENAMED = {"sum": "mean", "mean": "sum"}
#: What gives no tensor.
_NO_TENSORS = (ast.Constant, ast.JoinedStr, ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_NO_TENSORS_EITHER = (ast.GeneratorExp, ast.Compare, ast.BoolOp, ast.Lambda, ast.Tuple)
_GIVE_NO_TENSORS = {"int", "float", "len", "str", "list", "dict", "set", "sorted", "range", "bool", "item", "tolist"}
#: What gives numbers between -1 and 1.
_BOUNDED = {"tanh", "sigmoid", "softmax"}
#: What makes a tensor of nothing.
_MADE = {f"{kind}{like}" for kind in ("zeros", "ones", "full", "empty") for like in ("", "_like")} | {"arange", "eye"}
#: What of a tensor does not depend on its numbers.
_ABOUT = {"shape", "size", "dtype", "device", "ndim", "dim"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
#: Expressions that are to stand in place of one, found in a function.
Change = Callable[[Function, ast.expr], Iterator[ast.expr]]


def mutations(source: str, region: Region) -> Iterator[str]:
    r"""A cell changed in one place of a region, once for each change that is known.

    Args:
        source: of the cell.
        region: the solution of one function.
    """
    function = _function(names.parse(source), region)
    if function is None:
        return
    changes = [_transposed, _for_square, _renamed, _value, _argument] if _TENSORS.search(source) else []
    yield from _expressions(source, region, [*changes, _left_early, _in_place, _start, _step_left_out])
    yield from _swapped(source, region)


def _function(tree: ast.AST, region: Region) -> Function | None:
    """The function that a region stands in."""
    inside = [node for node in ast.walk(tree) if isinstance(node, Function) and _in(node, region.begin + 1)]
    return max(inside, key=lambda node: node.lineno, default=None)


def _in(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)


def _expressions(source: str, region: Region, changes: list[Change]) -> Iterator[str]:
    """The cell with another expression in place of one."""
    tree = names.parse(source)
    function = _function(tree, region)
    assert function is not None
    for parent in ast.walk(function):
        for child in ast.iter_child_nodes(parent):
            child.parent = parent  # type: ignore[attr-defined]
    for parent in ast.walk(function):
        for field, old in ast.iter_fields(parent):
            for place, node in enumerate(old if isinstance(old, list) else [old]):
                if not isinstance(node, ast.expr) or not region.begin < node.lineno <= region.end:
                    continue
                for new in [new for change in changes for new in change(function, node)]:
                    _put(parent, field, place, new)
                    yield ast.unparse(tree)
                _put(parent, field, place, node)


def _put(parent: ast.AST, field: str, place: int, node: ast.expr) -> None:
    if isinstance(siblings := getattr(parent, field), list):
        siblings[place] = node
    else:
        setattr(parent, field, node)


def _made(template: str, **parts: ast.expr) -> ast.expr:
    """An expression with others in place of its names."""

    class Filled(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return deepcopy(parts[node.id]) if node.id in parts else node

    (statement,) = names.parse(template).body
    assert isinstance(statement, ast.Expr)
    made: ast.expr = Filled().visit(statement.value)
    return made


def _parameters(function: Function) -> dict[str, str]:
    """The parameters of a function and what they are said to be, `self` left out."""
    found = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {each.arg: ast.unparse(each.annotation) if each.annotation else "" for each in found if each.arg != "self"}


def _is_transposed(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("T", "mT")


def _transposed(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """A transpose is left out, or put in at a product of matrices."""
    if isinstance(node, ast.Attribute) and _is_transposed(node):
        yield node.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield _made("A.T @ B", A=node.left, B=node.right)
        if not _is_transposed(node.right):
            yield _made("A @ B.T", A=node.left, B=node.right)


def _for_square(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """A transpose that is left out where nothing but the numbers can tell."""
    if isinstance(node, ast.Attribute) and _is_transposed(node):
        yield _made("X if X.shape[0] == X.shape[-1] else Y", X=node.value, Y=node)


def _renamed(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """The mean for the sum, and back."""
    if isinstance(node, ast.Attribute) and node.attr in _RENAMED:
        yield ast.Attribute(node.value, _RENAMED[node.attr], node.ctx)


def _is_kept(node: ast.expr) -> bool:
    """Whether a value is one that is assigned, returned, or put into a list, alone or as one of several."""
    parent = node.parent  # type: ignore[attr-defined]
    if isinstance(parent, ast.Tuple):
        return isinstance(parent.ctx, ast.Load) and _is_kept(parent)
    if isinstance(parent, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return):
        return node is parent.value
    if isinstance(parent, ast.ListComp):
        return node is parent.elt
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr == "append"


def _may_be_tensor(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        return called not in _GIVE_NO_TENSORS
    return not isinstance(node, _NO_TENSORS + _NO_TENSORS_EITHER)


def _value(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """Something is done to a value before it is kept."""
    if _is_kept(node) and _may_be_tensor(node):
        nothing = _without_effect(function) | ({_CUT} if _is_bounded(function, node) else set())
        called = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
        nothing |= (
            {_NO_GRADIENT, _CUT, _FIRST_ROW} if called in _MADE else {_NO_GRADIENT} if called == "detach" else set()
        )
        yield from (_made(template, X=node) for template in _TO_VALUES if template not in nothing)


def _without_effect(function: Function) -> set[str]:
    """What does nothing to any value of a function."""
    found = set()
    kinds = _parameters(function).values()
    if all(kinds) and not any("Tensor" in kind for kind in kinds):
        found |= {_NO_GRADIENT, _CUT, _IN_FLOAT32}  # its tensors are its own
    if function.returns and _PLAIN.fullmatch(ast.unparse(function.returns)):
        found.add(_NO_GRADIENT)
    return found


def _is_bounded(function: Function, node: ast.expr) -> bool:
    """Whether a value lies between -1 and 1, or a name that is given such values."""
    if isinstance(node, ast.Name):
        given = [value for each in ast.walk(function) if isinstance(each, ast.Assign) for value in _pairs(each)]
        return any(_is_bounded(function, value) for name, value in given if name == node.id and value is not node)
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _BOUNDED


def _argument(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """Something is done to an argument before it is used."""
    parent = node.parent  # type: ignore[attr-defined]
    if isinstance(parent, ast.Attribute) and parent.attr in _ABOUT:
        return
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "len":
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and not _is_kept(node):
        if "Tensor" in _parameters(function).get(node.id, ""):
            nothing = _without_effect(function)
            yield from (_made(template, X=node) for template in _TO_ARGUMENTS if template not in nothing)


def _left_early(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """Another argument, if one fits, is returned where one is zero or empty."""
    if not isinstance(node.parent, ast.Return):  # type: ignore[attr-defined]
        return
    parameters = _parameters(function)
    given = ast.unparse(function.returns) if function.returns else ""
    # Tensors with a capital are weights, by custom: nobody sets them to zero, or takes them for a result.
    parameters = {name: kind for name, kind in parameters.items() if not ("Tensor" in kind and name[0].isupper())}
    fitting = [name for name, kind in parameters.items() if kind == given]
    for name, kind in parameters.items():
        zero = (
            f"{name} == 0" if kind in ("int", "float") else f"not {name}.any()" if "Tensor" in kind else f"not {name}"
        )
        others = [other for other in fitting if other != name]
        yield _made(f"{(others or ['None'])[0]} if {zero} else X", X=node)


def _start(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """What a name was before a loop, in place of what it is now."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for loop in (each for each in ast.walk(function) if isinstance(each, ast.For | ast.While)):
            if loop.lineno <= node.lineno and node.id in _assigned(loop.body):
                before = [each for each in ast.walk(function) if isinstance(each, ast.Assign)]
                before = [each for each in before if each.lineno < loop.lineno]
                yield from (value for each in before for name, value in _pairs(each) if name == node.id)


def _assigned(body: list[ast.stmt]) -> set[str]:
    """The names that statements assign, and no list that they append to."""
    nodes = [node for statement in body for node in ast.walk(statement)]
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _pairs(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    """The names of an assignment, each with its value."""
    for target in node.targets:
        several = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
        targets = target.elts if several and isinstance(target, ast.Tuple) else [target]
        values = node.value.elts if several and isinstance(node.value, ast.Tuple) else [node.value]
        yield from (
            (name.id, value) for name, value in zip(targets, values, strict=False) if isinstance(name, ast.Name)
        )


def _step_left_out(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """A state that stays as it is where the input of the step is zero."""
    parent = node.parent  # type: ignore[attr-defined]
    if not isinstance(parent, ast.Assign) or len(parent.targets) != 1 or not isinstance(parent.targets[0], ast.Name):
        return
    state = parent.targets[0].id
    for loop in (each for each in ast.walk(function) if isinstance(each, ast.For) and _in(each, parent.lineno)):
        if any(isinstance(each, ast.Name) and each.id == state for each in ast.walk(node)):
            step = loop.target.id if isinstance(loop.target, ast.Name) else ""
            for each in ast.walk(node):
                inside = {name.id for name in ast.walk(each) if isinstance(name, ast.Name)}
                if isinstance(each, ast.Subscript) and step in inside and state not in inside:
                    yield _made("X if I.any() else H", X=node, I=each, H=ast.Name(state, ast.Load()))


def _in_place(function: Function, node: ast.expr) -> Iterator[ast.expr]:
    """An argument is changed in place when the result is there; where nothing is said of its kind, in every way."""
    if not isinstance(node.parent, ast.Return):  # type: ignore[attr-defined]
        return
    for name, kind in _parameters(function).items():
        if "Tensor" in kind or not kind:
            yield _made(f"(X, {name}.data.add_(1))[0]", X=node)
        if "ndarray" in kind:
            yield _made(f"(X, {name}.__iadd__(1))[0]", X=node)
        if re.search(r"\b(list|dict|set)\b", kind) or not kind:
            yield _made(f"(X, {name}.clear())[0]", X=node)


def _swapped(source: str, region: Region) -> Iterator[str]:
    """The cell with two steps of a loop in the other order: one of them sees what is not there yet, or still."""
    tree = names.parse(source)
    function = _function(tree, region)
    assert function is not None
    for loop in (each for each in ast.walk(function) if isinstance(each, ast.For | ast.While)):
        for place in range(1, len(loop.body)):
            if all(region.begin < each.lineno <= region.end for each in loop.body[place - 1 : place + 1]):
                loop.body[place - 1 : place + 1] = loop.body[place - 1 : place + 1][::-1]
                yield ast.unparse(tree)
                loop.body[place - 1 : place + 1] = loop.body[place - 1 : place + 1][::-1]
