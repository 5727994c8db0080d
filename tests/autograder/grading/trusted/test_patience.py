"""Waiting for processes that compute, sleep, or would go on if others let them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from autograder.grading import wire
from autograder.grading.trusted.patience import Patience

SPINS = "while True: pass"
SLEEPS = "import time; time.sleep(1000)"
CHILD_SPINS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPINS!r}])"
#: Computes for a while, then answers.
ANSWERS = """
import socket, sys, time
from autograder.grading import wire
while time.process_time() < float(sys.argv[2]):
    pass
wire.send(socket.socket(fileno=int(sys.argv[1])), "done")
"""


@pytest.fixture
def processes() -> Iterator[ExitStack]:
    with ExitStack() as started:
        yield started


def started(processes: ExitStack, program: str, *words: object, keep: int | None = None) -> int:
    """A process that runs until the test ends, on the first processor alone; its id."""
    first = min(os.sched_getaffinity(0))
    command = ["taskset", "--cpu-list", str(first), sys.executable, "-c", program, *map(str, words)]
    process = subprocess.Popen(command, pass_fds=[] if keep is None else [keep], start_new_session=True)
    processes.callback(process.wait)
    processes.callback(os.killpg, process.pid, 9)
    return process.pid


@pytest.mark.parametrize("program", [SPINS, SLEEPS, CHILD_SPINS], ids=["computes", "sleeps", "lets a child compute"])
def test_what_takes_too_long_is_not_waited_for(processes: ExitStack, program: str) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = started(processes, program)
        with pytest.raises(wire.Late):
            wire.receive(ours, Patience(1.0, process))


def test_nobody_pays_for_neighbours(processes: ExitStack) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for _ in range(3):
            started(processes, SPINS)
        # Alone it would take nearly all of its time; a fourth of a processor has to do.
        process = started(processes, ANSWERS, theirs.fileno(), 1.2, keep=theirs.fileno())
        assert wire.receive(ours, Patience(2.5, process)) == "done"


def test_the_clock_ends_what_neither_computes_nor_rests(processes: ExitStack) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for _ in range(12):
            started(processes, SPINS)
        process = started(processes, ANSWERS, theirs.fileno(), 1000, keep=theirs.fileno())
        with pytest.raises(wire.Late):
            wire.receive(ours, Patience(0.5, process))
