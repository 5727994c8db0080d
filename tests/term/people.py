"""Who takes part in a term: an instructor with a course, students, and the exchange between them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lab import at_home
from nbformat import NotebookNode
from tiny_course import ROOT, TODO, VALUE, cell_of, tiny, with_written_answer

from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course

#: Graded by machine alone; and with a written answer, which a person grades by its mark scheme.
AUTOMATIC, WRITTEN = "01_double", "02_words"
DUE = "2027-03-01 12:00 UTC"

#: A hidden test that asks for more than the exercise does: `return x + x` is right, and fails.
TOO_STRICT = 'assert isinstance(double(3), float), "a whole number went in, and no float came out"\n'
SOLUTION = "return 2.0 * x"
SECRETS = ("random.random()", "have not seen", "no float came out", "HIDDEN", "MARK SCHEME", "Two points for the cause")

EXCHANGE = """
c = get_config()
c.CourseDirectory.course_id = "unrolled"
c.Exchange.root = {exchange!r}
c.Exchange.timestamp_format = "{handed_in} %Z"  # whatever the clock says
c.ExchangeCollect.check_owner = False  # all are one user of this machine
"""
LATENESS = """
c.AssignLatePenalties.plugin_class = "autograder.course.late.LatePenalty"
c.LatePenalty.days_of_grace = 1
c.LatePenalty.percent_per_day = 10
"""
ROSTER = """id,first_name,last_name,email
ann,Ann,Arbor,ann@example.org
ben,Ben,Bolt,ben@example.org
cleo,Cleo,Cleaver,cleo@example.org
"""


@dataclass(frozen=True)
class Person:
    """Somebody with a home, and a folder to work in."""

    name: str
    home: Path
    folder: Path

    def run(self, *words: str) -> str:
        """Type a command, which works, and read all that it says."""
        done = subprocess.run(words, cwd=self.folder, env=at_home(self.home), capture_output=True, text=True)
        assert done.returncode == 0, f"{self.name}: {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr


@dataclass(frozen=True)
class Term:
    """All that take part, in one folder that is thrown away."""

    course: Course
    instructor: Person
    ann: Person
    ben: Person
    cleo: Person


def begin(root: Path) -> Term:
    """A term before its first day: sources, a roster, an empty exchange, homes."""
    exchange = root / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    settings = EXCHANGE.format(exchange=str(exchange), handed_in="%Y-%m-%d %H:%M:%S.%f") + LATENESS
    course = new_course(root / "course", settings)
    people = {
        "ann": "2027-03-01 11:00:00.000000",
        "ben": "2027-03-02 13:00:00.000000",  # the second day that has begun, the first that costs something
        "cleo": "2027-03-01 11:00:00.000000",
    }
    students = {name: _student(root / name, exchange, handed_in) for name, handed_in in people.items()}
    return Term(course, _at(root / "instructor", course.root), **students)


def new_course(root: Path, settings: str) -> Course:
    """A course folder with these settings beside ours, sources, and a roster."""
    (root / "source").mkdir(parents=True)
    (root / CONFIG).write_text((ROOT / CONFIG).read_text() + settings)
    (root / "roster.csv").write_text(ROSTER)
    for name, notebook in ((AUTOMATIC, _automatic()), (WRITTEN, _written())):
        nb.write(notebook, root / "source" / name / f"{name}.ipynb")
    return Course.at(root)


def _automatic() -> NotebookNode:
    notebook = tiny()
    notebook.cells = [cell for cell in notebook.cells if cell.id not in ("heading-2", "why")]
    return notebook


def _written() -> NotebookNode:
    """The one that has a wrong hidden test."""
    notebook = with_written_answer(tiny())
    cell_of(notebook, "double").source = TODO.replace("return 2 * x", SOLUTION).strip()
    cell_of(notebook, "double_value").source = VALUE.replace("x = 1", f"{TOO_STRICT}x = 1").strip()
    return notebook


def mend(course: Course) -> None:
    """Take the wrong line out of the hidden test."""
    notebook = nb.read(course.notebook(WRITTEN))
    test = cell_of(notebook, "double_value")
    assert test.source.count(TOO_STRICT) == 1
    test.source = test.source.replace(TOO_STRICT, "")
    nb.write(notebook, course.notebook(WRITTEN))


def _student(root: Path, exchange: Path, handed_in: str) -> Person:
    """A student; all are one user of this machine, so that nbgrader has to be told who it is."""
    person = _at(root, root / "work")
    settings = EXCHANGE.format(exchange=str(exchange), handed_in=handed_in)
    settings += f"c.CourseDirectory.student_id = {root.name!r}\n"
    (root / "config" / CONFIG).write_text(settings)
    return person


def _at(home: Path, folder: Path) -> Person:
    for place in (home / "config", folder):
        place.mkdir(parents=True, exist_ok=True)
    return Person(home.name, home, folder)


def answer(folder: Path, assignment: str, body: str, words: str = "") -> None:
    """Fill in what was fetched into a folder, without a browser."""
    path = folder / assignment / f"{assignment}.ipynb"
    notebook = nb.read(path)
    cell_of(notebook, "double").source = f"def double(x: float) -> float:\n    {body}\n"
    if words:
        cell_of(notebook, "words").source = words
    nb.write(notebook, path)


def text_of(page: Path) -> str:
    """A page as it is read."""
    body = page.read_text().partition("<body")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body))
