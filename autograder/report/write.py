"""A class on one page: what was reached, what was hard, what went wrong and how, and where somebody should look."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib import resources
from pathlib import Path
from statistics import median

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder import AutograderError, Progress, unheard
from autograder.course.files import write_new
from autograder.course.folders import Course
from autograder.course.late import duration
from autograder.report import figures
from autograder.report.blind import numbered
from autograder.report.last_term import Before, last_term
from autograder.report.overview import misconceptions, to_mend
from autograder.report.similar import MOST_PAIRS
from autograder.report.statistics import FEW, Statistics, statistics
from autograder.report.students import LEAST_WEEKS, SINKS, Student, students

#: The longest list in the page; what is beyond is counted.
LONGEST = 25


def report(
    course: Course,
    names: list[str],
    into: Path,
    *,
    asked: bool = True,
    hide_names: bool = False,
    last: Course | None = None,
    progress: Progress = unheard,
) -> list[str]:
    r"""Write the page.

    Args:
        course: where gradebook and graded notebooks are.
        names: the full names of assignments.
        into: the file; never one that is there.
        asked: whether each of them must have been graded; otherwise those that have not been are left out.
        hide_names: whether submissions have numbers in it, and no names.
        last: last term's course, to compare exercises with; nothing in it changes.
        progress: is called as progress(submissions read, in all, who is next), for each assignment.
    Returns: the names of the assignments that stand in it.
    Raises: AutograderError: if nothing has been graded, there is such a file, or gradebook or disk refuse.
    """
    if into.exists():
        # Before the work, not only after it.
        raise AutograderError(f"{into} is there already: move it away, or name another file with --into.")
    with course.gradebook() as gradebook, course.gradebook_errors(), gradebook.engine.connect() as db:
        counted = {name: statistics(course, db, name, progress) for name in names}
        there = [found for found in counted.values() if found is not None]
        people = students(course, db, there, into)
        called = {(id, found.name): name for found in there for id, name in numbered(course, db, found.name).items()}
    missing = [name for name, found in counted.items() if found is None]
    if missing and asked or not there:
        raise AutograderError(f"There is nothing graded of {', '.join(missing)}: run `autograder grade` first.")
    before = last_term(last, [found.name for found in there]) if last else None
    write_new(into, render(there, people, before, called if hide_names else None).encode("utf-8", "replace"), "--into")
    return [found.name for found in there]


def render(
    assignments: list[Statistics],
    people: list[Student],
    before: Mapping[tuple[str, str, str], Before] | None = None,
    called: Mapping[tuple[str, str], str] | None = None,
) -> str:
    r"""The page; whatever a student wrote stands in it as text.

    Args:
        assignments: in the order of weeks.
        people: the class; whoever is left out here stands in no table of students.
        before: how exercises went last term; None if that was not asked.
        called: what stands for names, by student and assignment; None if names do.
    """
    maker = Environment(
        loader=PackageLoader("autograder.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    maker.filters |= {"number": _number, "duration": duration, "breakable": _breakable}
    maker.filters |= {"percent": _percent, "whole": _whole}
    drawn = {
        found.name: (
            figures.distribution(found.name, found.scores, found.worth),
            figures.difficulty(found.name, _shares(found)),
        )
        for found in assignments
    }
    settings = {"few": FEW, "longest": LONGEST, "most_pairs": MOST_PAIRS, "median": median}
    settings |= {"hide_names": called is not None}
    settings |= {"least_weeks": LEAST_WEEKS, "sinks": SINKS}
    short = _short([found.name for found in assignments])
    names = list(short.values())
    script = resources.files("autograder.report").joinpath("report.js").read_text(encoding="utf-8")
    real = {(student.id, found.name): student.name for student in people for found in assignments}
    # As macros that are imported see it.
    maker.globals |= {
        **settings,
        "assignments": assignments,
        "names": real if called is None else called,
        "pages_of": {
            (student.id, found.name): mark.pages
            for student in people
            for found, mark in zip(assignments, student.marks, strict=True)
            if called is None
        },
    }
    return maker.get_template("report.html.j2").render(
        drawn=drawn,
        short=short,
        students=people,
        missed={
            each.id: [name for name, mark in zip(names, each.marks, strict=True) if mark.missing] for each in people
        },
        arrived=[
            (each, which)
            for each in people
            if (which := [name for name, mark in zip(names, each.marks, strict=True) if mark.arrived])
        ],
        misconceptions=misconceptions(assignments),
        to_mend=to_mend(assignments, before or {}),
        last_term=before,
        script=script,
        policy=_policy(script),
    )


def _short(names: list[str]) -> dict[str, str]:
    """Assignments by what comes before the first underscore, where that is a name of its own for each."""
    short = {name: name.partition("_")[0] for name in names}
    return short if len(set(short.values())) == len(names) else {name: name for name in names}


def _policy(script: str) -> str:
    """What a browser lets the page do: nothing is asked of any host, and no script runs but this one."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"


def _shares(found: Statistics) -> list[tuple[str, float]]:
    return [(row.title.removeprefix("Exercise "), row.share) for row in found.rows if row.share is not None]


def _breakable(name: str) -> Markup:
    """A name that a narrow page breaks where a reader would."""
    return Markup("_<wbr>").join(name.split("_"))


def _number(value: float) -> str:
    """Two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _whole(value: float) -> str:
    return f"{round(value)}".replace("-", "−")
