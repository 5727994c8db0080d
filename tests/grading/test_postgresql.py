"""A gradebook on a server: a real PostgreSQL, which listens on a socket in a folder of the test and nowhere else."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, serving
from running import END_S, command, configure, hand_in_all, run
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


SECOND = "02_tiny"
#: Points by hand, of three: none of which anything else gives.
BY_HAND = (1.5, 2.5, 0.5)


def asked(at: Lab, place: str, **changed: object) -> Any:
    """What formgrader's page asks of its server: to read, or to change."""
    headers = {"Authorization": f"token {at.token}", "Content-Type": "application/json"}
    body = json.dumps(changed).encode() if changed else None
    request = urllib.request.Request(f"{at.url}/formgrader/api/{place}", body, headers, method="PUT" if body else "GET")
    with urllib.request.urlopen(request, timeout=END_S) as answer:
        return json.load(answer)


def submission(at: Lab, student: str) -> str:
    """The id of what a student handed in, as formgrader has it."""
    found = asked(at, f"submitted_notebooks/{NAME}/{NAME}")
    return next(each["id"] for each in found if each["student"] == student)


def waiting(at: Lab, student: str) -> tuple[str, str]:
    """The ids of the score and of the comment that a person gives a student's written answer."""
    of = submission(at, student)
    (score,) = (each["id"] for each in asked(at, f"grades?submission_id={of}") if each["name"] == "why")
    (comment,) = (each["id"] for each in asked(at, f"comments?submission_id={of}") if each["name"] == "why")
    return score, comment


def test_two_instructors_grade_and_give_points_by_hand_at_once(course: Course, url: str, tmp_path: Path) -> None:
    configure(course, f"c.CourseDirectory.db_url = {url!r}")
    course = Course.at(course.root)
    shutil.copytree(course.source / NAME, course.source / SECOND)
    (course.source / SECOND / f"{NAME}.ipynb").rename(course.notebook(SECOND))
    for name in (NAME, SECOND):
        release(course, name)
    deserved = hand_in_all(course, 6)
    for student in deserved:
        shutil.copytree(course.submitted / student / NAME, course.submitted / student / SECOND)
        (course.submitted / student / SECOND / f"{NAME}.ipynb").rename(
            course.submitted / student / SECOND / f"{SECOND}.ipynb"
        )
    assert "6 graded" in run(course, "grade", NAME).stdout

    told = {"cwd": course.root, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with (
        serving(tmp_path / "ada", course.root, None) as ada,
        serving(tmp_path / "bob", course.root, None) as bob,
        ThreadPoolExecutor(2) as people,
        ExitStack() as ended,
    ):
        boxes = {student: waiting(ada, student) for student in deserved}
        typed = [command("grade", *words, "--jobs", "1") for words in ([NAME, "--regrade"], [SECOND])]
        grading = [ended.enter_context(subprocess.Popen(words, **told)) for words in typed]

        def mark(person: Lab, name: str) -> int:
            """Each gives half of the class points, and says something to all of it, for as long as it is graded."""
            rounds = 0
            while rounds < len(BY_HAND) or any(each.poll() is None for each in grading):
                for number, (score, comment) in enumerate(boxes.values()):
                    if (number % 2 == 0) == (person is ada):
                        points = BY_HAND[(number + rounds) % len(BY_HAND)]
                        assert asked(person, f"grade/{score}", manual_score=points)["manual_score"] == points
                    else:
                        assert asked(person, f"comment/{comment}", manual_comment=f"{name}, {rounds}")
                rounds += 1
            return rounds - 1

        last = [each.result() for each in [people.submit(mark, ada, "ada"), people.submit(mark, bob, "bob")]]
        said = [each.communicate(timeout=END_S) for each in grading]
        assert [each.returncode for each in grading] == [0, 0], said
        by_hand = {}
        for number, (score, comment) in enumerate(boxes.values()):
            mine, other = (0, 1) if number % 2 == 0 else (1, 0)
            points = BY_HAND[(number + last[mine]) % len(BY_HAND)]
            assert asked(bob, f"grade/{score}")["manual_score"] == points
            by_hand[f"student{number:02d}"] = points
            assert asked(ada, f"comment/{comment}")["manual_comment"] == f"{('ada', 'bob')[other]}, {last[other]}"
    assert [out.count("6 graded") for out, _ in said] == [1, 1]
    assert sum("grades this course: waiting for it" in err for _, err in said) == 1, said
    for student, points in deserved.items():
        for name in (NAME, SECOND):
            assert scores(course, name, student).items() >= points.items(), (student, name)
    with course.gradebook() as gradebook:
        in_all = {student: gradebook.find_submission(NAME, student).score for student in deserved}
    assert in_all == {student: sum(points.values()) + by_hand[student] for student, points in deserved.items()}
    (row,) = run(course, "export", "--to", "marks.csv").stdout.strip().splitlines()[-1:]
    assert "6 students" in row
