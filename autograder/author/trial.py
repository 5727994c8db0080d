"""A source notebook at work, and other answers to its exercises, judged in both ways of running tests."""

from __future__ import annotations

import ast
import json
import os
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.author.process import AT_INSIDE, INSIDE, LIMITS, Process
from autograder.course import notebook as nb
from autograder.course.notebook import Exercise, Kind
from autograder.grading import wire
from autograder.grading.order import Listen
from autograder.grading.plan import Place, Plan
from autograder.grading.result import TestResult
from autograder.grading.trusted.station import Station
from autograder.grading.worker import Worker

T = TypeVar("T")

#: The ways of running tests: as the course is graded, and as plain nbgrader does it.
APART = "with the tests in a process of their own"
TOGETHER = "with the tests in the student's process"

#: How many snapshots a student's process can have before another one is started; their sockets go in one message.
_SNAPSHOTS = 200


@dataclass(frozen=True)
class Verdict:
    """What came of running a cell.

    Attributes:
        error: "Name: message", None if all went well.
        touched: which parts of the returned values were spoilt, as `inside.touched` says.
        outputs: as a notebook stores them; none of a test in a process of its own.
        behaviour, score: of a test in a process of its own, as `TestResult` has them.
    """

    error: str | None
    touched: tuple[int, ...] = ()
    outputs: tuple[dict[str, Any], ...] = ()
    behaviour: str | None = None
    score: float = 0.0


#: By way of running and by cell id.
Verdicts = Mapping[str, Mapping[str, Verdict]]


class _SnapshotLost(Exception):
    """An answer ended the snapshot that more tests were to question."""


class Trial:
    """A notebook at work. Answers to earlier exercises come before those to later ones; `solution` before others."""

    def __init__(self, station: Station, plan: Plan, seed: str = "") -> None:
        r"""Try answers to the exercises of a plan.

        Args:
            station: where they run.
            plan: of a source, with the solutions in it.
            seed: with a test's id it decides all random numbers of a test that runs apart from the answer.
        """
        self._station, self.plan, self._seed = station, plan, seed
        #: What grading runs.
        self.cells = [
            cell
            for cell in plan.notebook.cells
            if cell.cell_type == "code" and nb.SKIP not in cell.metadata.get("tags", ())
        ]
        self._running = ExitStack()
        self._student: Process | None = None
        self._done = 0
        #: Whether tests with no other cell between them question the same snapshot, as in grading.
        self._sharing = True
        #: Tests that are not to run apart, or pass on the solution, but not apart.
        self.unfit: set[str] = {nb.grade_id(test) for test in plan.tests if not plan.is_apart(test)}

    def close(self) -> None:
        """End the student's process."""
        self._running.close()
        self._student = None

    def run_source(self) -> Verdicts:
        r"""Run what grading runs, solutions included."""
        verdicts = self._from(0, "", lambda student: self._both(student, self.cells, "source", self.plan.uses))
        self._note_unfit(verdicts)
        return verdicts

    def solution(self, exercise: Exercise) -> Verdicts:
        r"""Run an exercise's tests on its solution."""
        verdicts = self.answer(exercise, exercise.todo.source, "solution")
        self._note_unfit(verdicts)
        return verdicts

    def learn_unfit(self, exercise: Exercise) -> None:
        r"""Find out which of an exercise's tests cannot run apart, where a look at names says that some cannot."""
        if self.plan.unfit:
            self.solution(exercise)

    def _note_unfit(self, verdicts: Verdicts) -> None:
        """A test that passes on the solution in one way alone is not run apart again."""
        together = verdicts[TOGETHER]
        self.unfit |= {name for name, found in verdicts[APART].items() if found.error and not together[name].error}

    def kinds(self) -> list[str]:
        """What can come in place of an answer."""
        return list(ast.literal_eval(self._reach(self._done).value(f"list({AT_INSIDE}.KINDS)")))

    def answer(self, exercise: Exercise, source: str, label: str, together: Collection[str] | None = None) -> Verdicts:
        r"""Put another answer in place of an exercise's solution and run the exercise's tests.

        Args:
            exercise: whose TODO cell is replaced.
            source: what stands in the TODO cell now.
            label: what the answer is called; random inputs of tests in its process depend on it, so many are tried.
            together: the tests, by grade id, to run in the student's process as well; all without it.
        Raises: AutograderError: if the TODO cell itself fails.
        """
        todo, after = self._span(exercise)
        tests = self.plan.uses if together is None else together
        verdicts = self._from(todo, source, lambda student: self._both(student, after, label, tests))
        return {way: self._of_tests(found) for way, found in verdicts.items()}

    def apart(self, exercise: Exercise, source: str) -> Mapping[str, Verdict]:
        r"""The same with the tests apart alone, as the course is graded: by grade id.

        Raises: AutograderError: if the TODO cell itself fails.
        """
        todo, after = self._span(exercise)
        return self._of_tests(self._from(todo, source, lambda student: self._apart(student, after, self._seed)))

    def replaced(self, exercise: Exercise, qualname: str, body: str) -> Mapping[str, Verdict]:
        r"""The same with another body in one of the exercise's functions."""
        return self.apart(exercise, nb.replace_region(exercise.todo, qualname, body))

    def spoilt(self, exercise: Exercise, kind: str, *part: int) -> Mapping[str, Verdict]:
        r"""Run an exercise's tests, apart, on the right answer, spoilt on its way back from the student's functions.

        Args:
            exercise: whose functions are wrapped.
            kind: one of `kinds`.
            part: which part of a tuple alone is spoilt; everything without it.
        """
        return self._wrapped(exercise, "spoil", kind, *part)

    def zeroing(self, exercise: Exercise, *, in_place: bool) -> Mapping[str, Verdict]:
        r"""Run an exercise's tests, apart, on functions that zero their arguments and return what is right for zeros.

        Args:
            exercise: whose functions are wrapped.
            in_place: whether the test sees the zeros; otherwise it is copies that are zeroed.
        """
        return self._wrapped(exercise, "zero_arguments", in_place)

    def blank(self, exercise: Exercise, qualname: str, tests: Sequence[NotebookNode]) -> Mapping[str, Verdict]:
        r"""Leave one answer undone at the end of the notebook, and run tests of any exercise, apart."""
        source = nb.replace_region(exercise.todo, qualname, "raise NotImplementedError('not done')")
        return self._from(len(self.cells), source, lambda student: self._apart(student, tests, f"{qualname} not done"))

    def passes(self, exercise: Exercise, source: str, cpu_s: int | None = None) -> float | None:
        r"""Run tests one by one as the course is graded, up to the first that fails.

        Args:
            exercise: whose TODO cell is replaced.
            source: what stands in the TODO cell now.
            cpu_s: processor time that the answer may take in a test, in seconds; as in grading without it.
        Returns: the most that it took, in seconds; None if a test fails.
        """
        todo, after = self._span(exercise)
        most = 0.0
        with suppress(AutograderError), self._reach(todo).snapshot() as student:
            if cpu_s:
                student.inside("bound", cpu_s)
            _put(student, source)
            for test, snapshot in _up_to_each_test(student, after):
                if not self._passes(snapshot, test):
                    return None
                most = max(most, snapshot.used_s())
            return most
        return None

    def calls(self, exercise: Exercise) -> list[tuple[str, dict[str, Any]]]:
        r"""What tests send to the functions of an exercise, these doing what is right.

        Returns: pairs of a function and what `inside.record` notes of its arguments, by their names.
        """
        todo, after = self._span(exercise)
        found: list[tuple[str, dict[str, Any]]] = []
        with self._reach(todo).snapshot() as student:
            _put(student, exercise.todo.source)
            for region in nb.regions(exercise.todo, nb.SOLUTION):
                student.inside("record", region.qualname)
            for test, snapshot in _up_to_each_test(student, after):
                with suppress(AutograderError):  # of a test that ends the process
                    self._passes(snapshot, test)
                    found += json.loads(snapshot.value(f"{AT_INSIDE}.calls()"))
        return found

    def _passes(self, snapshot: Process, test: NotebookNode) -> bool:
        """Whether a process passes a test with all points."""
        name = nb.grade_id(test)
        if name in self.unfit:
            return _run(snapshot, test, self._seed).error is None
        snapshot.ask("moment", 0)
        result = self._question({name: snapshot}, self._seed, "never")[name]
        return result.error is None and result.score >= nb.points(test)

    def _wrapped(self, exercise: Exercise, function: str, *arguments: object) -> Mapping[str, Verdict]:
        todo, after = self._span(exercise)
        with self._reach(todo).snapshot() as student:
            _put(student, exercise.todo.source)
            for region in nb.regions(exercise.todo, nb.SOLUTION):
                student.inside(function, region.qualname, *arguments)
            # The same label each time: zeroing is tried twice, on the same inputs.
            return self._of_tests(self._apart(student, after, function, spoilt=True))

    def _from(self, index: int, source: str, work: Callable[[Process], T]) -> T:
        """Work with a process in which all cells before this one have run, and then this source."""

        def once() -> T:
            with self._reach(index).snapshot() as student:
                _put(student, source)
                return work(student)

        try:
            return once()
        except _SnapshotLost:
            self._sharing = False
            try:
                return once()
            finally:
                self._sharing = True

    def _of_tests(self, verdicts: Mapping[str, Verdict]) -> Mapping[str, Verdict]:
        return {name: verdicts[name] for name in verdicts if name in self.plan.uses}

    def _span(self, exercise: Exercise) -> tuple[int, list[NotebookNode]]:
        """Where an exercise's TODO cell stands, and the cells after it up to its last test."""
        ids = [nb.grade_id(cell) for cell in self.cells]
        todo, last = (ids.index(nb.grade_id(cell)) for cell in (exercise.todo, (exercise.todo, *exercise.tests)[-1]))
        return todo, self.cells[todo + 1 : last + 1]

    def _reach(self, index: int) -> Process:
        """A process in which all cells before this one have run, tests left out."""
        needed = len(self.plan.tests) + 2
        if self._student is None or self._done > index or len(self._student.free) < needed:
            self.close()
            main, snapshots = self._running.enter_context(self._station.student(_SNAPSHOTS))
            self._student, self._done = Process(main, list(enumerate(snapshots))), 0
            self._student.begin(self.plan.files)
        for cell in self.cells[self._done : index]:
            if not _is_test(cell):
                self._student.run(cell.source)
        self._done = index
        return self._student

    def _both(self, student: Process, cells: Sequence[NotebookNode], label: str, tests: Collection[str]) -> Verdicts:
        """Run cells in both ways at once, but of tests only these together; the process given has then run them all."""
        chosen = [cell for cell in cells if not _is_test(cell) or nb.grade_id(cell) in tests]
        with student.snapshot() as snapshot, ThreadPoolExecutor(1) as second:
            together = second.submit(lambda: {nb.grade_id(cell): _run(snapshot, cell, label) for cell in chosen})
            apart = self._apart(student, cells, self._seed)
            return {APART: apart, TOGETHER: together.result()}

    def _apart(
        self, student: Process, cells: Sequence[NotebookNode], label: str, *, spoilt: bool = False
    ) -> Mapping[str, Verdict]:
        """Run cells, and when all have run, tests against snapshots from where they stand."""
        found: dict[str, Verdict] = {}
        waiting: dict[str, Process] = {}
        snapshot = None
        with ExitStack() as open_ones:
            for cell in cells:
                if not _is_test(cell):
                    found[nb.grade_id(cell)] = _run(student, cell, label)
                    snapshot = None
                elif nb.grade_id(cell) not in self.unfit:
                    # What was spoilt is told for each test.
                    if snapshot is None or spoilt or not self._sharing:
                        snapshot = open_ones.enter_context(student.snapshot())
                        snapshot.ask("moment", 0)  # where a test begins, whatever was asked before it
                    waiting[nb.grade_id(cell)] = snapshot
            for name, result in self._question(waiting, label, "never" if spoilt else "at once").items():
                touched = waiting[name].touched() if spoilt and not result.error else ()
                found[name] = Verdict(result.error, touched, behaviour=result.behaviour, score=result.score)
        return found

    def _question(self, students: Mapping[str, Process], label: str, listen: Listen) -> dict[str, TestResult]:
        """What a checker says of each test; a new one goes on where an answer ends its process."""
        found: dict[str, TestResult] = {}
        while left := [name for name in students if name not in found]:
            asked = list(dict.fromkeys(students[name] for name in left))
            places = {name: Place(asked.index(students[name]), 0) for name in left}
            order = self.plan.order(places, label, listen)
            with self._station.checker([each.connection for each in asked], self.plan.files) as checker:
                wire.send(checker, order.packed(), LIMITS.test_s)
                for name in left:
                    try:
                        found[name] = TestResult(**wire.receive(checker, LIMITS.test_s))
                    except wire.WireError:
                        found[name] = TestResult.failed("TestEnded", "the test did not come to its end", gone=True)
                    if found[name].gone:
                        if any(students[name] is students[other] for other in students.keys() - found.keys()):
                            raise _SnapshotLost
                        break
        return found


def station_for(plans: Sequence[Plan]) -> Station:
    r"""A station for trials, one at a time, of these plans; it starts while the caller goes on."""
    needed = Worker().expecting(plans)
    # With the home of whoever checks: data that notebooks read may lie there, and all that runs is the course's own.
    preload, checking = [*sorted(needed.modules), INSIDE], sorted(needed.checking)
    return Station(preload, LIMITS, "process", checking, settings=os.environ)


def _put(student: Process, source: str) -> None:
    if error := student.run(source).error:
        raise AutograderError(f"the answer's cell does not run: {error}")


def _run(student: Process, cell: NotebookNode, label: str) -> Verdict:
    """Run a cell where it stands; a test does not depend on how many random numbers came before it."""
    if _is_test(cell):
        student.inside("begin", zlib.crc32(f"{label} {nb.grade_id(cell)}".encode()))
    reply = student.run(cell.source)
    return Verdict(reply.error, outputs=reply.outputs)


def _up_to_each_test(student: Process, cells: Sequence[NotebookNode]) -> Iterator[tuple[NotebookNode, Process]]:
    """Run cells, and give each test with a snapshot of what stands before it."""
    for cell in cells:
        if _is_test(cell):
            with student.snapshot() as snapshot:
                yield cell, snapshot
        else:
            student.run(cell.source)


def _is_test(cell: NotebookNode) -> bool:
    return nb.kind(cell) is Kind.TEST
