"""Faults while a class is graded: whatever ends, nobody loses points, and it can be run again."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from disk import with_little_room
from rows import rows
from running import END_S, command, given, hand_in, hand_in_all, mark, processes, run_apart
from tiny_course import NAME

from autograder.course.folders import Course
from autograder.grading import submission
from autograder.grading.stored_plans import load
from autograder.grading.trusted.station import Station
from autograder.grading.worker import Worker, threads

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]


def state(course: Course) -> dict[str, object]:
    """All that grading leaves; how long it took and when is nobody's score."""
    files = {}
    for path in sorted(course.autograded.rglob("*")):
        # A widget's number is drawn afresh in every run, and no run takes as long as another.
        anew = r'"model_id": "\w+"|"seconds": [\d.]+'
        content = re.sub(anew, "", path.read_text()) if path.is_file() else ""
        files[str(path.relative_to(course.autograded))] = (content, path.stat().st_mode)
    return {"gradebook": rows(course), "autograded": files}


@pytest.fixture
def undisturbed(course: Course, tmp_path: Path) -> Callable[[], dict[str, object]]:
    """What is left when all goes well: of a copy of the course as it is now."""

    def graded() -> dict[str, object]:
        shutil.copytree(course.root, tmp_path / "undisturbed")
        other = Course.at(tmp_path / "undisturbed")
        assert run_apart(other, "grade", "--jobs", "2").returncode == 0
        return state(other)

    return graded


def recorded(course: Course) -> int:
    return len(list(course.autograded.glob(f"*/{NAME}/*.ipynb")))


def kill_at(course: Course, count: int, chance: random.Random) -> None:
    """Start grading, and kill it a little after so many submissions were recorded, or before."""
    with subprocess.Popen(command("grade", "--jobs", "2"), cwd=course.root, stderr=subprocess.DEVNULL) as grading:
        before = recorded(course)
        while grading.poll() is None and recorded(course) < before + count:
            time.sleep(0.001)
        time.sleep(chance.choice([0, 0, 0.01, 0.05, 0.3]))  # somewhere in the next one, wherever that is
        grading.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("kills", [5, pytest.param(20, marks=pytest.mark.large)])
def test_killed_and_started_again(course: Course, undisturbed: Callable[[], dict[str, object]], kills: int) -> None:
    marked = mark(course)
    deserved = hand_in_all(course, 3 * kills)
    hand_in(course, "student00", "return 2 * abs(x)").with_name("timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    expected = undisturbed()
    chance = random.Random(kills)
    for _ in range(kills):
        kill_at(course, chance.choice([0, 1, 1, 2, 3]), chance)
    done = run_apart(course, "grade", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "•" not in done.stdout  # no score changed on the way
    assert state(course) == expected
    assert given(course) == deserved

    end = time.monotonic() + END_S
    while left := processes(course, marked):
        assert time.monotonic() < end, left
        time.sleep(0.1)


def test_a_full_disk(course: Course, undisturbed: Callable[[], dict[str, object]]) -> None:
    hand_in_all(course, 12)
    expected = undisturbed()
    course.autograded.mkdir()
    full = with_little_room(course, course.autograded, 40, "grade", "--jobs", "2")
    assert full.returncode == 1
    assert full.stderr.count("\n") == 1 and "autograded" in full.stderr
    assert "cannot be written (No space left on device): mend that and run this again.\n" in full.stderr
    assert 0 < len(given(course)) < 12
    assert run_apart(course, "grade", "--jobs", "2").returncode == 0
    assert state(course) == expected


def test_a_gradebook_on_a_full_disk(course: Course) -> None:
    deserved = hand_in_all(course, 12)
    place = course.root / "database"
    place.mkdir()
    (course.root / "gradebook.db").rename(place / "gradebook.db")
    words = ("grade", "--jobs", "2", "--db", f"sqlite:///{place / 'gradebook.db'}")
    kilobytes = (place / "gradebook.db").stat().st_size // 1024 + 12
    full = with_little_room(course, place, kilobytes, *words)
    assert full.returncode == 1, full.stdout
    assert full.stderr.count("\n") == 1, full.stderr
    assert "disk is full: make room and run this again" in full.stderr
    assert run_apart(course, *words).returncode == 0
    (place / "gradebook.db").rename(course.root / "gradebook.db")
    assert given(course) == deserved


def test_submissions_that_cannot_be_read(course: Course) -> None:
    deserved = hand_in_all(course, 3)
    contents = {
        "empty": (b"", "it is not JSON"),
        "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "it is not JSON"),
        "version_3": (b'{"nbformat": 3, "worksheets": []}', "it is not a notebook of version 4"),
        "half": ((course.release / NAME / f"{NAME}.ipynb").read_bytes()[:1000], "it is not JSON"),
        "list": (b"[]", "it is not a notebook of version 4"),
    }
    expected = {}
    for student, (content, why) in contents.items():
        hand_in(course, student, "pass").write_bytes(content)
        expected[student] = f"{NAME}.ipynb cannot be read: {why}"
    (course.submitted / "nothing" / NAME).mkdir(parents=True)
    expected["nothing"] = f"handed in no notebook of this assignment: expected {NAME}.ipynb, found none."
    if os.geteuid() != 0:
        hand_in(course, "secret", "pass").chmod(0)
        expected["secret"] = "Permission denied"

    done = run_apart(course, "grade", "--jobs", "2")
    assert done.returncode == 1 and done.stderr == ""
    failed = [line for line in done.stdout.splitlines() if line.startswith("✗ ")]
    assert len(failed) == len(expected)
    for student, why in expected.items():
        assert [why in line for line in failed if line.startswith(f"✗ {student}: ")] == [True]
    assert given(course) == deserved
    assert f"3 graded, 0 graded before, {len(expected)} could not be graded" in done.stdout


@pytest.mark.parametrize("which", ["_students", "_checkers"])
@pytest.mark.parametrize("order", ["files", "run", "snapshot"])
def test_a_process_of_ours_is_killed(course: Course, monkeypatch: pytest.MonkeyPatch, which: str, order: str) -> None:
    """The sandbox with all in it, or what checkers are forked from, killed from outside at this moment."""
    path = hand_in(course, "student", "return x + x")
    stations: list[Station] = []
    start, ask = Station.start, submission._Run._ask

    def watched(station: Station) -> Station:
        stations.append(station)
        return start(station)

    def kills(run: submission._Run, connection: socket.socket, what: str, argument: object) -> object:
        process = getattr(stations[-1], which)._root._process
        if len(stations) == 1 and what == order and process.poll() is None:
            for each in [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.kill()
            process.wait()
        return ask(run, connection, what, argument)

    monkeypatch.setattr(Station, "start", watched)
    monkeypatch.setattr(submission._Run, "_ask", kills)
    with threads(1) as (executor, _):
        files = {path.name: path.read_bytes()}
        (outcome,) = executor.submit(Worker(), load(course, NAME), files).result()
    assert outcome.scores == {"double_value": 4.0, "double_sign": 3.0, "why": 0.0}
    assert outcome.remarks == []
    assert len(stations) == 2


def test_a_thread_that_ends_takes_its_bench_along(course: Course) -> None:
    marked = mark(course)
    path = hand_in(course, "student", "return x + x")
    limits, _ = Course.at(course.root).grading()
    worker, plans, files = Worker(limits), load(course, NAME), {path.name: path.read_bytes()}
    with threads(1) as (executor, _):
        executor.submit(worker, plans, files).result()
        up = len(processes(course, marked))
        with ThreadPoolExecutor(1) as other:
            other.submit(worker, plans, files).result()
        executor.submit(worker, plans, files).result()
        until(lambda: 0 < len(processes(course, marked)) <= up)
    until(lambda: processes(course, marked) == [])


def until(holds: Callable[[], bool]) -> None:
    """Wait for what comes about by itself: processes end when their connection does."""
    end = time.monotonic() + END_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
