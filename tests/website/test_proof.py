"""Nothing of what students may not see stands in a file of the site."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

import pytest
from tiny_course import NAME

from autograder.author.release import TELLING, hidden_lines
from autograder.course import notebook as nb
from autograder.course.folders import Course
from website.proof import leaks


@pytest.fixture
def course(released_once: Path) -> Course:
    return Course.at(released_once)


@pytest.fixture
def line(course: Course) -> str:
    """A line that is hidden, long enough to give something away."""
    cells = nb.read(course.notebook(NAME)).cells
    return next(line for cell in cells for line in hidden_lines(cell) if len(line) >= TELLING)


def test_a_page_of_a_release_gives_nothing_away(course, tmp_path):
    cells = nb.read(course.release / NAME / f"{NAME}.ipynb").cells
    (tmp_path / "page.html").write_text("".join(f"<pre>{escape(cell.source)}</pre>" for cell in cells))
    assert leaks(course, tmp_path) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("page.html", "<pre><span>{}</span></pre>"),
        ("searchindex.js", 'Search.setIndex("{}")'),
        ("one.ipynb", '{{"source": "{}"}}'),
        ("note.txt", "  {}\n"),
    ],
)
def test_a_hidden_line_is_found(course, line, tmp_path, file, text):
    middle = len(line) // 2
    written = escape(line[:middle]) + "</span><span>" + escape(line[middle:]) if file == "page.html" else line
    written = written if file in ("page.html", "note.txt") else written.replace("\\", "\\\\").replace('"', '\\"')
    (tmp_path / file).write_text(text.format(written))
    assert leaks(course, tmp_path) == [f"{file} holds the hidden line {' '.join(line.split())!r}"]


def test_a_hidden_line_is_found_in_an_archive(course, line, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("unrolled/helper.py", line)
    assert leaks(course, tmp_path) == [f"all.zip: unrolled/helper.py holds the hidden line {' '.join(line.split())!r}"]
