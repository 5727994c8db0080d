"""A gradebook on a server: a real PostgreSQL, which listens on a socket in a folder of the test and nowhere else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import END_S, configure, hand_in_all, run
from tiny_course import NAME

from autograder.author.release import release
from autograder.course.folders import Course
from autograder.grade.class_run import scores

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]


def program(name: str) -> str | None:
    """Where a program of PostgreSQL's is; Debian keeps those of the server beside the path."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(beside[-1]) if beside else None)


@pytest.fixture
def url() -> Iterator[str]:
    """The URL of an empty database."""
    initdb, postgres, createdb = map(program, ("initdb", "postgres", "createdb"))
    if not (initdb and postgres and createdb):
        give_up = pytest.fail if os.environ.get("UNROLLED_POSTGRESQL") == "required" else pytest.skip
        give_up("this test needs PostgreSQL: apt-get install postgresql")
    # It refuses to run as root. The path of a socket must be short.
    other = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        if other:
            shutil.chown(folder, other["user"], other["group"])
        settings = {"cwd": folder, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **other}
        data = ["-D", f"{folder}/data"]
        subprocess.run([initdb, *data, "--auth=trust", "--username=grader", "--no-sync"], check=True, **settings)
        listening = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
        server = subprocess.Popen([postgres, *data, *listening], stderr=subprocess.DEVNULL, **settings)
        try:
            _created([createdb, "--host", folder, "--username", "grader", "course"], server)
            yield f"postgresql+psycopg://grader@/course?host={folder}"
        finally:
            server.terminate()
            server.wait(60)


def _created(command: list[str], server: subprocess.Popen) -> None:
    """Ask until the server is up."""
    while server.poll() is None:
        done = subprocess.run(command, capture_output=True, text=True, timeout=END_S)
        if done.returncode == 0:
            return
        assert "No such file" in done.stderr or "starting up" in done.stderr, done.stderr
        time.sleep(0.1)
    pytest.fail("PostgreSQL ended before it was asked anything")


def test_a_class_is_graded_into_it(course: Course, url: str) -> None:
    configure(course, f"c.CourseDirectory.db_url = {url!r}")
    course = Course.at(course.root)
    release(course, NAME)
    deserved, file = hand_in_all(course, 6), course.root / "gradebook.db"
    before = file.read_bytes()
    assert "6 graded" in (done := run(course, "grade", "--jobs", "2")).stdout, done.stderr
    for student, points in deserved.items():
        assert scores(course, NAME, student).items() >= points.items()
    assert "0 graded, 6 graded before" in run(course, "grade").stdout
    withdraw, report = ["withdraw", "01", "double_sign"], ["report", "--into", "report.html", "--last-term", "."]
    for words in (withdraw, [*withdraw, "--undo"], ["feedback"], ["export", "--to", "marks.csv"], report):
        done = run(course, *words)
        assert (done.returncode, done.stderr) == (0, ""), words
    listed = [sys.executable, "-m", "nbgrader", "db", "student", "list"]
    done = subprocess.run(listed, cwd=course.root, capture_output=True, text=True, timeout=END_S)
    assert "student05" in done.stdout + done.stderr
    assert file.read_bytes() == before, "the file beside it is another gradebook"
