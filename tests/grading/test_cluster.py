"""Grading beyond one machine: a real Dask scheduler and two workers, which share no disk with the grader."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from running import END_S, command, given, hand_in, hand_in_all, mark, processes, run_apart
from tiny_course import NAME

from autograder.course.folders import Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]


@contextmanager
def started(program: str, folder: Path, *words: str) -> Iterator[subprocess.Popen]:
    """A program of Dask's, ended at the end."""
    folder.mkdir()
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *words, "--host", "127.0.0.1", "--no-dashboard"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(true: Callable[[], object]) -> None:
    """Wait until something is so; fails long after it should have been."""
    end = time.monotonic() + END_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


class Cluster:
    """A scheduler and two workers."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        about = folder / "scheduler.json"
        words = ("--port", "0", "--scheduler-file", str(about))
        self.scheduler = stack.enter_context(started("scheduler", folder / "scheduler", *words))
        wait_for(about.exists)
        wait_for(about.read_text)
        self.address = json.loads(about.read_text())["address"]
        self.workers = []
        for name in ("one", "two"):
            words = (self.address, "--nthreads", "1", "--no-nanny", "--name", name)
            self.workers.append(stack.enter_context(started("worker", folder / name, *words)))
        for name in ("one", "two"):
            wait_for(lambda name=name: "Registered to" in (folder / name / "log").read_text())


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


def test_the_same_scores(course: Course, cluster: Cluster) -> None:
    marked = mark(course)
    deserved = hand_in_all(course, 12)
    hand_in(course, "late", "return 2 * x").with_name("timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    deserved["late"] = {"double_value": 4.0, "double_sign": 3.0}
    (course.submitted / "broken" / NAME).mkdir(parents=True)
    (course.submitted / "broken" / NAME / f"{NAME}.ipynb").write_bytes(b"%PDF-1.4")
    done = run_apart(course, "grade", "--scheduler", cluster.address)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{NAME}: 13 graded, 0 graded before, 1 could not be graded" in done.stdout
    assert f"✗ broken: {NAME}.ipynb cannot be read: it is not JSON" in done.stdout
    assert given(course) == deserved

    sandboxes = set(processes(course, marked))
    assert sandboxes  # they stay up for what comes next
    again = run_apart(course, "grade", "--scheduler", cluster.address, "--regrade", "--student", "student00")
    assert "1 graded" in again.stdout and set(processes(course, marked)) <= sandboxes
    for worker in cluster.workers:
        worker.terminate()
    wait_for(lambda: not processes(course, marked))


def test_a_worker_leaves_in_the_middle(course: Course, cluster: Cluster) -> None:
    marked = mark(course)
    deserved = hand_in_all(course, 20)
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command("grade", "--scheduler", cluster.address), cwd=course.root, **output) as grading:
        wait_for(lambda: len(list(course.autograded.glob("*"))) > 2 or grading.poll() is not None)
        cluster.workers[0].send_signal(signal.SIGKILL)
        told, problems = grading.communicate(timeout=END_S)
    assert grading.returncode == 0, told + problems
    assert given(course) == deserved
    for worker in cluster.workers:
        worker.terminate()
    wait_for(lambda: not processes(course, marked))


def test_all_workers_leave(course: Course, cluster: Cluster) -> None:
    hand_in_all(course, 3)
    for worker in cluster.workers:
        os.kill(worker.pid, signal.SIGTERM)
        worker.wait(END_S)
    done = run_apart(course, "grade", "--scheduler", cluster.address)
    assert done.returncode == 1
    assert done.stderr.endswith(f"has no workers: start some with `dask worker {cluster.address}`.\n")
    assert done.stderr.count("\n") == 1
