"""Proof that no file of the site holds what students may not see."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from autograder.author.release import TELLING, hidden_lines
from autograder.course import notebook as nb
from autograder.course.folders import Course

_TEXT = {".css", ".html", ".inv", ".ipynb", ".js", ".json", ".md", ".py", ".txt", ".xml"}


def leaks(course: Course, site: Path) -> list[str]:
    r"""Lines of solutions, hidden tests and mark schemes that stand in a file of the site, one sentence each."""
    cells = [cell for name in course.names() for cell in nb.read(course.notebook(name)).cells]
    lines = {_plain(line) for cell in cells for line in hidden_lines(cell)}
    # What students have anyway gives nothing away: `release` has proved that of notebooks.
    given_out = "\n".join(_given_out(course))
    telling = [line for line in lines if len(line) >= TELLING and line not in given_out]
    return [f"{file} holds the hidden line {line!r}" for file, text in _texts(site) for line in telling if line in text]


def _given_out(course: Course) -> Iterator[str]:
    """Releases, the helpers that they import, and the documentation."""
    for name in course.names():
        yield from (_plain(cell.source) for cell in nb.read(course.release / name / f"{name}.ipynb").cells)
    for path in (*course.root.glob("rnn_helpers/**/*.py"), *course.root.glob("docs/*.md")):
        yield _plain(path.read_text(encoding="utf-8"))


def _texts(site: Path) -> Iterator[tuple[str, str]]:
    """What can be read in each file, those in archives included."""
    for path in sorted(site.rglob("*")):
        if path.suffix in _TEXT:
            yield str(path.relative_to(site)), _plain(_readable(path.suffix, path.read_text("utf-8", "replace")))
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if Path(name).suffix in _TEXT:
                        text = archive.read(name).decode("utf-8", "replace")
                        yield f"{path.name}: {name}", _plain(_readable(Path(name).suffix, text))


def _readable(suffix: str, text: str) -> str:
    """As it is read: without a page's tags, which cut code into pieces, and without a script's escapes."""
    if suffix == ".html":
        return unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\\(.)", r"\1", text) if suffix in (".ipynb", ".js", ".json") else text


def _plain(text: str) -> str:
    """With all white space as one space, as far as it separates words."""
    return " ".join(text.split())
