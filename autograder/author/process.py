"""A student's process from the side of a check, which trusts it: what runs there are answers of the bank."""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from autograder import AutograderError
from autograder.course.limits import RunLimits
from autograder.grading import wire

#: A cell that trains takes half a minute, and more on a busy machine.
LIMITS = RunLimits(files=1024, cell_s=120.0)

#: The module that works beside an answer, and an expression for it that leaves no name behind.
INSIDE = "autograder.author.inside"
AT_INSIDE = f"__import__({INSIDE!r}, fromlist=['inside'])"


@dataclass(frozen=True)
class Ran:
    """What came of running a cell: "Name: message" of what failed, None if all went well; outputs as a notebook's."""

    error: str | None
    outputs: tuple[dict[str, Any], ...]


class Process:
    """A student's process or a snapshot of one, from this side."""

    def __init__(self, connection: socket.socket, free: list[tuple[int, socket.socket]]) -> None:
        r"""Speak to a process.

        Args:
            connection: to it alone.
            free: connections that snapshots can take, with their numbers; all snapshots of a process share them.
        """
        self.connection = connection
        self.free = free

    def ask(self, order: str, argument: object) -> Any:
        r"""Give an order and wait for the reply.

        Raises: AutograderError: if the process ends or takes too long.
        """
        try:
            wire.send(self.connection, [order, argument], LIMITS.cell_s)
            return wire.receive(self.connection, LIMITS.cell_s)
        except wire.WireError as error:
            reason = "took too long" if isinstance(error, wire.Late) else "ended its process"
            raise AutograderError(f"a cell {reason}; it begins {str(argument).strip()[:60]!r}") from None

    def run(self, source: str) -> Ran:
        r"""Run a cell."""
        reply = self.ask("run", source)
        return Ran(reply["error"], tuple(reply["outputs"]))

    def value(self, expression: str) -> str:
        r"""The `str` of an expression, evaluated there.

        Raises: AutograderError: if that raises.
        """
        reply = self.run(f"print({expression}, end='')")
        if reply.error:
            raise AutograderError(f"{expression} gave {reply.error}")
        return "".join(output["text"] for output in reply.outputs)

    def inside(self, function: str, *arguments: object) -> None:
        """Call a function of `inside` there."""
        self.value(f"{AT_INSIDE}.{function}{(*arguments,)}")

    def touched(self) -> tuple[int, ...]:
        """Which parts of what a function returned were spoilt, as `inside.touched` says."""
        return tuple(ast.literal_eval(self.value(f"{AT_INSIDE}.touched()")))

    def used_s(self) -> float:
        """Processor time that it has taken, in seconds."""
        return float(self.value("__import__('time').process_time()"))

    def begin(self, files: Mapping[str, bytes]) -> None:
        r"""Write these files, by relative path, beside the notebook, and prepare to run cells.

        Raises: AutograderError: as `ask`.
        """
        self.ask("files", dict(files))
        # Thousands of tracebacks are made and none is read.
        self.run("get_ipython().InteractiveTB.set_mode(mode='Minimal')")

    @contextmanager
    def snapshot(self) -> Iterator[Process]:
        """A process of its own that goes on from here; it ends with the block."""
        number, connection = self.free.pop()
        self.ask("branch", number)
        with connection:
            yield Process(connection, self.free)
