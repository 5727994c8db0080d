"""The student's process: runs the submission's own cells, and answers questions about what they define.

Run as a program, it is the fork server of such processes: `python -m autograder.grading.untrusted.student FD OPTIONS`.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import inspect
import io
import json
import operator
import os
import socket
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from autograder.grading import fork_server, wire
from autograder.grading.untrusted import world
from autograder.grading.untrusted.graphs import Graphs
from autograder.grading.untrusted.plain import plain
from autograder.grading.untrusted.shell import Shell
from autograder.grading.wire import generators
from autograder.grading.wire.files import WorkFiles, leads_nowhere_else, put

#: The most that is heard of what a tested call prints, in characters, and of its warnings.
_MOST_PRINTED, _MOST_WARNINGS = 100_000, 100

#: Arguments of these types stay as they are, whatever is called with them.
_NEVER_CHANGED = frozenset((type(None), bool, int, float, complex, str, bytes))

#: What may be done with something of the student's that is not data.
_OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": lambda function, *args, **kwargs: function(*args, **kwargs),
    "get": getattr,
    "set": setattr,
    "item": operator.getitem,
    "set item": operator.setitem,
    "source": inspect.getsource,
    "text": str,
    "isinstance": lambda kind, value: isinstance(value, kind),
    "iterate": iter,
    "next": next,
    "enter": lambda manager: manager.__enter__(),
    "exit": lambda manager: manager.__exit__(None, None, None),
}


class Student:
    """One submission at work. It runs cells, answers questions, and forks snapshots of itself that do the same."""

    def __init__(self, shell: Shell, snapshots: list[socket.socket]) -> None:
        r"""Prepare to serve.

        Args:
            shell: what cells run in.
            snapshots: connections, each for one snapshot to come.
        """
        self._shell = shell
        self._snapshots = snapshots
        self._objects: list[Any] = []
        #: The classes of exceptions among them, each with its number.
        self._exceptions: dict[type[BaseException], int] = {}
        self._graphs = Graphs()
        self._nowhere: TextIO | None = None
        self._connection: socket.socket
        self._files: WorkFiles
        #: What was bound, and the state of random numbers, when the notebook came to a group of tests.
        self._moments: dict[int, tuple[dict[str, Any], list[Any]]] = {}
        self._now: int | None = None

    def serve(self, connection: socket.socket) -> None:
        r"""Do what is asked until the other side is gone."""
        self._connection = connection
        while True:
            operation, *arguments = wire.receive(connection)
            if operation in ("snapshot", "branch"):
                own = self._snapshots[arguments[0]]
                if os.fork() == 0:
                    connection.close()
                    if operation == "snapshot":  # a branch can have snapshots of its own
                        self._let_go(own)
                    return self.serve(own)
                own.close()
                wire.send(connection, None)
            elif operation == "stay":
                own = self._snapshots[arguments[0]]
                self._let_go(own)
                wire.send(connection, None)
                return self.serve(own)
            elif operation == "moment":
                self._moments[arguments[0]] = dict(self._shell.user_ns), [get() for get, _ in _generators()]
                wire.send(connection, None)
            elif operation == "files":
                _write(*arguments)
                self._files = WorkFiles()
                sys.path.append(os.getcwd())  # last: nothing in it takes the place of what is installed
                wire.send(connection, None)
            elif operation == "run":
                wire.send(connection, self._shell.run(*arguments).packed())
            else:
                wire.send(connection, self._reply(operation, *arguments))

    def _let_go(self, own: socket.socket) -> None:
        """Close what belongs to other snapshots: their end would go unnoticed while somebody holds it open."""
        for snapshot in self._snapshots:
            if snapshot is not own:
                snapshot.close()

    def _go_to(self, moment: int | None) -> None:
        """Put names and random numbers back to what they were."""
        if moment is not None and moment != self._now:
            names, states = self._moments[moment]
            self._shell.user_ns.clear()
            self._shell.user_ns.update(names)
            for (_, put), state in zip(_generators(), states, strict=False):
                put(state)
            self._now = moment

    def _reply(self, operation: str, target: Any, args: Any, kwargs: Any, news: Any) -> list[Any]:
        """The value, and each argument that was changed in place; or the exception. Last, what came beside it."""
        # What is printed and warned of now may hold a test's inputs: it goes to the test alone.
        printed, asked_before = _Printed(), builtins.input
        if self._nowhere is None or self._nowhere.closed:
            self._nowhere = open(os.devnull, "w")
        with (
            redirect_stdout(printed),
            redirect_stderr(self._nowhere),
            warnings.catch_warnings(record=True) as warned,
        ):
            try:
                reply = self._answer(operation, target, args, kwargs, news)
            except BaseException as error:
                kinds = [kind for kind in type(error).__mro__ if not _is_builtin(kind)]
                own = [self._exceptions.get(kind, kind.__name__) for kind in kinds]
                reply = ["error", _builtin(type(error)), type(error).__name__, str(error)[:500]]
                reply += [[self._refer(error).parts[0], *own] if own else []]
            finally:
                builtins.input = asked_before
        aside = _aside(operation, printed, warned or ())
        if self._graphs.inputs:
            aside["graph"] = self._graphs.inputs
        if accumulated := self._graphs.accumulated():
            aside["accumulated"] = accumulated
        if "files" in news and (files := self._files.changed()):
            aside["files"] = files
        if reply[0] == "value" and (given_back := reply.pop()) is not None:
            aside["given back"] = given_back
        return [*reply, aside]

    def _answer(self, operation: str, target: Any, args: Any, kwargs: Any, news: Any) -> list[Any]:
        """The value, each argument that was changed in place, and the number of the argument that the value is."""
        self._take(news)
        self._graphs.begin_reply()
        if operation == "start over":
            self._now = None
            self._go_to(*self._unpack(args))
            generators.seed(BEGINNING)
            return ["value", None, [], None]
        if operation == "name":
            self._go_to(*self._unpack(args))
            return ["value", self._pack(self._shell.user_ns[target]), [], None]
        args, kwargs = self._unpack(args), self._unpack(kwargs)
        if operation == "gradients":
            return ["value", wire.pack(self._graphs.gradients(target, *args)), [], None]
        subject = self._objects[target]
        given = [*args, *kwargs.values()]
        numbers = [number for number, each in enumerate(given) if type(each) not in _NEVER_CHANGED]
        before = [self._pack_argument(given[number]) for number in numbers]
        value = _OPERATIONS[operation](subject, *args, **kwargs)
        self._graphs.begin_reply()  # the test may have asked something in between
        given_back = next((number for number, each in enumerate(given) if each is value), None)
        value = self._pack(value)
        after = [self._pack_argument(given[number]) for number in numbers]
        changed = [[number, new] for number, old, new in zip(numbers, before, after, strict=True) if old != new]
        return ["value", value, changed, given_back]

    def _take(self, news: Mapping[str, Any]) -> None:
        """Do as the test has set up: its random numbers, its default dtype, its `input`."""
        for name, packed in news.items():
            if name == "files":
                self._files.take(packed)
            elif name == "input":
                builtins.input = self._unpack(packed)
            elif name == "graphs":
                self._graphs = Graphs() if packed is None else self._graphs
                self._graphs.take(*packed or ([], []))
            elif name == "dtype":
                sys.modules["torch"].set_default_dtype(self._unpack(packed))
            else:
                getattr(importlib.import_module(name), generators.GLOBAL[name][1])(self._unpack(packed))

    def _call_back(self, number: int, args: Any, kwargs: Any) -> Any:
        """Call a function of the test's: until it returns, the test may ask something itself."""
        given = [wire.pack(part, lambda value: plain(value, self._refer)) for part in (list(args), kwargs)]
        wire.send(self._connection, ["callback", number, *given])
        while True:
            match wire.receive(self._connection):
                case ["returned", value]:
                    return self._unpack(value)
                case ["raised", names, message]:
                    kinds = (getattr(builtins, name, None) for name in names)
                    found = next(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseException))
                    raise found(message)
                case [operation, *rest]:
                    wire.send(self._connection, self._reply(operation, *rest))

    def _pack_argument(self, argument: Any) -> Any:
        """As `_pack`, but without numbering what is not data: only data can be seen to change."""
        return wire.pack(argument, lambda value: plain(value, lambda other: None), place=self._graphs.place)

    def _pack(self, value: Any) -> Any:
        return wire.pack(value, lambda value: plain(value, self._refer), place=self._graphs.place)

    def _refer(self, value: Any) -> wire.Special:
        number = len(self._objects)
        self._objects.append(value)
        if isinstance(value, type) and issubclass(value, BaseException):
            number = self._exceptions.setdefault(value, number)  # the same class is the same on the other side
            own = (each for each in value.__mro__[1:] if issubclass(each, BaseException) and not _is_builtin(each))
            above = [self._refer(each).parts[0] for each in own]
            return wire.Special(wire.REFERENCE, number, value.__name__, *above, *_builtin(value))
        return wire.Special(wire.REFERENCE, number, type(value).__name__)

    def _unpack(self, packed: Any) -> Any:
        return wire.unpack(
            packed,
            {
                # By its name, a class of exceptions that the test has for itself.
                wire.REFERENCE: lambda number, name: (self._shell.user_ns if number == name else self._objects)[number],
                wire.GRAPH: self._graphs.know,
                wire.CALLBACK: self._proxy,
                wire.GENERATOR: generators.from_text,
                wire.IMPORTED: lambda module, name: getattr(importlib.import_module(module), name),
            },
        )

    def _proxy(self, number: int, name: str) -> Callable[..., Any]:
        """A function that calls one of the test's."""

        def proxy(*args: Any, **kwargs: Any) -> Any:
            return self._call_back(number, args, kwargs)

        proxy.__name__ = proxy.__qualname__ = name
        return proxy


def _is_builtin(kind: type) -> bool:
    return kind.__module__ == "builtins"


def _builtin(kind: type) -> list[str]:
    """The names of the built-in classes that a class derives from."""
    return [each.__name__ for each in kind.__mro__ if _is_builtin(each)]


class _Printed(io.StringIO):
    """What a tested call prints, up to a length."""

    def write(self, text: str) -> int:
        return super().write(text[: _MOST_PRINTED - self.tell()]) if self.tell() < _MOST_PRINTED else len(text)


def _aside(operation: str, printed: _Printed, warned: Iterable[warnings.WarningMessage]) -> dict[str, Any]:
    """What came beside a reply: only what there is, since most answers print nothing and warn of nothing."""
    found: dict[str, Any] = {}
    if text := printed.getvalue():
        found["printed"] = text
    if told := [[_builtin(each.category), str(each.message)[:500]] for each in list(warned)[:_MOST_WARNINGS]]:
        found["warned"] = told
    torch = sys.modules.get("torch")
    if operation == "name" and torch and torch.get_default_dtype() != torch.float32:
        found["dtype"] = str(torch.get_default_dtype()).removeprefix("torch.")
    return found


def _generators() -> list[tuple[Callable[[], Any], Callable[[Any], None]]]:
    """Ways to get and to put the state of every global generator of random numbers, and torch's default dtype."""
    found = generators.states()
    if torch := sys.modules.get("torch"):
        found.append((torch.get_default_dtype, torch.set_default_dtype))
    return found


#: Where random numbers begin: not where a test would have an answer begin that forgets to, which would then look right.
BEGINNING = 1_299_709


def _write(files: Mapping[str, bytes]) -> None:
    """Write the submission's other files into the working folder; a name that leads out of it is skipped."""
    for name, data in files.items():
        if leads_nowhere_else(name):
            with contextlib.suppress(OSError):
                put(Path(name), data)


def main(descriptor: str, options: str) -> None:
    r"""Import what notebooks import, then fork a student for every request.

    Args:
        descriptor: number of the socket where requests come from.
        options: JSON: "preload" (module names), "limits", and "sandbox": what `world.fork_into_namespaces` takes, null
            where there is none.
    """
    settings = json.loads(options)
    sandbox = settings["sandbox"]
    limits = world.Bounds(**{each.name: settings["limits"][each.name] for each in fields(world.Bounds)})
    if sandbox:
        world.hide()
        world.told_of_all()  # now, and the same for all
    shell = Shell.instance()
    shell.warm_up()
    fork_server.preload(settings["preload"])

    def live(sockets: list[socket.socket], request: Mapping[str, Any]) -> None:
        os.makedirs(request["folder"])
        os.chdir(request["folder"])
        # Its snapshots are processes, too.
        world.limit(replace(limits, processes=limits.processes + len(sockets)), sandboxed=bool(sandbox))
        for stream in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), stream)
        generators.seed(BEGINNING)  # the same answers when the submission is graded again
        with contextlib.suppress(wire.WireError):
            Student(shell, sockets[1:]).serve(sockets[0])

    control = socket.socket(fileno=int(descriptor))
    control.sendall(b"ready")
    born = fork_server.fork_alone
    if sandbox:
        born = partial(world.fork_into_namespaces, **sandbox)
    fork_server.serve(control, born, live)
    os._exit(0)  # nothing is left to tidy up, and torch would take a second for it


if __name__ == "__main__":
    main(*sys.argv[1:])
