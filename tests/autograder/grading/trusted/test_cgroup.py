"""Cgroups as this machine has them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.trusted import cgroup
from autograder.grading.trusted.cgroup import Cgroup


@pytest.fixture(autouse=True)
def possible() -> None:
    if why := cgroup.refusal():
        pytest.skip(why)


def folders(owner: int) -> list[Path]:
    """Those of a grader, by its process id."""
    return [folder for parent in set(cgroup._parents()) for folder in parent.glob(f"autograder-{owner}-*")]


def test_a_process_is_in_it_until_it_ends() -> None:
    others = {*folders(os.getpid())}  # of graders that other tests keep running in this process
    made = Cgroup(100)
    (name,) = {folder.name for folder in {*folders(os.getpid())} - others}
    with subprocess.Popen(["sleep", "1000"]) as process:
        made.add(process.pid)
        within = Path(f"/proc/{process.pid}/cgroup").read_text()
        process.kill()
    made.close()
    assert f"/{name}" in within
    assert {*folders(os.getpid())} == others


def test_memory_is_limited() -> None:
    made = Cgroup(100)
    eats = "input(); memory = bytearray(b'x') * (300 << 20); print('there was room')"
    process = subprocess.Popen([sys.executable, "-c", eats], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    made.add(process.pid)
    said, _ = process.communicate("go\n")
    assert (said, process.returncode) == ("", -9)
    made.close()


def test_what_a_killed_grader_left_is_taken_away() -> None:
    killed = "import os; from autograder.grading.trusted.cgroup import Cgroup; Cgroup(64); os.kill(os.getpid(), 9)"
    grader = subprocess.Popen([sys.executable, "-c", killed])
    grader.wait()
    assert folders(grader.pid)
    Cgroup(64).close()
    assert folders(grader.pid) == []
