"""Processes that import once and fork on request, from the side that asks; `grading/fork_server.py` is the other."""

from __future__ import annotations

import atexit
import contextlib
import json
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from autograder.grading.fork_server import ID_BYTES

#: A process, a user and a group.
_CREDENTIALS = struct.Struct("3i")

#: How long importing everything may take, in seconds.
_START_S = 300


class Lost(Exception):
    """A process that forks for us is gone; the submission can be tried again."""


@dataclass(frozen=True)
class _Program:
    """What is run: what `ForkServer` takes."""

    module: str
    options: Mapping[str, Any]
    environment: Mapping[str, str]
    wrapper: Sequence[str]
    home: str | None

    @property
    def key(self) -> str:
        """The same for two that do the same."""
        return json.dumps(vars(self))

    def command(self, descriptor: int) -> list[str]:
        """The words that start it, on the socket of this number."""
        python = [sys.executable, "-s", "-P", "-m", self.module, str(descriptor), json.dumps(self.options)]
        return [*self.wrapper, *python]


class ForkServer:
    """A process that forks on request. What it imports is in memory once, however many do the same."""

    def __init__(
        self,
        module: str,
        options: Mapping[str, Any],
        environment: Mapping[str, str],
        wrapper: Sequence[str] = (),
        home: str | None = None,
    ) -> None:
        r"""Start the process that imports, if it does not run yet.

        Args:
            module: what it runs: `python -m MODULE FD OPTIONS`.
            options: told to it as JSON.
            environment: its environment variables, all of them.
            wrapper: the command that runs it; its first words.
            home: the folder that it starts in.
        """
        self._root = _Root.at(_Program(module, options, environment, wrapper, home))
        self._control: socket.socket | None = None
        self._process = 0
        self._ending = self._closed = False

    def wait(self) -> int:
        r"""Wait until everything is imported.

        Returns: the id of the process that forks.
        Raises: Lost: if the process ended.
        """
        self._connected()
        return self._process

    def _connected(self) -> socket.socket:
        if self._control is None:
            self._control, self._process = self._root.connect()
            if self._closed:  # by another thread meanwhile, which found nothing to hang up
                _hang_up(self._control)
                raise Lost("it was closed before it was ready")
        return self._control

    def fork(self, ours: socket.socket, theirs: list[socket.socket], **request: object) -> int:
        r"""Have it fork a child that lives with sockets.

        Args:
            ours: the other end of the first of them.
            theirs: the sockets; the first is closed here, or its end would go unnoticed.
            request: what the child is told.
        Returns: its process id here.
        Raises: Lost: if the process ended, or the child at once.
        """
        control = self._connected()
        self.ended()
        message = json.dumps({"fork": True, **request}).encode()
        with self._root.watched():
            _tell_who_sends(ours)
            socket.send_fds(control, [message], [each.fileno() for each in theirs])
        self._root.expect(control, b"done")
        theirs[0].close()
        with self._root.watched():
            return _sender(ours)

    def end(self) -> None:
        """Let the child be ended, without waiting: taking a student's namespaces down takes the kernel a while."""
        if self._control is None:
            return  # there has been no child
        self.ended()
        with self._root.watched():
            self._control.sendall(b"{}")
        self._ending = True

    def ended(self) -> None:
        """Wait until no child of before is left."""
        if self._control is not None and self._ending:
            self._root.expect(self._control, b"done")
            self._ending = False

    def close(self) -> None:
        r"""End it, and what it imported with it if nobody else uses that."""
        if not self._closed:
            self._closed = True
            if self._control is not None:
                _hang_up(self._control)
            self._root.leave()


class _Root:
    """The process that imports, and forks a process that forks for each `ForkServer`."""

    _all: dict[str, _Root] = {}
    _lock = threading.Lock()

    @classmethod
    def at(cls, program: _Program) -> _Root:
        """The one that runs this, or a new one."""
        key = program.key
        with cls._lock:
            root = cls._all.get(key)
            if root is None or root._process.poll() is not None:
                root = cls._all[key] = cls(key, program)
            root._users += 1
            return root

    def __init__(self, key: str, program: _Program) -> None:
        self._key, self._users, self._ready = key, 0, False
        self._control, theirs = socket.socketpair()
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            program.command(theirs.fileno()),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env=dict(program.environment),
            cwd=program.home,
            start_new_session=True,  # Ctrl-C in a terminal is for the program that grades, which ends this one
        )
        theirs.close()
        self._connecting = threading.Lock()

    def connect(self) -> tuple[socket.socket, int]:
        """A process that forks as this one would, and shares its memory: the connection to it, and its id here."""
        with self._connecting:
            if not self._ready:
                self._control.settimeout(_START_S)
                self.expect(self._control, b"ready")
                self._ready = True
            ours, theirs = socket.socketpair()
            with self.watched(), theirs:
                _tell_who_sends(ours)
                socket.send_fds(self._control, [b'{"serve": true}'], [theirs.fileno()])
            self.expect(self._control, b"done")
            with self.watched():
                return ours, _sender(ours)

    def leave(self) -> None:
        """One user less; the last one ends it."""
        with self._lock:
            self._users -= 1
            if self._users:
                return
            if self._all.get(self._key) is self:
                del self._all[self._key]
        self.end()

    def end(self) -> None:
        _hang_up(self._control)
        if not self._ready:
            self._process.kill()  # it imports, and would not notice
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def expect(self, control: socket.socket, answer: bytes) -> None:
        with self.watched():
            found = control.recv(len(answer))
        if found != answer:
            raise Lost(self._last_words())

    @contextmanager
    def watched(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            raise Lost(self._last_words()) from None

    def _last_words(self) -> str:
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with code {self._process.poll()}"


def _hang_up(connection: socket.socket) -> None:
    """Close it, also for a thread that waits at it."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def _tell_who_sends(connection: socket.socket) -> None:
    """Have the kernel say with each message who sent it (Linux)."""
    if sys.platform == "linux":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)


def _sender(connection: socket.socket) -> int:
    """The process id, here, of the child that lives at the other end, which says it first."""
    connection.settimeout(_START_S)
    said, told, *_ = connection.recvmsg(ID_BYTES, socket.CMSG_SPACE(_CREDENTIALS.size))
    if not said:
        raise OSError("the child ended at once")
    if sys.platform != "linux":
        return int.from_bytes(said, "big")
    # In a namespace, what it takes for its id is another one here.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
    process: int = _CREDENTIALS.unpack(told[0][2])[0]
    return process


@atexit.register
def _end_all() -> None:
    for root in list(_Root._all.values()):
        root.end()
