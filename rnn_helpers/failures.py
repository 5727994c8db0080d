"""What a test cell that fails says in a notebook, and which tests are left to do.

IPython answers an error with some twenty lines, helpers among them, and says last what is wrong. A test that fails says
that first, and after it at most which line of the student's was running. A test cell is known by the docstring with
which it begins, and by its assertions; after every other cell, IPython's traceback stays.
"""

from __future__ import annotations

import ast
import linecache
import sys
import textwrap
from traceback import walk_tb
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

#: nbgrader's Validate cuts off what goes beyond, in characters.
_WIDTH = 80

#: Lines of a message; a student's own may have thousands.
_MOST_LINES = 10

#: What each test lacked when it ran last, by its cell; nothing if it passed.
_lacking: dict[str, str] = {}


class _Place(NamedTuple):
    """A line of a cell that was running."""

    code: CodeType
    number: int

    @property
    def cell(self) -> str:
        return "".join(linecache.getlines(self.code.co_filename))

    @property
    def function(self) -> str:
        return self.code.co_qualname.partition(".<locals>")[0]

    @property
    def line(self) -> str:
        return linecache.getline(self.code.co_filename, self.number).strip()


def listen() -> None:
    r"""Have the notebook's kernel, if this runs in one, tell of failing tests this way from now on."""
    if shell := _notebook():
        shell.set_custom_exc((Exception, KeyboardInterrupt), _show)
        shell.events.register("post_run_cell", _remember)


def left_to_do(tests: int, written: int = 0) -> None:
    r"""Print what tests lacked when they ran last. Where no notebook's kernel runs this, as in grading, print nothing.

    Args:
        tests: how many there are in the notebook.
        written: how many answers there are that a person reads.
    """
    if not _notebook():
        return
    if not _lacking:
        print("No test has run yet. Choose Run All Cells: then this cell says what is left to do.")
        return
    left = [why for why in dict.fromkeys(_lacking.values()) if why]
    if waiting := tests - len(_lacking):
        left.append(f"Not run yet: {waiting} of the tests. Choose Run All Cells.")
    if left:
        print(f"{list(_lacking.values()).count('')} of {tests} tests pass. Left to do:")
        print(*(f"- {why}" for why in left), sep="\n")
    else:
        print(f"All {tests} tests that you can see pass" + ("." if written else ": nothing is left to do here."))
    if written:
        print(f"A person reads your {written} written answers: is each of them there?")


def _notebook() -> InteractiveShell | None:
    """The shell of a notebook's kernel: not a terminal's, nor the one in which a grader runs cells."""
    ipython = sys.modules.get("IPython")
    shell: InteractiveShell | None = ipython.get_ipython() if ipython else None
    return shell if getattr(shell, "kernel", None) else None


def _show(
    shell: InteractiveShell,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """Show an error as IPython does, but that of a test cell in its sentence."""
    places = _places(trace, shell)  # none if the cell itself is not Python
    if places and _purpose(places[0].cell):
        shell._showtraceback(kind, error, _said(error, places))
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=bool(places))


def _remember(result: ExecutionResult) -> None:
    """Note what a test cell lacks."""
    shell, error, ran = _notebook(), result.error_in_exec, result.info
    if shell and ran and (purpose := _purpose(ran.raw_cell)):
        to_do = _to_do(error, _places(error.__traceback__, shell)) if error else ""
        _lacking[ran.cell_id or ran.raw_cell] = to_do or (f"This does not hold yet: {purpose}" if error else "")


def _places(trace: TracebackType | None, shell: InteractiveShell) -> list[_Place]:
    """The lines of cells that were running, the outermost first: it is of the cell that was asked to run."""
    return [_Place(f.f_code, line) for f, line in walk_tb(trace) if f.f_globals is shell.user_global_ns]


def _purpose(cell: str) -> str:
    """The first line of a test's docstring; nothing if the cell has none, or tests nothing."""
    try:
        return (ast.get_docstring(ast.parse(cell)) or "").partition("\n")[0] if "assert" in cell else ""
    except SyntaxError:  # magics, and what is not finished
        return ""


def _said(error: BaseException, places: list[_Place]) -> list[str]:
    """The sentence, and the line where the answer stopped; that of the test if there is no sentence."""
    if to_do := _to_do(error, places):
        return [to_do]
    test, last = places[0], places[-1]
    kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
    message = "You stopped it." if isinstance(error, KeyboardInterrupt) else f"{kind}{error}"
    told = [line for part in message.splitlines() for line in textwrap.wrap(part, _WIDTH)]
    told[_MOST_LINES:] = ["…"] * (len(told) > _MOST_LINES)
    if last.code.co_filename != test.code.co_filename:
        return [*told, f"In {last.function}, line {last.number} of its cell:", f"    {last.line}"]
    if isinstance(error, NameError):
        told.append("Has the cell that defines it run without an error?")
    return [*told, "In the test:", f"    {last.line}"] if kind or not told else told


def _to_do(error: BaseException, places: list[_Place]) -> str:
    """Which function a test calls that is not written yet; nothing if that is not what is wrong."""
    test, last = places[0], places[-1]
    # Torch has errors of this kind as well; there, the last line is one that calls it.
    stub = isinstance(error, NotImplementedError) and last.line.startswith("raise")
    return f"{last.function} is not written yet." if stub and last.code.co_filename != test.code.co_filename else ""
