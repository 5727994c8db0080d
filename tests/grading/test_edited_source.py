"""A source that is edited after its release changes no score, no page and no report, and somebody says so."""

from __future__ import annotations

import re

import pytest
from running import given, hand_in, run
from tiny_course import NAME, cell_of

from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading.stored_plans import edited

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

SAID = f"• {NAME}: double_sign, double_value in the source is not what was released, which counts until"


def edit(course: Course) -> None:
    """One test is gone, another one asks for something else and is worth less, and a text is new."""
    source = nb.read(course.notebook(NAME))
    source.cells.remove(cell_of(source, "double_sign"))
    test = cell_of(source, "double_value")
    test.source = '"""Checks that 3 becomes 9."""\nassert double(3.0) == 9.0, "double(3.0) should be 9"'
    test.metadata.nbgrader["points"] = 2
    source.cells[0].source = "# Another title"
    nb.write(source, course.notebook(NAME))


def summary(course: Course, page: str) -> str:
    """What a report says, without how long it took."""
    return re.sub(r"[\d.]+ (seconds|\( *ann *\))", "", re.sub(r"<[^>]+>", " ", (course.root / page).read_text()))


def test_what_was_released_counts(course: Course) -> None:
    hand_in(course, "ann", "return 2 * abs(x)")
    assert run(course, "grade").returncode == 0
    assert run(course, "feedback").returncode == 0
    assert run(course, "report", "--into", "before.html").returncode == 0
    page = course.feedback / "ann" / NAME / f"{NAME}.html"
    before, scores = page.read_bytes(), given(course)
    assert edited(course, NAME) == []

    edit(course)
    for words in (["grade", "--regrade"], ["feedback"], ["report", "--into", "report.html"]):
        done = run(course, *words)
        assert done.returncode == 0, done.stderr
        assert SAID in " ".join(done.stdout.split()), done.stdout
    assert given(course) == scores
    assert page.read_bytes() == before
    assert summary(course, "report.html") == summary(course, "before.html")
