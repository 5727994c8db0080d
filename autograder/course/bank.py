"""The bank: answers to every exercise that are known to be wrong, and right ones that look different.

They stand in the course folder, in `answers/<assignment>.py`, as code. What comes before the first answer is for its
reader and for a linter alone: imports, and names that the notebook gives. Each answer is a cell of its own:

    # %% wrong: leaves out unknown letters
    # fails encode_unknown_letter: nobody would notice
    def encode(text: str, alphabet: str) -> Tensor:
        ...

    # %% right: with a dictionary
    def encode(text: str, alphabet: str) -> Tensor:
        ...

`# fails` names a test that a wrong answer fails, and a piece of the message that the student then reads.

`autograder check --holes` changes one line of a solution at a time. A changed line that no test can see, since it does
the same, is told with its reason; a long one goes on in lines that are indented further:

    # %% same: a letter is looked up once, whichever way
    # encode: return rows.clone()
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.folders import Course

#: The folder of a course that holds its bank.
FOLDER = "answers"

_CELL = re.compile(r"# ?%%")
_HEADER = re.compile(r"# %% (wrong|right|same): (\S.*)")
_CHANGED = re.compile(r"# ([^\s:]+): (\S.*)")
_GOES_ON = re.compile(r"#  +(\S.*)")
_FAILS = re.compile(r"# fails ([^\s:]+): (\S.*)")


@dataclass(frozen=True)
class KnownAnswer:
    r"""What a student could write for an exercise.

    Attributes:
        name: what is wrong with it, or how it is written, in plain words.
        function: the function that it answers, e.g. "rnn_step" or "SimpleRNN.forward".
        source: its code.
    """

    name: str
    function: str
    source: str


@dataclass(frozen=True)
class Mistake(KnownAnswer):
    r"""A wrong answer that students give.

    Attributes:
        fails: every test that it fails, by grade id, each with a piece of the message that the student then reads.
    """

    fails: Mapping[str, str]


@dataclass(frozen=True)
class RightAnswer(KnownAnswer):
    r"""A right answer that is written differently from the solution."""


@dataclass(frozen=True)
class Same:
    r"""A line of a solution, changed so that it does the same.

    Attributes:
        function: the function that it stands in.
        line: as it is when it is changed.
        why: it does the same.
    """

    function: str
    line: str
    why: str


@dataclass(frozen=True)
class Form:
    """A mistake as tests see it; several forms of one mistake share its name.

    Attributes:
        name: of the mistake.
        fails: the tests that it fails, by grade id, each with its behaviour there: a digest that can be compared.
    """

    name: str
    fails: Mapping[str, str]


#: How the known mistakes of a notebook behave, by the function that they answer.
Known = Mapping[str, Sequence[Form]]


@dataclass(frozen=True)
class Bank:
    """All known answers to the exercises of one notebook.

    Attributes:
        mistakes: wrong answers.
        right_answers: right answers.
        given: names that stand before the first answer, for a linter: what the notebook is said to give.
        same: changed lines of solutions that do the same.
    """

    mistakes: tuple[Mistake, ...] = ()
    right_answers: tuple[RightAnswer, ...] = ()
    given: tuple[str, ...] = ()
    same: tuple[Same, ...] = ()

    @property
    def answers(self) -> tuple[KnownAnswer, ...]:
        """All of them."""
        return (*self.mistakes, *self.right_answers)


def path_of(course: Course, name: str) -> Path:
    r"""Where the known answers of an assignment stand."""
    return course.root / FOLDER / f"{name}.py"


def load(course: Course, name: str) -> Bank:
    r"""The known answers of an assignment; none where nobody has written any.

    Raises: AutograderError: if they are not written as they must be.
    """
    path = path_of(course, name)
    return parse(path, nb.read(course.notebook(name))) if path.exists() else Bank()


def parse(path: Path, source: NotebookNode) -> Bank:
    r"""Read known answers, strictly: what is not understood is refused, and never passed over.

    Args:
        path: a file of known answers.
        source: the notebook whose exercises they answer.
    Raises: AutograderError: if there is no such file, or something in it is not as it must be; names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        example = "`# %% wrong: what is wrong` or `# %% right: how it is written`"
        raise AutograderError(f"There are no known answers {path}: write some there, each headed {example}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise AutograderError(f"{path} cannot be read ({error}): mend that.") from None
    functions = asked_functions(source)
    starts = [number for number, line in enumerate(lines) if _CELL.match(line)]
    given = _tree(path, lines[: starts[0] if starts else len(lines)], 0)
    cells: list[KnownAnswer] = []
    same: list[Same] = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        if (header := _HEADER.fullmatch(lines[start].rstrip())) and header[1] == "same":
            same += _same(path, lines, start, end, functions)
        else:
            cells.append(_cell(path, lines, start, end, functions))
    return Bank(
        tuple(cell for cell in cells if isinstance(cell, Mistake)),
        tuple(cell for cell in cells if isinstance(cell, RightAnswer)),
        tuple(_assigned(given)),
        tuple(same),
    )


def asked_functions(source: NotebookNode) -> dict[str, str]:
    r"""The functions that a notebook asks students for, each with the grade id of its cell."""
    return {
        region.qualname: exercise.id
        for exercise in nb.exercises(source)
        if not exercise.by_hand
        for region in nb.regions(exercise.todo, nb.SOLUTION)
    }


def _same(path: Path, lines: Sequence[str], start: int, end: int | None, functions: Mapping[str, str]) -> list[Same]:
    """The changed lines below a header, which says why they do the same."""
    why = lines[start].partition(":")[2].strip()
    found: list[Same] = []
    for number, line in enumerate(lines[start + 1 : end], start=start + 2):
        if (changed := _CHANGED.fullmatch(line.rstrip())) and changed[1] in functions:
            found.append(Same(changed[1], changed[2], why))
        elif (more := _GOES_ON.fullmatch(line.rstrip())) and found:
            found[-1] = Same(found[-1].function, f"{found[-1].line} {more[1]}", why)
        elif line.strip():
            wanted = f"expected `# FUNCTION: its changed line`, of {', '.join(functions) or 'no function'}"
            raise AutograderError(f"{path}, line {number}: found {line.strip()!r}, {wanted}.")
    if not found:
        raise AutograderError(
            f"{path}, line {start + 1}: there is no changed line below {why!r}: give one, or take it out."
        )
    return found


def _cell(path: Path, lines: Sequence[str], start: int, end: int | None, functions: Mapping[str, str]) -> KnownAnswer:
    """The answer whose header stands in this line."""
    where = f"{path}, line {start + 1}"
    header = _HEADER.fullmatch(lines[start].rstrip())
    if header is None:
        expected = "expected `# %% wrong: what is wrong` or `# %% right: how it is written`"
        raise AutograderError(f"{where}: found {lines[start].strip()!r}, {expected}.")
    kind, name = header.groups()
    fails: dict[str, str] = {}
    body = start + 1
    while body < (end or len(lines)) and re.match(r"# ?fails\b", lines[body]):
        found = _FAILS.fullmatch(lines[body].rstrip())
        if found is None:
            expected = "expected `# fails TEST: a piece of its message`"
            raise AutograderError(f"{path}, line {body + 1}: found {lines[body].strip()!r}, {expected}.")
        if found[1] in fails:
            raise AutograderError(f"{path}, line {body + 1}: {found[1]} is named twice: leave one of the two lines.")
        fails[found[1]] = found[2]
        body += 1
    code = lines[body:end]
    for number, line in enumerate(code, start=body + 1):
        if re.match(r"# ?fails\b", line):
            raise AutograderError(f"{path}, line {number}: `# fails` stands right below the header of its answer.")
    if kind == "right" and fails:
        raise AutograderError(
            f"{where}: the right answer {name!r} fails {', '.join(fails)}: call it wrong, or mend it."
        )
    function = _answered(where, name, _tree(path, code, body), functions)
    source = "\n".join(code).strip("\n")
    return Mistake(name, function, source, fails) if kind == "wrong" else RightAnswer(name, function, source)


def _tree(path: Path, lines: Sequence[str], before: int) -> ast.Module:
    try:
        return names.parse("\n".join(lines))
    except SyntaxError as error:
        line = before + (error.lineno or 1)
        raise AutograderError(f"{path}, line {line}: this is not Python ({error.msg}): mend it.") from None


def _answered(where: str, name: str, tree: ast.Module, functions: Mapping[str, str]) -> str:
    """The function that an answer is to; all that it answers belong to one exercise."""
    found = [defined for defined in _defined(tree) if defined in functions]
    if not found:
        wanted = f"expected one that the notebook asks for: {', '.join(functions) or 'there is none'}"
        raise AutograderError(f"{where}: {name!r} defines {', '.join(_defined(tree)) or 'no function'}, {wanted}.")
    if len({functions[each] for each in found}) > 1:
        raise AutograderError(f"{where}: {name!r} answers {' and '.join(found)}, of several exercises: split it.")
    return found[0]


def _defined(tree: ast.Module) -> list[str]:
    """The functions, and the methods of classes, that a cell defines."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found.append(node.name)
        elif isinstance(node, ast.ClassDef):
            found += [f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)]
    return found


def _assigned(tree: ast.Module) -> list[str]:
    """Names that are bound otherwise than by an import."""
    found: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [target.id for target in targets if isinstance(target, ast.Name)]
    return found


def filled(todo: NotebookNode, answer: str) -> str:
    r"""The source of a TODO cell with an answer in it, markers left out.

    Functions and methods of the same name are replaced. What else the answer brings stands before everything; what it
    adds to a class, at the end of that class.

    Args:
        todo: the cell of a source notebook where students answer.
        answer: its code.
    """
    lines = nb.without_markers(todo.source).split("\n")
    there = {node.name: node for node in names.parse("\n".join(lines)).body if isinstance(node, _NAMED)}
    edits: list[tuple[int, int, list[str]]] = []
    before: list[str] = []
    for node in names.parse(answer).body:
        text = _text(answer, node)
        old = there.get(node.name) if isinstance(node, _NAMED) else None
        if old is None:
            before += text
        elif isinstance(old, ast.ClassDef) and isinstance(node, ast.ClassDef):
            edits += _methods(answer, node, old)
        else:
            edits.append((_first(old), old.end_lineno or 0, text))
    for begin, end, text in sorted(edits, reverse=True):
        lines[begin:end] = text
    return "\n".join([*before, *lines])


_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _methods(answer: str, node: ast.ClassDef, old: ast.ClassDef) -> list[tuple[int, int, list[str]]]:
    there = {each.name: each for each in old.body if isinstance(each, _NAMED)}
    end = old.end_lineno or 0
    edits = []
    for each in node.body:
        text = _text(answer, each, old.body[0].col_offset)
        method = there.get(each.name) if isinstance(each, _NAMED) else None
        edits.append((_first(method), method.end_lineno or 0, text) if method else (end, end, text))
    return edits


def _first(node: ast.stmt) -> int:
    """The index of a statement's first line, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)]) - 1


def _text(source: str, node: ast.stmt, indentation: int | None = None) -> list[str]:
    """The lines of a statement, at another indentation if one is given."""
    lines = source.split("\n")[_first(node) : node.end_lineno]
    if indentation is None or indentation == node.col_offset:
        return lines
    return indent(dedent("\n".join(lines)), " " * indentation).split("\n")
