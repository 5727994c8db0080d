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
import random
import resource
import socket
import sys
from collections.abc import Mapping
from dataclasses import replace
from numbers import Real
from typing import Any

from autograder.grading import fork_server, wire
from autograder.grading.result import TestResult
from autograder.grading.trusted.behaviour import digest
from autograder.grading.trusted.handle import Remote

_MOST_MESSAGE = 4000
_MOST_PRINTED = 10_000


class Checker:
    """Runs the tests of one submission, each with names, random numbers and limits of its own."""

    def __init__(self, imports: list[str], names: list[str], seed: str, call_s: float) -> None:
        r"""Prepare what all tests share.

        Args:
            imports: import statements of the source notebook.
            names: what the exercises define: the only names that a test takes from the student.
            seed: the assignment's secret; with a test's id it decides all random numbers of the test.
            call_s: how long one question to the student may take, in seconds.
        """
        self._imported: dict[str, Any] = {}
        for statement in imports:
            exec(compile(statement, "<imports>", "exec"), self._imported)
        self._names = names
        self._seed = seed
        self._call_s = call_s

    def run(self, test: Mapping[str, Any], connection: socket.socket) -> TestResult:
        r"""Run one test cell.

        Args:
            test: its "id", "source", "code" if that is Python, "points", the "moment" of the notebook that it sees, and
                the "uses": names that it does not bind itself.
            connection: to the student's process.
        """
        remote = Remote(connection, self._call_s, test["moment"])
        _seed(f"{self._seed} {test['id']}")
        error, value, printed, began = None, None, io.StringIO(), False
        with contextlib.redirect_stdout(printed):
            try:
                names = self._namespace(test["uses"], remote)
                began = True
                value = _execute(test, names)
            except KeyboardInterrupt:
                raise
            except BaseException as raised:
                error = raised
        error = remote.gone or error
        result = _result(error, value, test["points"])
        return replace(
            result,
            printed=printed.getvalue()[:_MOST_PRINTED],
            by_student=error is not None and error is remote.raised,
            gone=bool(remote.gone),
            began=began,
            behaviour=digest(result.error, remote.heard) if result.error else None,
        )

    def _namespace(self, uses: list[str], remote: Remote) -> dict[str, Any]:
        # Builtins and imports come first: a student's own `abs` or `allclose` must not decide an assertion.
        names = {"__name__": "__main__", **self._imported}
        for name in uses:
            if name in self._names and name not in names and not hasattr(builtins, name):
                with contextlib.suppress(NameError):  # the test then says so itself
                    names[name] = remote.name(name)
        return names


def _result(error: BaseException | None, value: Any, points: float) -> TestResult:
    """What a test is worth that ended with this error, or with this value in its last line."""
    if error is not None:
        return TestResult.failed(_name(error), _message(error))
    number = _number(value)
    if number is None:
        return TestResult(float(points))
    if not 0 <= number <= points:  # NaN, too
        reason = f"the test's last line is {number}, expected a number from 0 to {points:g}"
        return TestResult.failed("ValueError", reason)
    return TestResult(number, value=str(value))


def compiled(source: str) -> bytes:
    r"""A cell as marshalled code: its statements, and its last line if that has a value that a notebook would show.

    Raises: SyntaxError: if it is not Python.
    """
    tree = _parse(source)
    shown = tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";")
    last = compile(ast.Expression(tree.body.pop().value), "<test>", "eval") if shown else None
    return marshal.dumps((compile(tree, "<test>", "exec"), last))


def _execute(test: Mapping[str, Any], names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last line."""
    statements, last = marshal.loads(test["code"] or compiled(test["source"]))
    exec(statements, names)
    return None if last is None else eval(last, names)


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
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    random.seed(number)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(number)
    if torch := sys.modules.get("torch"):
        torch.default_generator.manual_seed(number)  # torch.manual_seed takes 0.3 ms for devices that are not there


def live(sockets: list[socket.socket], request: dict) -> None:
    r"""Take an order from the supervisor, run its tests one by one, and say what came of each."""
    supervisor, *students = sockets
    memory = request["memory_mb"] << 20
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    order = wire.receive(supervisor)
    checker = Checker(order["imports"], order["names"], order["seed"], request["call_s"])
    for test in order["tests"]:
        result = checker.run(test, students[test["connection"]])
        wire.send(supervisor, result.packed())
        if result.gone:
            return


def main(descriptor: str, options: str) -> None:
    r"""Import what tests import, then fork a checker for every request.

    Args:
        descriptor: number of the socket where requests come from.
        options: JSON: "preload" (module names).
    """
    fork_server.preload(json.loads(options)["preload"])
    control = socket.socket(fileno=int(descriptor))
    control.sendall(b"ready")
    fork_server.serve(control, fork_server.fork_alone, live)
    os._exit(0)  # nothing is left to tidy up, and torch would take a second for it


if __name__ == "__main__":
    main(*sys.argv[1:])
