"""When the student's process is held for tests: at as few moments of a notebook as possible, since each costs a fork.

A test is to see the notebook as it was when it came to the test. Names that later cells bind can be put back then; what
they change in place cannot. So a process serves earlier tests as well, back to the last cell that could change what
those see.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode

from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.notebook import Kind
from autograder.grading.plan import Place, Plan


@dataclass(frozen=True)
class Schedule:
    r"""Which moment of a notebook each test sees, and which snapshot of the student's process it questions.

    Tests with no other cell between them see the same notebook: that is a moment, and moments are numbered as they
    come. The moment after all of them is the end of the notebook. A snapshot is a process that is held at one moment;
    it has a connection, and can serve moments before it as well.

    Attributes:
        moments: the moment that each test sees, by grade id.
        held: for each moment, the one at which the snapshot is held that serves it: its own or a later one.
    """

    moments: Mapping[str, int]
    held: tuple[int, ...]

    @classmethod
    def of(cls, plan: Plan, cells: Sequence[NotebookNode]) -> Schedule:
        r"""The schedule with the fewest snapshots.

        Args:
            plan: of the notebook.
            cells: the submission's code cells, as they run.
        """
        moments = _moments(plan, cells)
        try:
            held = _held(plan, cells, moments)
        except Exception:  # a cell may hold anything, and nobody knows all that breaks a parser
            held = tuple(range(len(set(moments.values()))))
        return cls(moments, held)

    def apart(self) -> Schedule:
        r"""The same with a snapshot for each moment: what ends one process is not to cost others their turn."""
        return Schedule(self.moments, tuple(range(len(self.held))))

    @property
    def end(self) -> int:
        """The end of the notebook, as a moment."""
        return len(self.held)

    @property
    def snapshots(self) -> int:
        """How many there are."""
        return len(set(self.held))

    def connection_at(self, moment: int) -> int | None:
        r"""The connection of the snapshot that is held at a moment; None if none is."""
        found = sorted(set(self.held))
        return found.index(moment) if moment in found else None

    def place(self, test: str) -> Place:
        r"""Where a test, by grade id, looks."""
        moment = self.moments[test]
        return Place(sorted(set(self.held)).index(self.held[moment]), moment)


def _moments(plan: Plan, cells: Sequence[NotebookNode]) -> dict[str, int]:
    found: dict[str, int] = {}
    moment, fresh = -1, True
    for cell in cells:
        if plan.is_apart(cell):
            moment += fresh
            found[nb.grade_id(cell)] = moment
        fresh = not plan.is_apart(cell)
    return found


def _held(plan: Plan, cells: Sequence[NotebookNode], moments: Mapping[str, int]) -> tuple[int, ...]:
    quiet = _Quiet(plan, [cell.source for cell in cells if not plan.is_apart(cell)])
    found = [0] * len(set(moments.values()))
    at: int | None = len(found)
    for cell in reversed(cells):
        if plan.is_apart(cell):
            moment = moments[nb.grade_id(cell)]
            at = moment if at is None else at
            found[moment] = at
        elif not quiet(cell.source):
            at = None
    return tuple(found)


class _Quiet:
    """Whether a cell leaves alone all that earlier tests see, but for names that it binds."""

    def __init__(self, plan: Plan, sources: list[str]) -> None:
        """Look at the cells of a submission, tests left out."""
        self._known = plan.known
        self._released = {cell.source for cell in plan.notebook.cells if nb.kind(cell) is Kind.PLAIN}
        #: Names that the student's own cells touch, that cells of ours touch which bind those, and so on.
        self._reached: set[str] = set()
        self._readable = True
        for source in sources:
            if source not in self._released:
                self._readable &= (touched := _touched(source)) is not None
                self._reached |= touched or set()
        ours = [(_bound(source), _touched(source) or frozenset()) for source in sources if source in self._released]
        while near := [touched for bound, touched in ours if bound & self._reached and not touched <= self._reached]:
            self._reached.update(*near)

    def __call__(self, source: str) -> bool:
        if source not in self._released:
            return _only_defines(source, self._known)
        touched = _touched(source)
        apart = self._readable and touched is not None and not (touched - self._known) & self._reached
        return apart and not _sets(source, self._known)


_bound = lru_cache(maxsize=4096)(names.bound)


@lru_cache(maxsize=4096)
def _touched(source: str) -> frozenset[str] | None:
    """Names of the notebook that a cell binds or looks up; None if it is not plain Python."""
    try:
        names.parse(source)
        return frozenset(names.touched(source))  # which finds more that is wrong: two arguments of one name, say
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=4096)
def _sets(source: str, known: frozenset[str]) -> bool:
    """Whether a cell changes a module, which all share: random numbers, which are put back, do not count."""
    for node in ast.walk(names.parse(source)):
        if isinstance(node, ast.Attribute | ast.Subscript):
            setter = isinstance(node, ast.Attribute) and node.attr.startswith("set_")
            root = ast.unparse(node).partition(".")[0].partition("[")[0]
            if root in known and (setter or not isinstance(node.ctx, ast.Load)):
                return True
    return False


@lru_cache(maxsize=4096)
def _only_defines(source: str, known: frozenset[str]) -> bool:
    """Whether a cell does nothing but to define functions, classes and constants."""
    try:
        statements = names.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return all(_defines(statement, known) for statement in statements)


def _defines(statement: ast.stmt, known: frozenset[str]) -> bool:
    match statement:
        case ast.FunctionDef(decorator_list=[], args=args):
            defaults = [*args.defaults, *(each for each in args.kw_defaults if each)]
            return all(isinstance(default, ast.Constant) for default in defaults)
        case ast.ClassDef(decorator_list=[], keywords=[], bases=bases):
            # A base class of the student's own could do anything now.
            ours = all(ast.unparse(base).partition(".")[0] in known for base in bases)
            return ours and all(_defines(inner, known) for inner in statement.body)
        case ast.Assign(targets=targets, value=ast.Constant()):
            return all(isinstance(target, ast.Name) for target in targets)
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            return True
    return False
