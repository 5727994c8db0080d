"""A course whose students hand in through nbgrader's exchange, while `autograder serve` runs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.v4 import new_code_cell
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeFetchFeedback, ExchangeReleaseAssignment, ExchangeSubmit
from running import END_S, command, configure
from tiny_course import NAME, cell_of
from traitlets.config import Config

from autograder.course import notebook as nb
from autograder.course.folders import Course

#: Ends a wait for what should have come; far more than it takes.
SOON_S = 300


@dataclass
class Exchange:
    """nbgrader's exchange of a course, and the homes of its students, who are all one user of this machine."""

    course: Course
    root: Path

    @classmethod
    def of(cls, course: Course, root: Path) -> Exchange:
        """One in which the small course is released."""
        (root / "exchange").mkdir(parents=True)
        (root / "exchange").chmod(0o777)
        configure(course, f"c.Exchange.root = {str(root / 'exchange')!r}", "c.ExchangeCollect.check_owner = False")
        configure(course, "c.Serve.port = 0")
        made = cls(Course.at(course.root), root)
        made.release(NAME)
        return made

    @property
    def inbound(self) -> Path:
        """Where hand-ins lie."""
        return self.root / "exchange" / "unrolled" / "inbound"

    def release(self, assignment: str) -> None:
        """As the instructor does."""
        config = Config(self.course.config)
        directory = CourseDirectory(config=config, assignment_id=assignment)
        ExchangeReleaseAssignment(coursedir=directory, config=config).start()

    def write(self, student: str, body: str, cell: str = "", assignment: str = NAME) -> Path:
        """Fill in the exercise, and a cell below it."""
        path = self.root / student / assignment / f"{assignment}.ipynb"
        notebook = nb.read(self.course.release / assignment / path.name)
        cell_of(notebook, "double").source = f"def double(x: float) -> float:\n    {body}"
        notebook.cells += [new_code_cell(cell, id="more")] if cell else []
        nb.write(notebook, path)
        return path

    def submit(
        self, student: str, body: str, cell: str = "", written: bytes | None = None, assignment: str = NAME
    ) -> str:
        """Hand in as `nbgrader submit` does; returns when, as it tells the student."""
        path = self.write(student, body, cell, assignment)
        if written is not None:
            path.write_bytes(written)
        config = self._of(student, assignment)
        submit = ExchangeSubmit(authenticator=Authenticator(), coursedir=CourseDirectory(config=config), config=config)
        submit.start()
        return str(submit.timestamp)

    def fetch(self, student: str, when: str, assignment: str = NAME) -> str:
        """What `nbgrader fetch_feedback` brings of a hand-in, as it is read; "" if there is nothing yet."""
        config = self._of(student, assignment)
        with suppress(ExchangeError):  # nobody has been given feedback yet
            ExchangeFetchFeedback(coursedir=CourseDirectory(config=config), config=config).start()
        page = self.root / student / assignment / "feedback" / when / f"{assignment}.html"
        return text_of(page) if page.exists() else ""

    def answer(self, student: str, when: str, has: str = "", assignment: str = NAME) -> str:
        """The same, once it is there and has this in it."""
        return until(lambda: (page := self.fetch(student, when, assignment)) and has in page and page)

    def _of(self, student: str, assignment: str) -> Config:
        config = Config()
        config.CourseDirectory.course_id = "unrolled"
        config.CourseDirectory.student_id = student
        config.CourseDirectory.assignment_id = assignment
        config.Exchange.root = str(self.root / "exchange")
        config.Exchange.assignment_dir = str(self.root / student)
        config.Exchange.cache = str(self.root / student / "cache")
        return config


def text_of(page: Path) -> str:
    """A page as it is read."""
    return " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", page.read_text(), flags=re.DOTALL).split())


def until(found: Callable[[], object]) -> str:
    """What is found at last."""
    end = time.monotonic() + SOON_S
    while not (what := found()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return str(what)


@dataclass
class Serving:
    """`autograder serve`, running."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        """All that it has said."""
        return "".join(self.lines)

    def answered(self, times: int) -> None:
        """Wait until it has answered so often."""
        until(lambda: self.log.count("answered after") >= times)

    @property
    def address(self) -> str:
        """Of its status page, once it is there."""
        return until(lambda: (found := re.search(r"http://127\.0\.0\.1:\d+", self.log)) and found[0])

    def says(self, what: str) -> None:
        """Wait until it does."""
        until(lambda: what in self.log or self.process.poll() is not None)
        assert what in self.log, self.log

    def stop(self) -> None:
        """As systemd does."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(END_S) == 0, self.log


@contextmanager
def serving(course: Course, *words: str) -> Iterator[Serving]:
    """Serve until the end of `with`, or until it is stopped or killed within."""
    environment = {**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command("serve", "--jobs", "2", *words),
        cwd=course.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        running = Serving(process)
        assert process.stdout is not None
        heard = threading.Thread(target=running.lines.extend, args=(process.stdout,), daemon=True)
        heard.start()
        try:
            yield running
        finally:
            if process.poll() is None:
                process.kill()
            heard.join(END_S)
    assert "Traceback" not in running.log, running.log
