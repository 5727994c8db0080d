"""What an attack did beside its own score: what it read, left behind, and did to others."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from corpus import MARK
from course import CANARY, CANARY_NUMBERS
from nbformat import NotebookNode

from autograder.course import notebook as nb


def digests(folder: Path) -> dict[str, str]:
    """Every regular file below a folder, and what it holds."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def left_in(home: Path, shared: Iterable[Path]) -> list[str]:
    """Files that bear the mark: by name or text anywhere in a home folder, by name at the top of shared folders."""
    found = [path for folder in shared for path in folder.iterdir() if MARK in path.name]
    for path in home.rglob("*"):
        small = path.is_file() and path.stat().st_size < 10**6
        if MARK in path.name or small and MARK.encode() in path.read_bytes():
            found.append(path)
    return [str(path) for path in found]


def secrets(text: str) -> list[str]:
    """What a text gives away of hidden tests."""
    return [secret for secret in (CANARY, *CANARY_NUMBERS) if secret in text]


def secrets_of_notebook(notebook: NotebookNode) -> list[str]:
    """What a marked notebook gives away outside the source of its tests, which feedback has to leave out."""
    found = []
    for cell in notebook.cells:
        own = "" if nb.kind(cell) is nb.Kind.TEST else cell.source
        found += secrets(f"{own}{cell.get('outputs', [])}")
    return sorted(set(found))


def active_markup(page: str) -> list[str]:
    """Where a page would run what a student wrote."""
    finder = _Active()
    finder.feed(page)
    return finder.found


class _Active(HTMLParser):
    """Collects scripts, handlers and links that bear the mark."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            runs = name.startswith("on") or name == "srcdoc" or (value or "").strip().lower().startswith("javascript:")
            if MARK in (value or "") and (runs or tag in ("base", "script", "iframe", "object", "embed")):
                self.found.append(f"<{tag} {name}=…>")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style") and MARK in data:
            self.found.append(f"<{self._inside}>")
