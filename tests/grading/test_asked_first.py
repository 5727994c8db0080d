"""What would hinder grading is said before anybody is graded; and Ctrl-C ends it at once, with nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import pytest
from disk import with_little_room
from running import END_S, command, configure, given, hand_in, hand_in_all, mark, processes, run_apart
from tiny_course import NAME

from autograder.course.folders import Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

#: An answer that never comes to its end: whoever reaches it has not asked first.
HANGS = "while True:\n    pass"


def test_an_assignment_that_was_never_released(course: Course) -> None:
    hand_in(course, "ann", HANGS)
    (course.root / "gradebook.db").unlink()
    done = run_apart(course, "grade")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (f"The gradebook knows nothing of {NAME}: run `autograder release {NAME}` and grade again.\n")


def test_a_full_disk(course: Course) -> None:
    hand_in(course, "ann", HANGS)
    course.autograded.mkdir()
    (course.autograded / "full").write_bytes(bytes(40 << 10))
    done = with_little_room(course, course.autograded, 40, "grade")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "autograded cannot be written (No space left on device)" in done.stderr


def test_an_interrupted_run_says_what_is_recorded_and_the_next_one_goes_on(course: Course) -> None:
    marked = mark(course)
    configure(course, "c.Autograder.call_s = 10_000")
    deserved = hand_in_all(course, 3)
    hangs = hand_in(course, "zoe", HANGS)
    grading = subprocess.Popen(
        command("grade", "--jobs", "2"), cwd=course.root, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    with grading:
        end = time.monotonic() + END_S
        # The folder comes after the scores.
        while len(given(course)) < len(deserved) or len([*course.root.glob("autograded/*/*/*.ipynb")]) < len(deserved):
            assert grading.poll() is None and time.monotonic() < end
            time.sleep(0.05)
        os.killpg(grading.pid, signal.SIGINT)  # as a terminal does
        _, said = grading.communicate(timeout=END_S)
    assert grading.returncode == 130
    done = f"3 of 4 submissions of {NAME} are done and recorded"
    assert said == f"Interrupted: {done}; run this again, it goes on where it was.\n"
    assert given(course) == deserved
    while left := processes(course, marked):
        assert time.monotonic() < end, left
        time.sleep(0.1)
    hand_in(course, hangs.parts[-3], "return x + x")
    again = run_apart(course, "grade")
    assert again.returncode == 0 and "1 graded, 3 graded before" in again.stdout
