"""A class on one page: what was reached, what was hard, what went wrong and how, and where somebody should look."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder import AutograderError, Progress, unheard
from autograder.course.files import write_new
from autograder.course.folders import Course
from autograder.course.late import duration
from autograder.report import figures
from autograder.report.blind import blind
from autograder.report.similar import MOST_PAIRS
from autograder.report.statistics import FEW, Statistics, statistics

#: The longest list in the page; what is beyond is counted.
LONGEST = 25


def report(
    course: Course,
    names: list[str],
    into: Path,
    *,
    asked: bool = True,
    hide_names: bool = False,
    progress: Progress = unheard,
) -> list[str]:
    r"""Write the page.

    Args:
        course: where gradebook and graded notebooks are.
        names: the full names of assignments.
        into: the file; never one that is there.
        asked: whether each of them must have been graded; otherwise those that have not been are left out.
        hide_names: whether submissions have numbers in it, and no names.
        progress: is called as progress(submissions read, in all, who is next), for each assignment.
    Returns: the names of the assignments that stand in it.
    Raises: AutograderError: if nothing has been graded, there is such a file, or gradebook or disk refuse.
    """
    if into.exists():
        # Before the work, not only after it.
        raise AutograderError(f"{into} is there already: move it away, or name another file with --into.")
    with course.gradebook() as gradebook, course.gradebook_errors(), gradebook.engine.connect() as db:
        counted = {name: statistics(course, db, name, progress) for name in names}
        if hide_names:
            counted = {name: blind(course, db, found) if found else None for name, found in counted.items()}
    missing = [name for name, found in counted.items() if found is None]
    assignments = [found for found in counted.values() if found is not None]
    if missing and asked or not assignments:
        raise AutograderError(f"There is nothing graded of {', '.join(missing)}: run `autograder grade` first.")
    write_new(into, render(assignments, hide_names=hide_names).encode("utf-8", "replace"), "--into")
    return [found.name for found in assignments]


def render(assignments: list[Statistics], *, hide_names: bool = False) -> str:
    r"""The page; whatever a student wrote stands in it as text."""
    maker = Environment(
        loader=PackageLoader("autograder.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    maker.filters |= {"number": _number, "duration": duration, "breakable": _breakable}
    drawn = {
        found.name: (
            figures.distribution(found.name, found.scores, found.worth),
            figures.difficulty(found.name, _shares(found)),
        )
        for found in assignments
    }
    settings = {"few": FEW, "longest": LONGEST, "most_pairs": MOST_PAIRS, "median": median, "hide_names": hide_names}
    return maker.get_template("report.html.j2").render(assignments=assignments, drawn=drawn, **settings)


def _shares(found: Statistics) -> list[tuple[str, float]]:
    return [(row.title.removeprefix("Exercise "), row.share) for row in found.rows if row.share is not None]


def _breakable(name: str) -> Markup:
    """A name that a narrow page breaks where a reader would."""
    return Markup("_<wbr>").join(name.split("_"))


def _number(value: float) -> str:
    """Two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
