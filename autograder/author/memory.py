"""What has passed and has not changed since: it need not be tried again."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from contextlib import suppress
from dataclasses import asdict
from functools import cache, cached_property
from importlib.metadata import distributions
from pathlib import Path

from nbformat import NotebookNode

import autograder
from autograder.author.parts import Found, Part, What, answers_to
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, KnownAnswer, Mistake
from autograder.course.folders import CONFIG, KEPT, Course
from autograder.grading import plan, stored_plans
from autograder.grading.trusted.bubblewrap import own_packages

#: Where it lies in a course; it may be deleted at any time.
FILE = f"{KEPT}/passed.json"


class Memory:
    """The parts of proofs that passed, each with a digest of all that it depends on."""

    def __init__(self, course: Course) -> None:
        r"""Remember what was kept in a course; nothing if that cannot be read."""
        self._course = course
        self._passed: dict[str, tuple[str, Found]] = {}
        self._read: dict[str, tuple[NotebookNode, Bank, str, str]] = {}
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            kept = json.loads((course.root / FILE).read_text(encoding="utf-8"))
            self._passed = {part: (digest, Found.unpacked(found)) for part, (digest, found) in kept.items()}

    def recall(self, part: Part) -> Found | None:
        r"""What was found when a part was last tried; None if it did not pass, or something has changed since."""
        digest, found = self._passed.get(_key(part), ("", None))
        return found if digest == self._digest(part) else None

    def keep(self, part: Part, found: Found) -> None:
        r"""Keep what was found of a part, if it passed."""
        self._passed.pop(_key(part), None)
        if not found.problems:
            self._passed[_key(part)] = self._digest(part), found

    def write(self) -> None:
        r"""Write all that is kept, whole or not at all; a disk that refuses costs time and nothing else."""
        path = self._course.root / FILE
        content = {part: (digest, asdict(found)) for part, (digest, found) in self._passed.items()}
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            new = path.with_suffix(".new")
            new.write_text(json.dumps(content), encoding="utf-8")
            new.replace(path)

    def _digest(self, part: Part) -> str:
        """Of all that a part depends on."""
        name = part.assignment
        source, bank_of, files, helpers = self._assignment(name)
        cells: list[object] = [[cell.cell_type, cell.source, cell.metadata] for cell in source.cells]
        known: list[KnownAnswer] = []
        if part.exercise:
            # Text and later cells do not matter to an exercise.
            (exercise,) = (each for each in nb.exercises(source) if each.id == part.exercise)
            last = source.cells.index((exercise.todo, *exercise.tests)[-1])
            code = [cell for cell in source.cells[: last + 1] if cell.cell_type == "code"]
            cells = [[cell.source, cell.metadata] for cell in code]
            known = [] if part.what in (What.MUTANTS, What.CALLS) else answers_to(exercise, bank_of)
            if part.what is What.KNOWN:
                known = known[part.first : part.last]
            elif part.what is What.WORTHLESS:
                known = [answer for answer in known if isinstance(answer, Mistake)]
        seed = stored_plans.secret_seed(self._course, name) if part.what is What.BEHAVIOUR else ""
        about = [self._surroundings, helpers, files, _key(part), seed, cells]
        return hashlib.sha256(json.dumps([*about, [asdict(each) for each in known]]).encode()).hexdigest()

    def _assignment(self, name: str) -> tuple[NotebookNode, Bank, str, str]:
        """Its notebook, its bank, and digests of its files and of the packages that it imports; read once."""
        if name not in self._read:
            source, files = nb.read(self._course.notebook(name)), stored_plans.files_of(self._course, name)
            digest = hashlib.sha256()
            for path, content in sorted(files.items()):
                digest.update(f"\0{path}\0{len(content)}\0".encode() + content)
            helpers = "".join(_of_files(path) for path in own_packages(plan.of(source).modules))
            self._read[name] = source, bank.load(self._course, name), digest.hexdigest(), helpers
        return self._read[name]

    @cached_property
    def _surroundings(self) -> str:
        """A digest of what every part depends on: this package, Python and what is installed, the course's settings."""
        path = [folder for folder in sys.path if not folder.endswith("_vendor")]  # which setuptools adds when imported
        installed = sorted(f"{each.name} {each.version}" for each in distributions(path=path))
        digest = hashlib.sha256(json.dumps([platform.platform(), platform.python_version(), installed]).encode())
        digest.update((self._course.root / CONFIG).read_bytes())
        return digest.hexdigest() + _of_files(Path(autograder.__file__).parent)


def _key(part: Part) -> str:
    return f"{part.assignment} / {part.what} / {part.exercise} / {part.first}-{part.last}"


@cache
def _of_files(path: Path) -> str:
    """A digest of a module, or of all that a package holds."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(f"{file.relative_to(path)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
