"""Grading on arrival, as students see it: real hand-ins through nbgrader's exchange, real feedback from it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from running import ANSWERS, END_S, command, configure, given
from serving import Exchange, Serving, serving, text_of, until
from tiny_course import NAME

from autograder.course.folders import Course
from autograder.course.turn import turn

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

RIGHT, WRONG = {"double_value": 4.0, "double_sign": 3.0}, {"double_value": 0.0, "double_sign": 0.0}
#: What only the hidden part of a test says; and what the test is about.
HIDDEN, ABOUT = "wrong on a number that you have not seen", "Checks that 3 becomes 6"
#: Passes the visible part alone.
THREE = "return 6.0 if x == 3 else x"


@pytest.fixture
def exchange(course: Course, tmp_path: Path) -> Exchange:
    return Exchange.of(course, tmp_path / "people")


@pytest.fixture(scope="module")
def open_exchange(released_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Exchange:
    """One for all tests below that need no setting of their own; each has students of its own."""
    root = tmp_path_factory.mktemp("open") / "Übung für Anfänger"
    shutil.copytree(released_once, root)
    configure(Course.at(root), "c.Serve.attempts_per_day = 2")
    return Exchange.of(Course.at(root), root.parent / "people")


@pytest.fixture(scope="module")
def server(open_exchange: Exchange, sandbox: None) -> Iterator[Serving]:
    """Runs meanwhile."""
    with serving(open_exchange.course) as running:
        running.says("grading what arrives")
        yield running
        running.stop()


def test_answered_on_arrival(open_exchange: Exchange, server: Serving) -> None:
    when = open_exchange.submit("ada", "return x + x")
    assert "7 of 10 points" in open_exchange.answer("ada", when)
    assert given(open_exchange.course)["ada"] == RIGHT
    server.says("ada: 01_tiny, 7 of 10, answered after")


def test_before_the_due_date_hidden_tests_have_titles_alone(open_exchange: Exchange, server: Serving) -> None:
    page = open_exchange.answer("bea", open_exchange.submit("bea", THREE))
    assert "3 of 10 points" not in page and "0 of 10 points" in page
    assert ABOUT in page and HIDDEN not in page


def test_feedback_is_given_so_often_in_a_day_and_the_last_counts(open_exchange: Exchange, server: Serving) -> None:
    for body in ("return x", "return x + 1"):
        assert "0 of 10 points" in open_exchange.answer("cem", open_exchange.submit("cem", body))
    third = open_exchange.answer("cem", open_exchange.submit("cem", "return x + x"))
    assert "You were given feedback on this notebook 2 times today" in third and "points" not in third
    assert "graded and counts" in third and "tomorrow" in third
    assert given(open_exchange.course)["cem"] == RIGHT


def test_what_cannot_be_graded_costs_nothing_that_was_handed_in_before(
    open_exchange: Exchange, server: Serving
) -> None:
    open_exchange.answer("dan", open_exchange.submit("dan", "return x + x"))
    broken = open_exchange.submit("dan", "return x + x", written=b"{")
    page = open_exchange.answer("dan", broken)
    assert "could not be graded" in page and "JSON" in page and str(open_exchange.course.root) not in page
    assert given(open_exchange.course)["dan"] == RIGHT
    server.says(f"✗ dan: {NAME}, ")


def test_the_time_in_the_name_counts(open_exchange: Exchange, server: Serving) -> None:
    """What lies in a hand-in, its student may have written."""
    (open_exchange.root / "ina" / NAME).mkdir(parents=True)
    when = open_exchange.submit("ina", "return x + x")
    (folder,) = open_exchange.inbound.glob(f"ina+{NAME}+*")
    forged = folder.with_name(folder.name.replace("ina", "iva"))
    shutil.copytree(folder, forged.with_name("hidden"))
    (forged.with_name("hidden") / "timestamp.txt").write_text("2001-01-01 00:00:00 UTC")
    forged.with_name("hidden").rename(forged)
    forged.chmod(0o777)
    server.says(f"iva: {NAME} holds 2001-01-01 00:00:00; the time in its name counts.")
    server.says(f"iva: {NAME}, 7 of 10")
    open_exchange.answer("ina", when)
    written = (open_exchange.course.submitted / "iva" / NAME / "timestamp.txt").read_text()
    assert written == f"{when[:19]} UTC"


def test_a_link_leads_nowhere(open_exchange: Exchange, server: Serving) -> None:
    """A hand-in that is a link to the source, which has all answers, as the student's own program leaves it."""
    when = open_exchange.submit("eve", "return x")
    (folder,) = open_exchange.inbound.glob(f"eve+{NAME}+*")
    forged = folder.with_name(folder.name.replace("eve", "mal"))
    shutil.copytree(folder, forged.with_name("hidden"))
    (forged.with_name("hidden") / f"{NAME}.ipynb").unlink()
    (forged.with_name("hidden") / f"{NAME}.ipynb").symlink_to(open_exchange.course.notebook(NAME))
    forged.with_name("hidden").rename(forged)
    forged.chmod(0o777)
    server.says(f"✗ mal: {NAME}, handed in no notebook of this assignment")
    open_exchange.answer("eve", when)
    assert "mal" not in given(open_exchange.course)


def test_grading_by_hand_and_on_arrival_take_turns(open_exchange: Exchange, server: Serving) -> None:
    """The two meet as this test has the turn, which both wait for."""
    course = open_exchange.course
    open_exchange.answer("fay", open_exchange.submit("fay", "return x"))
    with ExitStack() as meanwhile:
        mine = meanwhile.enter_context(ExitStack())
        mine.enter_context(turn(course, "a test", lambda _: None))
        when = open_exchange.submit("fay", "return x + x")
        grading = meanwhile.enter_context(
            subprocess.Popen(command("grade"), cwd=course.root, stderr=subprocess.PIPE, text=True)
        )
        assert grading.stderr is not None
        said = grading.stderr.readline()
        assert re.fullmatch(r"a test, process \d+, grades this course: waiting for it to .+\n", said)
        assert open_exchange.fetch("fay", when) == ""
        mine.close()
        assert grading.wait(END_S) == 0
    assert "7 of 10" in open_exchange.answer("fay", when)


def test_the_status_page_and_metrics_name_nobody(open_exchange: Exchange, server: Serving) -> None:
    open_exchange.answer("hal9000", open_exchange.submit("hal9000", "return x + x"))
    open_exchange.answer("hal9000", open_exchange.submit("hal9000", "", written=b"{"))
    page = urlopen(server.address).read().decode()
    assert str(open_exchange.root) not in page, "where a hand-in lies is a secret among students"
    metrics = urlopen(f"{server.address}/metrics").read().decode()
    assert "Last trouble" in page and "hal9000" not in page + metrics
    assert re.search(r'^autograder_hand_ins\{state="graded"\} [1-9]', metrics, re.MULTILINE)
    with pytest.raises(OSError, match="400"):
        urlopen(Request(server.address, headers={"Host": "elsewhere.example"}))


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.large)])
def test_killed_and_started_again(exchange: Exchange, kills: int) -> None:
    chance = random.Random(kills)
    bodies = list(ANSWERS.values())
    handed_in: dict[str, tuple[str, dict[str, float]]] = {}

    def hand_in() -> None:
        body, (value, sign) = bodies[len(handed_in) % len(bodies)]
        student = f"student{len(handed_in):02d}"
        handed_in[student] = exchange.submit(student, body), {"double_value": value, "double_sign": sign}

    # Of two that wait, the later one counts.
    first = exchange.submit("student00", "return x")
    hand_in()
    for _ in range(kills):
        for _ in range(chance.choice([1, 2, 3])):
            hand_in()
        with serving(exchange.course) as server:
            server.says("grading what arrives")
            hand_in()
            server.answered(chance.choice([0, 1, 1, 2]))
            time.sleep(chance.choice([0, 0, 0.01, 0.05, 0.3, 1]))  # somewhere in the next one, wherever that is
            server.process.send_signal(signal.SIGKILL)
    with serving(exchange.course) as server:
        for student, (when, _) in handed_in.items():
            assert "of 10 points" in exchange.answer(student, when)
        assert "Another hand-in of yours counts" in exchange.answer("student00", first)
        server.stop()
    assert given(exchange.course) == {student: deserved for student, (_, deserved) in handed_in.items()}
    with serving(exchange.course) as server:
        server.says("grading what arrives")
        time.sleep(3)
        assert "answered" not in server.log, "nothing is done twice"
        server.stop()


def test_feedback_that_waits_for_the_due_date(exchange: Exchange) -> None:
    configure(exchange.course, 'c.Serve.hidden_messages = "after the due date"')
    now = datetime.now(UTC)
    due(exchange.course, now + timedelta(days=1))
    with serving(exchange.course) as server:
        when = exchange.submit("ada", THREE)
        page = exchange.answer("ada", when)
        # The due date, and the day of grace on which it costs nothing to hand in once more.
        assert f"at no cost any more, {now + timedelta(days=2):%Y-%m-%d %H:%M} UTC" in page
        assert "points" not in page
        server.stop()
    due(exchange.course, now - timedelta(days=2))
    with serving(exchange.course) as server:
        assert HIDDEN in exchange.answer("ada", when, "of 10 points"), "and now it tells all"
        server.stop()


def test_a_folder_that_a_platform_fills(exchange: Exchange, tmp_path: Path) -> None:
    with exchange.course.gradebook() as gradebook:
        gradebook.add_student("ada")
    of_ada = tmp_path / "downloads" / "ada"
    of_ada.mkdir(parents=True)
    with serving(exchange.course, "--folder", str(of_ada.parent)) as server:
        for body, deserved in (("return x", WRONG), ("return x + x", RIGHT)):
            exchange.write("ada", body).rename(of_ada / "answer.ipynb")
            until(partial(graded, exchange.course, "ada", deserved))
        until(lambda: "7 of 10" in text_of(exchange.course.feedback / "ada" / NAME / f"{NAME}.html"))
        server.stop()
    (replaced,) = (exchange.course.root / "downloaded" / NAME / "replaced").iterdir()
    assert replaced.name.startswith("ada-"), "nothing is lost"


def graded(course: Course, student: str, expected: dict[str, float]) -> bool:
    """Whether a student was given this."""
    return given(course).get(student) == expected


def due(course: Course, when: datetime) -> None:
    """Set when it is due, as instructors do."""
    done = subprocess.run(
        [*command()[:1], "-m", "nbgrader", "db", "assignment", "add", NAME, f"--duedate={when:%Y-%m-%d %H:%M:%S} UTC"],
        cwd=course.root,
        env={**os.environ, "PATH": f"{Path(command()[0]).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
