"""The checker: runs test cells in a namespace of its own, against a student who is somewhere else.

Run as a program, it is the fork server of checkers: `python -m autograder.grading.trusted.checker FD OPTIONS`.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import hashlib
import io
import json
import marshal
import os
import resource
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import MAGIC_NUMBER
from numbers import Real
from types import CodeType
from typing import Any

from autograder.grading import fork_server, wire
from autograder.grading.order import Order, OrderedTest
from autograder.grading.result import TestResult
from autograder.grading.trusted import handle, surroundings
from autograder.grading.trusted.behaviour import digest
from autograder.grading.trusted.remote import Remote
from autograder.grading.wire import generators

#: What is said where the last line is a number with the source's answers, and none with a student's.
NO_NUMBER = "the test's last line is no number with this answer, expected one from 0 to {points:g}"
_MOST_MESSAGE = 4000
_MOST_PRINTED = 10_000
#: How long a question may take that no score depends on, in seconds: an answer that never ends is known by then.
_LISTEN_S = 5.0


class Checker:
    """Runs the tests of one submission, each with names, random numbers and limits of its own."""

    def __init__(self, imports: Sequence[str], names: Sequence[str], seed: str, student: int, call_s: float) -> None:
        r"""Prepare what all tests share.

        Args:
            imports: import statements of the source notebook.
            names: what the exercises define: the only names that a test takes from the student.
            seed: the assignment's secret; with a test's id it decides all random numbers of the test.
            student: the process id of the student.
            call_s: how long one question to the student may take, in seconds.
        """
        self._imported: dict[str, Any] = {}
        for statement in imports:
            exec(compile(statement, "<imports>", "exec"), self._imported)
        self._names = names
        self._seed = seed
        self._student = student
        self._call_s = call_s

    def begin(self, test: OrderedTest, connection: socket.socket) -> Attempt:
        r"""Prepare to run one test cell.

        Args:
            test: as it was ordered.
            connection: to the student's process.
        """
        # Builtins and imports come first: a student's own `abs` or `allclose` must not decide an assertion.
        names = {"__name__": "__main__", **self._imported}
        asked = [name for name in test.uses if name in self._names and name not in names]
        asked = [name for name in asked if not hasattr(builtins, name)]
        remote = Remote(connection, self._student, self._call_s, test.moment)
        return Attempt(test, names, asked, f"{self._seed} {test.id}", remote)


class Attempt:
    """One test at work."""

    def __init__(
        self, test: OrderedTest, names: dict[str, Any], asked: Sequence[str], seed: str, remote: Remote
    ) -> None:
        r"""Run nothing yet.

        Args:
            test: as it was ordered.
            names: what the test finds, to which it adds its own.
            asked: the names that it takes from the student.
            seed: decides all its random numbers.
            remote: the student's side.
        """
        self._test, self._given, self._asked, self._seed, self._remote = test, names, asked, seed, remote
        self._error: BaseException | None = None
        self._by_student = False
        self._running: CodeType | None = None
        self._failed_by_line: int | None = None

    def finish(self, *, hear_out: bool = False) -> TestResult:
        r"""Run the test, up to its end or to what fails.

        Args:
            hear_out: whether to go on after what fails, and tell the behaviour of the answer in all of the test.
        """
        value, printed, began = None, io.StringIO(), False
        with contextlib.redirect_stdout(printed):
            try:
                _seed(self._seed)
                self._remote.begin(files=self._test.sees_files)
                if hear_out:
                    self._remote.start_over()
                names = self._names()
                began = True
                self._prepare(names)
                value = self._execute(names, hear_out)
            except KeyboardInterrupt:
                raise
            except BaseException as raised:
                self._fail(raised)
        if self.gone and (not self._error or not hear_out):
            self._error, self._by_student = self._remote.gone, False
        result = _result(self._error, value, self._test)
        all_heard = hear_out or self.gone or self._is_not_done
        # How long an answer that does not come back was waited for is no matter of its behaviour.
        said = "" if self._error is self._remote.gone else result.error or ""
        return replace(
            result,
            printed=printed.getvalue()[:_MOST_PRINTED],
            failed_by_line=self._failed_by_line if result.error else None,
            by_student=self._by_student,
            gone=self.gone,
            began=began,
            behaviour=digest(said, self._remote.heard) if result.error and all_heard else None,
        )

    def listen(self) -> str:
        r"""Run a test that failed once more, to its last statement: the behaviour of the answer in all of it.

        No score depends on this any more: all tests have theirs. Once more from the beginning, since what the answer
        drew of random numbers, the weights of a network say, depends on what the notebook and other tests drew before.
        """
        self._error = None
        self._remote.hurry(_LISTEN_S)
        return self.finish(hear_out=True).behaviour or digest("", self._remote.heard)

    @property
    def gone(self) -> bool:
        """Whether nothing more can be asked of the answer's process."""
        return self._remote.gone is not None

    def _names(self) -> dict[str, Any]:
        """What the test finds: builtins and imports, and what it takes from the student."""
        found = dict(self._given)
        for name in self._asked:
            with contextlib.suppress(NameError):  # the test then says so itself
                found[name] = self._remote.name(name)
        return found

    def _prepare(self, names: dict[str, Any]) -> None:
        """Run the cells above that the test needs: here, as they were released, whatever the student made of them."""
        if not self._test.given:
            return
        taken = dict(names)
        _seed(f"{self._seed} given")
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in self._test.given:
                with contextlib.suppress(Exception):  # as in a notebook: what comes next runs all the same
                    exec(compile(cell, "<given>", "exec"), names)
        names |= taken
        self._remote.know(value for value in names.values() if isinstance(value, type))
        # Nothing that they set up is the test's: what it draws is secret.
        _seed(self._seed)
        self._remote.begin(files=self._test.sees_files)

    def _execute(self, names: dict[str, Any], hear_out: bool) -> Any:
        """Run the cell; the value of its last line."""
        statements, last = self._code()
        for statement in statements:
            self._running = statement
            try:
                exec(statement, names)
            except Exception as error:
                if self._error and not isinstance(error, AssertionError):
                    return None  # of what failed before
                self._fail(error)
                if not hear_out or self._is_not_done:
                    return None
                self._remote.hurry(_LISTEN_S)
        self._running = last
        return None if last is None else eval(last, names)

    def _fail(self, error: BaseException) -> None:
        """Keep what failed first."""
        if self._error is None:
            self._error, self._by_student = error, error is self._remote.raised
            if self._running is not None:
                self._failed_by_line = max((line for *_, line in self._running.co_lines() if line), default=None)

    @property
    def _is_not_done(self) -> bool:
        """Whether the exercise says so itself: then there is nothing more to hear."""
        return self._by_student and isinstance(self._error, NotImplementedError)

    def _code(self) -> tuple[list[CodeType], CodeType | None]:
        code = self._test.code
        if not code.startswith(MAGIC_NUMBER):  # it was not Python, or another Python's
            code = compiled(self._test.source)
        statements, last = marshal.loads(code.removeprefix(MAGIC_NUMBER))
        return statements, last


def _result(error: BaseException | None, value: Any, test: OrderedTest) -> TestResult:
    """What a test is worth that ended with this error, or with this value in its last line."""
    points = test.points
    if error is not None:
        return TestResult.failed(_name(error), _message(error))
    number = _number(value)
    if number is None and test.is_number:
        return TestResult.failed("ValueError", NO_NUMBER.format(points=points))
    if number is None:
        return TestResult(float(points))
    if not 0 <= number <= points:  # NaN, too
        reason = f"the test's last line is {number}, expected a number from 0 to {points:g}"
        return TestResult.failed("ValueError", reason)
    return TestResult(number, value=str(value))


def compiled(source: str) -> bytes:
    r"""A cell as marshalled code of this Python, whose mark comes first.

    It has the statements, and the last line by itself if that has a value that a notebook would show.

    Raises: SyntaxError: if it is not Python.
    """
    tree = _parse(source)
    last = None
    if tree.body and isinstance(shown := tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        tree.body.pop()
        last = compile(ast.Expression(shown.value), "<test>", "eval")
    future = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    # Statement by statement, so that one that fails need not be the last to be run.
    statements = [compile(ast.Module([*future, node], []), "<test>", "exec") for node in tree.body]
    return MAGIC_NUMBER + marshal.dumps((statements, last))


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        return ast.parse(TransformerManager().transform_cell(source))


def _number(value: Any) -> float | None:
    """A last line's value as partial credit, None if it is no number."""
    return float(value) if isinstance(value, Real) and not isinstance(value, bool) else None


def _name(error: BaseException) -> str:
    return "AssertionError" if isinstance(error, AssertionError) else type(error).__name__


def _message(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = "its message cannot be shown"
    return text if len(text) <= _MOST_MESSAGE else text[:_MOST_MESSAGE] + " …"


def _seed(text: str) -> None:
    generators.seed(int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big"))


def live(sockets: list[socket.socket], request: Mapping[str, Any]) -> None:
    r"""Take an order from the supervisor, run its tests one by one, and say what came of each.

    After the last one, if it is to listen then, it tells the behaviour of the answer in each test that failed and has
    not told it yet, in order: None where the answer does not come back from what an earlier one asked.
    """
    supervisor, *students = sockets
    os.chdir(request["folder"])
    surroundings.keep_files()
    sys.path.append(request["folder"])  # last: modules of the course's own, in the place of nothing that is installed
    memory = request["memory_mb"] << 20
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    order = Order.unpacked(wire.receive(supervisor))
    checker = Checker(order.imports, order.names, order.seed, request["student"], request["call_s"])
    failed: list[tuple[int, Attempt]] = []
    for test in order.tests:
        attempt = checker.begin(test, students[test.connection])
        result = attempt.finish(hear_out=order.listen == "at once")
        wire.send(supervisor, result.packed())
        if result.gone:
            return
        if result.unheard:
            failed.append((test.connection, attempt))
    lost: set[int] = set()
    for connection, attempt in failed if order.listen == "after" else ():
        wire.send(supervisor, None if connection in lost else attempt.listen())
        lost |= {connection} if attempt.gone else set()


def main(descriptor: str, options: str) -> None:
    r"""Import what tests import, then fork a checker for every request.

    Args:
        descriptor: number of the socket where requests come from.
        options: JSON: "preload" (module names).
    """
    fork_server.preload(json.loads(options)["preload"])
    surroundings.watch()
    handle.know_sources()
    control = socket.socket(fileno=int(descriptor))
    control.sendall(b"ready")
    fork_server.serve(control, fork_server.fork_alone, live)
    os._exit(0)  # nothing is left to tidy up, and torch would take a second for it


if __name__ == "__main__":
    main(*sys.argv[1:])
