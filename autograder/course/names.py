"""Which names a cell binds, uses and imports: what decides whether a test can run apart from the answer."""

from __future__ import annotations

import ast
import symtable
import warnings
from threading import Lock

# Before Python 3.13, trees that are made at the same time count each other's depth (python/cpython#106905).
_ONE_AT_A_TIME = Lock()


def parse(source: str) -> ast.Module:
    r"""As `ast.parse`, for sources that threads read at the same time."""
    # What Python thinks of a student's spelling can be thousands of lines.
    with _ONE_AT_A_TIME, warnings.catch_warnings(action="ignore"):
        return ast.parse(source)


def _table(source: str) -> symtable.SymbolTable:
    with _ONE_AT_A_TIME, warnings.catch_warnings(action="ignore"):
        return symtable.symtable(source, "cell", "exec")


def python(source: str) -> str:
    r"""A cell's source as plain Python, magics translated; nothing where that does not parse either."""
    try:
        parse(source)
        return source
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        try:
            source = TransformerManager().transform_cell(source)
            parse(source)
        except SyntaxError:
            return ""
        return source


def plain(source: str) -> str:
    r"""A cell's source without its magics at top level; nothing where that is not Python."""
    try:
        tree = parse(python(source))
        tree.body = [each for each in tree.body if "get_ipython()" not in ast.unparse(each)]
        _table(text := ast.unparse(tree))  # finds more that is wrong
        return text
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def bound(source: str) -> set[str]:
    r"""Names that a cell assigns, defines or imports at its top level."""
    table = _table(python(source))
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}


def changed(source: str) -> set[str]:
    r"""Names whose content a cell changes at its top level: `x[0] = 1`, `x.y = 1`, or `x.sort()` for its own sake."""
    found = set()
    for statement in parse(python(source)).body:
        match statement:
            case ast.Assign(targets=targets):
                parts = targets
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
                parts = [target]
            case ast.Delete(targets=targets):
                parts = targets
            case ast.Expr(value=ast.Call(func=function)):
                parts = [function]
            case _:
                parts = []
        for part in parts:
            whole = part
            while isinstance(part, ast.Subscript | ast.Attribute):
                part = part.value
            if isinstance(part, ast.Name) and part is not whole:
                found.add(part.id)
    return found


def used(source: str) -> set[str]:
    r"""Names that a cell looks up in the notebook: read before the cell itself binds them."""
    everywhere = bound(source)
    seen: set[str] = set()
    found: set[str] = set()
    for statement in parse(python(source)).body:
        text = ast.unparse(statement)
        here, inside = _read(text)
        # `x = x + 1` reads first; `for x in xs: print(x)` does not.
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            here.add(statement.target.id)
        binds = bound(text)
        before = seen if isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign) else seen | binds
        found |= (here - before) | (inside - everywhere)
        seen |= binds
    return found


def touched(source: str) -> set[str]:
    r"""Names of the notebook that a cell binds or looks up anywhere; fast, and so without a thought for their order."""
    here, inside = _read(python(source))
    return bound(source) | here | inside


def _read(source: str) -> tuple[set[str], set[str]]:
    """Names that are read at top level, and global names that are read in functions and other scopes within."""
    top = _table(source)
    here = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    scopes, inside = list(top.get_children()), set()
    while scopes:
        scope = scopes.pop()
        scopes += scope.get_children()
        inside |= {symbol.get_name() for symbol in scope.get_symbols() if symbol.is_referenced() and symbol.is_global()}
    return here, inside


def deleted(source: str) -> set[str]:
    r"""Names that a cell deletes at its top level."""
    nodes = (node for node in ast.walk(parse(python(source))) if isinstance(node, ast.Delete))
    return {target.id for node in nodes for target in node.targets if isinstance(target, ast.Name)}


def replaced(source: str) -> set[str]:
    r"""What a cell replaces in modules by `patch("module.name")` or `patch.object(module, "name")`."""
    found = set()
    for node in ast.walk(parse(python(source))):
        match node:
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                found |= {name} if ast.unparse(function).endswith("patch") else set()
            case ast.Call(func=function, args=[owner, ast.Constant(value=str(name)), *_]):
                found |= {f"{ast.unparse(owner)}.{name}"} if ast.unparse(function).endswith("patch.object") else set()
    return found


def imports(source: str) -> list[tuple[str, set[str]]]:
    r"""A cell's import statements at top level, each with the names that it binds."""
    found = []
    for node in parse(python(source)).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            found.append((ast.unparse(node), names))
    return found


def modules(statement: str) -> list[str]:
    r"""The modules that an import statement names."""
    (node,) = parse(statement).body
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
