"""What to run, in which order, worth what: taken from the source as it was released, never from a submission."""

from __future__ import annotations

import builtins
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder import AutograderError, Unavailable
from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.bank import Form, Known
from autograder.course.folders import Course
from autograder.course.limits import EVERY_TEST
from autograder.course.nbgrader import generate, writes_tests
from autograder.course.notebook import Kind
from autograder.grading.order import Listen, Order, OrderedTest
from autograder.grading.trusted.checker import compiled

#: Where plans lie in a course. They hold hidden tests: students must not see this folder.
FOLDER = "plans"
#: Words without which no test looks at files.
_OF_FILES = re.compile(
    r"\b(open|os|path|pathlib|Path|glob|shutil|exists|load|(read|to)_(csv|json|excel|parquet|table|fwf|text|bytes)"
    r"|(load|save|genfrom)txt|(from|to)file)\b"
)


#: What a test may replace: the answer finds that replaced, too, or shows nothing where it is graded.
_REPLACED_THERE = re.compile(r"builtins\.input|sys\.stdout|.*\bshow")


@dataclass(frozen=True)
class Place:
    """Where a test looks: the connection to the process that it questions, and the moment of it; None for now."""

    connection: int
    moment: int | None = None


@dataclass(frozen=True)
class Plan:
    """How one notebook of an assignment is graded.

    Attributes:
        assignment: the assignment's name.
        name: the notebook's name; an assignment may have several.
        notebook: the release, with hidden tests put back into its test cells.
        defined: names that the solution cells define.
        seed: secret; with a test's id it decides all random numbers of the test.
        files: data that the assignment brings along, by relative path.
        together: grade ids of the tests that run in the student's process; "*" is all of them.
        numbers: grade ids of the tests whose last line is a number with the source's answers.
    """

    assignment: str
    name: str
    notebook: NotebookNode
    defined: tuple[str, ...]
    seed: str
    files: dict[str, bytes] = field(default_factory=dict)
    together: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def is_apart(self, cell: NotebookNode) -> bool:
        r"""Whether a cell is a test that does not run in the student's process."""
        return nb.kind(cell) is Kind.TEST and not {nb.grade_id(cell), EVERY_TEST} & self.together

    @cached_property
    def tests(self) -> tuple[NotebookNode, ...]:
        """The test cells, in order."""
        return tuple(cell for cell in self._code_cells if nb.kind(cell) is Kind.TEST)

    @cached_property
    def uses(self) -> dict[str, list[str]]:
        """The names that each test, by grade id, looks up outside itself."""
        return {nb.grade_id(test): sorted(names.used(test.source)) for test in self.tests}

    @cached_property
    def given(self) -> dict[str, list[str]]:
        """The cells that each test, by grade id, needs: plain ones and tests above it that bind names it looks up."""
        found: dict[str, list[str]] = {}
        above: list[tuple[str, set[str]]] = []
        for cell in self._code_cells:
            kind = nb.kind(cell)
            if kind is Kind.TEST:
                found[nb.grade_id(cell)] = self._needed(self.uses[nb.grade_id(cell)], above)
            if kind in (Kind.PLAIN, Kind.TEST) and (source := names.plain(cell.source)):
                above.append((source, names.bound(source)))
        return found

    def _needed(self, wanted: Iterable[str], cells: list[tuple[str, set[str]]]) -> list[str]:
        """Of these cells those that bind what is wanted, and what they want themselves, in order."""
        found: set[int] = set()
        new = set(wanted) - self.known - {*self.defined}
        while binding := {place for place, (_, bound) in enumerate(cells) if bound & new} - found:
            found |= binding
            new = {name for place in binding for name in names.used(cells[place][0])} - self.known - {*self.defined}
        return [cells[place][0] for place in sorted(found)]

    @cached_property
    def _asked(self) -> dict[str, list[str]]:
        """The names that each test, by grade id, and the cells that it needs look up."""
        return {test: sorted({*uses}.union(*map(names.used, self.given[test]))) for test, uses in self.uses.items()}

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """The import statements of plain cells that some test needs."""
        needed = {name for used in self._asked.values() for name in used}
        # What the cells import themselves, they import again.
        needed |= {name for given in self.given.values() for source in given for name in names.bound(source)}
        return tuple(text for text, bound in self._imports if bound & needed or "*" in bound)

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """All modules that plain cells import."""
        return _modules((text for text, _ in self._imports), (cell.source for cell in self._code_cells))

    @cached_property
    def checking(self) -> tuple[str, ...]:
        """All modules that tests import or need."""
        return _modules(self.imports, (test.source for test in self.tests))

    @cached_property
    def _code(self) -> dict[str, bytes]:
        """What tests compile to, by grade id, worked out once for a class; nothing for what is not Python."""
        found = dict.fromkeys((nb.grade_id(test) for test in self.tests), b"")
        for test in self.tests:
            with suppress(SyntaxError):
                found[nb.grade_id(test)] = compiled(test.source)
        return found

    @cached_property
    def _code_cells(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    @cached_property
    def known(self) -> frozenset[str]:
        """Builtins, and what the plain cells import; that of a star is known only when it runs."""
        return frozenset(dir(builtins)) | {name for _, bound in self._imports for name in bound}

    @cached_property
    def _imports(self) -> list[tuple[str, set[str]]]:
        plain = [cell for cell in self._code_cells if nb.kind(cell) is Kind.PLAIN]
        return [statement for cell in plain for statement in names.imports(cell.source)]

    def order(self, places: Mapping[str, Place], seed: str, listen: Listen) -> Order:
        r"""What a checker is told to do.

        Args:
            places: where each test looks, by grade id.
            seed: with a test's id it decides all random numbers of the test.
            listen: whether and when it hears out how the answer behaves in tests that failed.
        """
        cells = {nb.grade_id(test): test for test in self.tests}
        tests = [
            OrderedTest(
                id=name,
                source=cells[name].source,
                code=self._code[name],
                points=nb.points(cells[name]),
                is_number=name in self.numbers,
                given=self.given[name],
                uses=self._asked[name],
                sees_files=bool(_OF_FILES.search(cells[name].source)),
                connection=place.connection,
                moment=place.moment,
            )
            for name, place in places.items()
        ]
        return Order(self.imports, self.defined, seed, listen, tests)

    def reach(self, test: str) -> set[str]:
        r"""The names that a test, by grade id, depends on: those it uses, what their definitions use, and so on."""
        cells = [cell for cell in self._code_cells if nb.kind(cell) is not Kind.TEST]
        definitions = [(names.bound(cell.source), names.used(cell.source)) for cell in cells]
        found, new = set(), set(self.uses[test])
        while new:
            found |= new
            new = {name for bound, used in definitions if bound & new for name in used} - found
        return found

    @cached_property
    def unfit(self) -> list[tuple[str, str]]:
        """Tests that cannot run apart from the answers, by grade id, each with a sentence that says why."""
        if "*" in self.known:
            return []
        reasons = {nb.grade_id(test): self._unfit(test) for test in self.tests if self.is_apart(test)}
        return [(test, f"test {test}: {why}") for test, why in reasons.items() if why]

    def _unfit(self, test: NotebookNode) -> str:
        """Why a test cannot run apart; "" if nothing is seen of it by a look at names."""
        uses, defined = set(self.uses[nb.grade_id(test)]), set(self.defined)
        given = {name for source in self.given[nb.grade_id(test)] for name in names.bound(source)}
        if "get_ipython" in uses:
            return "it has a magic or a shell command, which runs in a notebook alone: write it in Python"
        if replaced := sorted(name for name in names.replaced(test.source) if not _REPLACED_THERE.fullmatch(name)):
            return f"it replaces {', '.join(replaced)}, which the answer does not see: let it take that as an argument"
        if unknown := ", ".join(sorted(uses - self.known - defined - given)):
            if not any(nb.kind(cell) is Kind.SOLUTION for cell in self.notebook.cells):
                return f"it uses {unknown}, and no cell is marked as an answer: mark those that students fill in"
            it = "them" if "," in unknown else "it"
            return f"it uses {unknown}, which neither it nor a cell above it defines: define {it} in the test"
        if own := ", ".join(sorted(uses & defined & set(dir(builtins)))):
            return f"it uses {own}, which is Python's own there: give the answer another name"
        if deleted := ", ".join(sorted(names.deleted(test.source) & defined - self.known)):
            return f"it deletes {deleted}, which is the student's: test what the answer does instead"
        return ""


def of(source: NotebookNode, files: dict[str, bytes] | None = None, together: frozenset[str] = frozenset()) -> Plan:
    r"""The plan of a source as it stands, with its solutions in it: not to grade by, but to prove that it is sound."""
    notebook = merged(source, source)
    return Plan("", "", notebook, tuple(notebook.metadata.autograder.defined), "", files or {}, together)


def _modules(imports: Iterable[str], sources: Iterable[str]) -> tuple[str, ...]:
    found = {module for statement in imports for module in names.modules(statement)}
    if any(module.partition(".")[0] == "torch" for module in found) and any("train" in text for text in sources):
        # The first optimizer imports it, which takes as long as torch itself; whoever trains nothing need not wait.
        found.add("torch._dynamo")
    return tuple(sorted(found))


def load(course: Course, assignment: str, together: frozenset[str] = frozenset()) -> list[Plan]:
    r"""The plans of an assignment's notebooks.

    As `autograder release` stored them; where nbgrader made the release, made afresh from the source.

    Args:
        course: where the assignment is.
        assignment: its full name.
        together: grade ids of the tests that run in the student's process; "*" is all of them.
    Raises: AutograderError: if nbgrader cannot make a release of the source, or it is not for Python.
    """
    path = _path(course, assignment)
    stored = _read(path)
    if "notebooks" in stored:
        notebooks = {name: nbformat.from_dict(made) for name, made in stored["notebooks"].items()}
    else:
        notebooks = _afresh(course, assignment)
        if not path.exists():
            _store(path, stored)
    files = files_of(course, assignment)
    return [
        Plan(assignment, name, notebook, tuple(notebook.metadata.autograder.defined), stored["seed"], files, together)
        for name, notebook in sorted(notebooks.items())
    ]


def digest(plans: Iterable[Plan]) -> bytes:
    r"""Says whether submissions would be graded as they were; nobody who lacks the seed can forge it."""
    content = []
    for plan in plans:
        here = {EVERY_TEST, *plan.uses} & plan.together
        content.append([plan.assignment, plan.name, plan.seed, plan.notebook, *([sorted(here)] if here else [])])
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).digest()


def _read(path: Path) -> dict[str, Any]:
    """What is kept of an assignment; a new secret, if nothing is."""
    if not path.exists():
        return {"seed": secrets.token_hex(16)}
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(stored, dict) and isinstance(stored["seed"], str):
            return stored
        why = "it holds no seed"
    except (ValueError, KeyError) as error:
        why = f"{type(error).__name__}: {error}"
    # Not made anew by itself: with another seed, hidden tests draw other numbers.
    advice = (
        "take it from a copy, or move it away and run `autograder release` for other random numbers in hidden tests"
    )
    raise AutograderError(f"{path} is broken ({why}): {advice}.")


def secret_seed(course: Course, assignment: str) -> str:
    r"""The secret of an assignment, made and kept if there is none."""
    path = _path(course, assignment)
    stored = _read(path)
    if not path.exists():
        _store(path, stored)
    return str(stored["seed"])


@contextmanager
def stored(course: Course, assignment: str, released: Path, known: Mapping[str, Known] | None) -> Iterator[None]:
    r"""Keep how an assignment is graded as it is released; its secret stays what it was.

    If what is done with it fails, that is no release, and the plan is again what it was.

    Args:
        course: where plans lie.
        assignment: the assignment's full name.
        released: the folder with the release of its notebooks.
        known: how known mistakes behave in each notebook's tests; None if nobody has tried.
    """
    path = _path(course, assignment)
    content = {"seed": _read(path)["seed"], "notebooks": _merged(course, assignment, released)}
    if known is not None:
        content["behaviours"] = {
            name: {function: [asdict(form) for form in forms] for function, forms in of_notebook.items()}
            for name, of_notebook in known.items()
        }
    before = _read(path) if path.exists() else None
    _store(path, content)
    try:
        yield
    except BaseException:
        if before is None:
            path.unlink()
        else:
            _store(path, before)
        raise


def known_mistakes(course: Course, assignment: str) -> dict[str, Known] | None:
    r"""How known mistakes behave in the tests of each notebook, as they were released; None if nobody recorded it.

    Raises: AutograderError: if the plan is broken.
    """
    stored = _read(_path(course, assignment)).get("behaviours")
    if stored is None:
        return None
    return {
        name: {function: [Form(**form) for form in forms] for function, forms in of_notebook.items()}
        for name, of_notebook in stored.items()
    }


def proof_of(course: Course, assignment: str, seen: str) -> list[str] | None:
    r"""The tests whose last line is a number, if this was seen when the assignment was proven; None if not.

    Args:
        course: where plans lie.
        assignment: the assignment's full name.
        seen: a digest of all that the proof depends on.
    """
    try:
        proof = json.loads(_proof(course, assignment).read_text(encoding="utf-8"))
        return list(proof["numbers"]) if proof["seen"] == seen else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is proven again


def keep_proof(course: Course, assignment: str, seen: str, numbers: list[str]) -> None:
    r"""Keep that an assignment was proven, as it is now."""
    _store(_proof(course, assignment), {"seen": seen, "numbers": numbers})


def merged(source: NotebookNode, released: NotebookNode, whole: NotebookNode | None = None) -> NotebookNode:
    r"""The release of a notebook with the hidden tests and the mark schemes of its source.

    Its metadata says what solutions define. A mark scheme stands in text, which no student's process is given.

    Args:
        source: what an instructor wrote.
        released: what nbgrader made of it for students.
        whole: what has tests and mark schemes in it; the source itself, if nbgrader makes no tests of its own.
    """
    made = deepcopy(released)
    for index, cell in enumerate(made.cells):
        cell.setdefault("id", f"cell-{index}")  # notebooks before version 4.5 have none
    texts = {nb.grade_id(cell): cell.source for cell in (whole or source).cells if _is_released_in_part(cell)}
    for cell in made.cells:
        if _is_released_in_part(cell):
            # A course may put a header of its own before every release.
            cell.source = texts.get(nb.grade_id(cell), cell.source)
    solutions = [cell for cell in source.cells if cell.cell_type == "code" and nb.kind(cell) is Kind.SOLUTION]
    defined = {name for cell in solutions for name in names.bound(cell.source)}
    # What a plain cell gives for answers to fill is theirs, too.
    cells = (cell for cell in source.cells if cell.cell_type == "code" and nb.kind(cell) is Kind.PLAIN)
    plain = [names.plain(cell.source) for cell in cells]
    bound = {name for text in plain for name in names.bound(text)}
    imported = {name for text in plain for _, found in names.imports(text) for name in found}
    defined |= {name for cell in solutions for name in names.changed(cell.source)} & bound - imported
    made.metadata["autograder"] = {"defined": sorted(defined)}
    return made


def _is_released_in_part(cell: NotebookNode) -> bool:
    return nb.kind(cell) in (Kind.TEST, Kind.TASK) or nb.is_question(cell)


def _merged(course: Course, assignment: str, released: Path) -> dict[str, NotebookNode]:
    sources = {path.stem: nb.read(path) for path in course.notebooks(assignment)}
    if any(writes_tests(course, source) for source in sources.values()):
        whole = _whole(course, assignment)
    else:
        whole = sources
    return {name: merged(source, nb.read(released / f"{name}.ipynb"), whole[name]) for name, source in sources.items()}


def _afresh(course: Course, assignment: str) -> dict[str, NotebookNode]:
    sources = {path.stem: nb.read(path) for path in course.notebooks(assignment)}
    for name, source in sources.items():
        if language := nb.foreign_language(source):
            advice = "grade it with nbgrader's own autograde, in a configuration without autograder's steps"
            raise AutograderError(f"{assignment}, {name}.ipynb is in {language}, expected Python: {advice}.")
    whole = _whole(course, assignment)
    return {name: merged(source, whole[name], whole[name]) for name, source in sources.items()}


def _whole(course: Course, assignment: str) -> dict[str, NotebookNode]:
    """Notebooks as they are released, but with hidden tests and mark schemes in them."""
    with TemporaryDirectory() as scratch:
        generate(course, assignment, Path(scratch), record=False, whole=True)
        return {path.stem: nb.read(path) for path in (Path(scratch) / assignment).glob("*.ipynb")}


def _path(course: Course, assignment: str) -> Path:
    return course.root / FOLDER / f"{assignment}.json"


def _proof(course: Course, assignment: str) -> Path:
    return _path(course, assignment).with_suffix(".proof")


def _store(path: Path, content: Mapping[str, Any]) -> None:
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        part.write_text(json.dumps(content, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise Unavailable(f"{path} cannot be written ({error.strerror}): mend that and run this again.") from None


#: Folders that Jupyter and Python make.
_MADE = {".ipynb_checkpoints", "__pycache__"}


def files_of(course: Course, assignment: str) -> dict[str, bytes]:
    r"""The data and modules that an assignment brings along, by relative path."""
    folder = course.source / assignment
    paths = [path for path in folder.rglob("*") if path.is_file() and not _MADE & {*path.parts}]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.suffix != ".ipynb"}
