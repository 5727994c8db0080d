"""How long students wait for an answer where `autograder serve` grades on arrival, with two workers and the sandbox.

Notebook 05, answers of a simulated class, handed in by nbgrader through its exchange. What each figure means:

arrival_alone: from the end of a hand-in to feedback where `nbgrader fetch_feedback` finds it; the longest of ALONE that
    come one by one.
arrival_rush: RUSH students hand in within a minute; from the first hand-in to the last answer.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from grading import AUTOGRADER, JOBS, NAME, prepare
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeReleaseAssignment, ExchangeSubmit
from results import Figure, report
from traitlets.config import Config

ALONE, RUSH = 5, 60
#: Within so long RUSH students hand in, evenly, in seconds.
MINUTE_S = 60
#: Ends a wait for what should have come, in seconds.
END_S = 900


def main() -> int:
    """Measure, print, store."""
    with TemporaryDirectory(prefix="bench-") as scratch:
        course, people = Path(scratch) / "course", Path(scratch) / "people"
        prepare(course)
        exchange = Path(scratch) / "exchange"
        exchange.mkdir(mode=0o777)
        with (course / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.Exchange.root = {str(exchange)!r}\nc.ExchangeCollect.check_owner = False\n")
            config.write("c.Serve.port = 0\n")
        settings = _settings(exchange, str(course))
        settings.CourseDirectory.release_directory = "notebooks"
        ExchangeReleaseAssignment(coursedir=CourseDirectory(config=settings), config=settings).start()
        command = [*AUTOGRADER, "serve", "--jobs", str(JOBS)]
        with subprocess.Popen(command, cwd=course, stdout=subprocess.PIPE, text=True) as server:
            try:
                hand_in(exchange, course, people, "warm")
                answers(exchange, 1)
                alone = [_alone(exchange, course, people, number) for number in range(ALONE)]
                rush = _rush(exchange, course, people)
            finally:
                server.terminate()
    return report(
        [
            Figure("a hand-in by itself, until it is answered", max(alone), "s", most=15, name="arrival_alone"),
            Figure(f"{RUSH} hand-ins in a minute, until the last", rush, "s", most=180, name="arrival_rush"),
        ]
    )


def hand_in(exchange: Path, course: Path, people: Path, student: str, number: int = 1) -> None:
    """As `nbgrader submit` does, with what one of the class handed in."""
    folder = people / student
    shutil.copytree(course / "everyone" / f"student{number:02d}" / NAME, folder / NAME)
    settings = _settings(exchange, str(folder))
    settings.CourseDirectory.student_id = student
    settings.Exchange.cache = str(folder / "cache")
    settings.Exchange.assignment_dir = str(folder)
    directory = CourseDirectory(config=settings)
    ExchangeSubmit(authenticator=Authenticator(), coursedir=directory, config=settings).start()


def answers(exchange: Path, count: int) -> None:
    """Wait until so many hand-ins are answered."""
    end = time.monotonic() + END_S
    while len(list((exchange / "unrolled" / "feedback").glob("[!-]*[0-9a-f].html"))) < count:
        if time.monotonic() > end:
            raise SystemExit(f"fewer than {count} hand-ins were answered within {END_S} s")
        time.sleep(0.05)


def _alone(exchange: Path, course: Path, people: Path, number: int) -> float:
    hand_in(exchange, course, people, f"alone{number}", number + 1)
    start = time.perf_counter()
    answers(exchange, number + 2)
    return time.perf_counter() - start


def _rush(exchange: Path, course: Path, people: Path) -> float:
    start = time.perf_counter()
    for number in range(RUSH):
        time.sleep(max(0.0, start + number * MINUTE_S / RUSH - time.perf_counter()))
        hand_in(exchange, course, people, f"rush{number:02d}", number + 1)
    answers(exchange, ALONE + 1 + RUSH)
    return time.perf_counter() - start


def _settings(exchange: Path, root: str) -> Config:
    config = Config()
    config.CourseDirectory.root = root
    config.CourseDirectory.course_id = "unrolled"
    config.CourseDirectory.assignment_id = NAME
    config.Exchange.root = str(exchange)
    return config


if __name__ == "__main__":
    sys.exit(main())
