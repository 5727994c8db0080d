"""What to run, in which order, worth what: taken from the source as it was released, never from a submission."""

from __future__ import annotations

import builtins
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from nbformat import NotebookNode

from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.limits import EVERY_TEST
from autograder.course.notebook import Kind
from autograder.grading.order import Listen, Order, OrderedTest
from autograder.grading.trusted.checker import compiled

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
        withdrawn: what everybody who handed in has for each test that was withdrawn, by grade id.
    """

    assignment: str
    name: str
    notebook: NotebookNode
    defined: tuple[str, ...]
    seed: str
    files: dict[str, bytes] = field(default_factory=dict)
    together: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    withdrawn: Mapping[str, float] = field(default_factory=dict)

    def worth(self, cell: NotebookNode) -> float:
        r"""The points that can be had for a cell."""
        return self.withdrawn.get(nb.grade_id(cell), nb.points(cell))

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
    def _sees_files(self) -> dict[str, bool]:
        """Whether a test, by grade id, may look at files."""
        return {nb.grade_id(test): bool(_OF_FILES.search(test.source)) for test in self.tests}

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

    def work_out(self) -> None:
        r"""Work out now all that it keeps, and takes along to a cluster, where each submission brings a plan anew."""
        for name, kind in vars(Plan).items():
            if isinstance(kind, cached_property):
                getattr(self, name)

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
                sees_files=self._sees_files[name],
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


def digest(plans: Iterable[Plan]) -> bytes:
    r"""Says whether submissions would be graded as they were; nobody who lacks the seed can forge it."""
    content = []
    for plan in plans:
        here = {EVERY_TEST, *plan.uses} & plan.together
        content.append([plan.assignment, plan.name, plan.seed, plan.notebook, *([sorted(here)] if here else [])])
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).digest()


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
