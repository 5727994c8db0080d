"""A class on one page: what was reached, what was hard, what went wrong and how, and where somebody should look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder import AutograderError, figures, folder
from autograder.course import Course
from autograder.similar import MOST_PAIRS
from autograder.tally import FEW, Tally, tally

#: The longest list in the page; what is beyond is counted.
LONGEST = 25


def report(
    course: Course,
    names: list[str],
    into: Path,
    *,
    asked: bool = True,
    told: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> list[str]:
    r"""Write the page.

    Args:
        course: where gradebook and graded notebooks are.
        names: the full names of assignments.
        into: the file; never one that is there.
        asked: whether each of them must have been graded; otherwise those that have not been are left out.
        told: is called as told(submissions read, in all, who is next), for each assignment.
    Returns: the names of the assignments that stand in it.
    Raises: AutograderError: if nothing has been graded, there is such a file, or gradebook or disk refuse.
    """
    if into.exists():
        # Before the work, not only after it.
        raise AutograderError(f"{into} is there already: move it away, or name another file with --into.")
    with course.gradebook() as gradebook, course.gradebook_errors(), gradebook.engine.connect() as db:
        counted = {name: tally(course, db, name, told) for name in names}
    missing = [name for name, found in counted.items() if found is None]
    tallies = [found for found in counted.values() if found is not None]
    if missing and asked or not tallies:
        raise AutograderError(f"There is nothing graded of {', '.join(missing)}: run `autograder grade` first.")
    folder.write_new(into, render(tallies).encode("utf-8", "replace"), "--into")
    return [found.name for found in tallies]


def render(tallies: list[Tally]) -> str:
    r"""The page; whatever a student wrote stands in it as text."""
    maker = Environment(
        loader=PackageLoader("autograder", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    maker.filters |= {"number": _number, "duration": _duration, "breakable": _breakable}
    drawn = {
        found.name: (
            figures.distribution(found.name, found.scores, found.worth),
            figures.difficulty(found.name, _shares(found)),
        )
        for found in tallies
    }
    settings = {"few": FEW, "longest": LONGEST, "most_pairs": MOST_PAIRS, "median": median}
    return maker.get_template("report.html.j2").render(tallies=tallies, drawn=drawn, **settings)


def _shares(found: Tally) -> list[tuple[str, float]]:
    return [(row.title.removeprefix("Exercise "), row.share) for row in found.rows if row.share is not None]


def _breakable(name: str) -> Markup:
    """A name that a narrow page breaks where a reader would."""
    return Markup("_<wbr>").join(name.split("_"))


def _number(value: float) -> str:
    """Two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} seconds"
