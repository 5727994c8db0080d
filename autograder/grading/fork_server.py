"""A process that imports once and forks on request, so that no submission waits for `import torch`."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any

#: The most descriptors that Linux hands over in one message.
MOST_DESCRIPTORS = 250

#: Whoever is forked says its process id first, on the first of its sockets, in so many bytes.
ID_BYTES = 4

#: What a child does with its sockets and the request that it was forked for.
Live = Callable[[list[socket.socket], dict[str, Any]], None]

_PR_SET_CHILD_SUBREAPER = 36
_MADV_COLLAPSE = 25
_HUGE_PAGE = 1 << 21


def serve(control: socket.socket, born: Callable[[], int], live: Live) -> None:
    r"""Fork on every request until the other side is gone; there is one child at a time.

    A request is a JSON object, with sockets. One with "fork" is for a child that lives with these sockets. One with
    "serve" forks a process that goes on as this one does, on the socket that comes along: what was imported is then in
    memory once. Any other ends the child, and that is all.

    Args:
        control: where requests come from; answered when they are done.
        born: forks; gives 0 in the child, its process id here.
        live: what the child does with its sockets and the request.
    """
    adopt_orphans()
    child = 0
    while True:
        request, descriptors, *_ = socket.recv_fds(control, 1 << 16, MOST_DESCRIPTORS)
        if child:
            _end(child)
            child = 0
        if not request:
            return
        message = json.loads(request)
        sockets = [socket.socket(fileno=descriptor) for descriptor in descriptors]
        if "serve" in message and os.fork() == 0:
            control.close()
            (control,) = sockets
            _say_who(control)
            adopt_orphans()  # which is not inherited
            continue
        if "fork" in message and (child := born()) == 0:
            control.close()
            _live(live, sockets, message)
        for each in sockets:
            each.close()
        control.sendall(b"done")


def preload(names: Iterable[str]) -> None:
    r"""Import modules; one that cannot be imported is left for the code that wants it to report."""
    gc.disable()  # imports make next to no garbage, and looking for it takes a tenth of their time
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(0)  # imports its generators when it is called for the first time
    if torch := sys.modules.get("torch"):
        # An OpenMP pool does not survive a fork; small networks are faster without one.
        torch.set_num_threads(1)
        # Both import something when they are called for the first time.
        torch.manual_seed(0)
        repr(torch.ones(1))
    # Collecting garbage would touch, and so copy, all that children share with this process.
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000)  # Python's 700 is for small machines: it cost a submission a twentieth of its time
    _use_huge_pages()


def _use_huge_pages() -> None:
    """Move this process's memory into huge pages: forks become three times faster (Linux 6.1 and later)."""
    if sys.platform != "linux":
        return
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    with open("/proc/self/maps") as maps:
        regions = [line.split() for line in maps]
    for span, access, offset, _, _, *name in regions:
        if access == "rw-p" and not int(offset, 16) and name in ([], ["[heap]"]):
            start, end = (int(bound, 16) for bound in span.split("-"))
            start, end = -(-start // _HUGE_PAGE) * _HUGE_PAGE, end // _HUGE_PAGE * _HUGE_PAGE
            if start < end:
                madvise(start, end - start, _MADV_COLLAPSE)  # a kernel that refuses loses nothing but time


def adopt_orphans() -> None:
    r"""Become the parent of grandchildren whose parent ends, so that they can be waited for (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def fork_alone() -> int:
    r"""Fork into a process group of one's own.

    Returns: 0 in the child, its process id here.
    """
    if (child := os.fork()) == 0:
        os.setsid()
    return child


def _say_who(connection: socket.socket) -> None:
    connection.sendall(os.getpid().to_bytes(ID_BYTES, "big"))


def _live(live: Live, sockets: list[socket.socket], message: dict[str, Any]) -> None:
    try:
        _say_who(sockets[0])
        live(sockets, message)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(0)


def _end(child: int) -> None:
    # The group as well: without a process namespace, what a child started does not end with it.
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(child, 0)[0] == child:
                break
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
