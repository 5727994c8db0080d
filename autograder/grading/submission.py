"""One submission, from what a student handed in to what it is worth."""

from __future__ import annotations

import builtins
import json
import math
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course import notebook as nb
from autograder.course.notebook import Kind
from autograder.course.outcome import WITHHELD, Outcome
from autograder.grading import wire
from autograder.grading.handed_in import Choice, choose
from autograder.grading.merge import merge
from autograder.grading.plan import Plan
from autograder.grading.result import CellReply, TestResult
from autograder.grading.snapshots import Schedule
from autograder.grading.trusted.checker import NO_NUMBER
from autograder.grading.trusted.fork_client import Lost
from autograder.grading.trusted.patience import Patience
from autograder.grading.trusted.remote import StudentError
from autograder.grading.trusted.station import Station
from autograder.grading.trusted.surroundings import NO_PICKLE

#: How a remark about a test begins, and one about a cell, which a test may be.
OF_TEST, OF_CELL = "test {}: ", "cell {}: "
#: The most bytes of outputs that are taken from one cell.
_MOST_OUTPUT = 4 << 20
#: What each output counts as, at least: to look at one takes its time, however short it is, and whatever it is.
_LEAST_OUTPUT = 5000
_OUTPUT_TYPES = ("stream", "display_data", "execute_result", "error")
#: How deep an output may be nested: programs that read notebooks go down a level by calling themselves.
_DEEPEST = 50


def grade(plans: Sequence[Plan], files: Mapping[str, bytes], station: Station) -> list[Outcome]:
    r"""Grade what one student handed in for an assignment.

    Args:
        plans: of the assignment's notebooks.
        files: what was handed in, by relative path.
        station: where to run it.
    Raises: Lost: if a process of ours was ended; the submission can be graded again.
    """
    choices = zip(plans, choose(plans, files), strict=True)
    return [_grade(plan, choice, files, station) for plan, choice in choices]


def _grade(plan: Plan, choice: Choice, files: Mapping[str, bytes], station: Station) -> Outcome:
    if choice.path is None:
        return Outcome(plan.name, None, dict.fromkeys(graded_cells(plan), 0.0), choice.remarks)
    try:
        notebook, remarks = merge(plan.notebook, files[choice.path])
    except ValueError as error:
        return Outcome(plan.name, None, {}, [f"{plan.name}.ipynb cannot be read: {error}", *choice.remarks])
    others = {name: data for name, data in files.items() if not nb.is_notebook(name)}
    started = time.monotonic()
    run = _Run(plan, notebook, {**others, **plan.files}, station)
    run.finish()
    remarks = [*choice.remarks, *remarks, *but_of(run.remarks, plan.withdrawn)]
    return Outcome(plan.name, notebook, run.scores(), remarks, time.monotonic() - started)


class _Run:
    """A submission at work: cells first; tests when no cell can show any more what a test sent."""

    def __init__(self, plan: Plan, notebook: NotebookNode, files: dict[str, bytes], station: Station) -> None:
        self._plan, self._notebook, self._files, self._station = plan, notebook, files, station
        skipped = {cell.id for cell in plan.notebook.cells if nb.SKIP in cell.metadata.get("tags", ())}
        self._cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.id not in skipped]
        #: Of several of one id, which students may make, the first.
        self._by_id = {nb.grade_id(cell): cell for cell in reversed(self._cells)}
        self._fatal: dict[int, str] = {}
        self._tested: dict[str, TestResult] = {}
        self._schedule = Schedule.of(plan, self._cells)
        self._ran = False
        self._room = int(station.limits.outputs_mb * 1e6)
        self._deadline = time.monotonic() + station.limits.submission_s
        self.remarks: list[str] = []

    def finish(self) -> None:
        """Run until every test has its result, again and again if the student's process does not last."""
        limits = self._station.limits
        for _ in range(limits.tries):
            if self._left(limits.submission_s) <= 0:
                limit = f"{limits.submission_s:g} s, the limit of a submission (submission_s)"
                self.remarks.append(f"it was still running after {limit}: the rest was not run")
                break
            with self._station.student(self._schedule.snapshots) as (main, snapshots):
                if self._run_cells(main) and self._run_tests(snapshots):
                    break
            self._schedule = self._schedule.apart()
        else:
            self.remarks.append(f"its process ended or hung {limits.tries} times: the rest was not run")
        for test in self._plan.tests:
            missing = TestResult.failed("NotRun", "this test did not run")
            self._show(test, self._tested.setdefault(nb.grade_id(test), missing))

    def scores(self) -> dict[str, float | None]:
        """What each graded cell is worth."""
        found: dict[str, float | None] = {}
        cells = {nb.grade_id(cell): cell for cell in self._notebook.cells}
        for grade_id, cell in graded_cells(self._plan).items():
            if nb.kind(cell) is Kind.TEST and cell.cell_type == "code":
                found[grade_id] = self._plan.withdrawn.get(grade_id, self._tested[grade_id].score)
            else:
                # A task is always judged by a person: what was done for it stands in other cells.
                judged = nb.kind(cell) is Kind.TASK or _answered(cells.get(grade_id))
                found[grade_id] = None if judged else 0.0
        return found

    def _run_cells(self, main: socket.socket) -> bool:
        """Whether all cells came to their end; the one that did not is left out from now on."""
        limits, count = self._station.limits, 0
        try:
            self._ask(main, "files", self._files)
        except wire.WireError:
            raise Lost("the student's process did not start") from None
        taken: set[int] = set()
        for cell in self._cells:
            index = id(cell)
            if index in self._fatal or not cell.source.strip():
                continue
            if self._plan.is_apart(cell):
                if (moment := self._schedule.moments[nb.grade_id(cell)]) not in taken:
                    taken.add(moment)
                    with suppress(wire.WireError):  # noticed when it is questioned
                        self._ask(main, "moment", moment)
                        if (connection := self._schedule.connection_at(moment)) is not None:
                            self._ask(main, "snapshot", connection)
                continue
            count += 1
            try:
                reply = CellReply.read(self._ask(main, "run", cell.source))
            except wire.WireError as error:
                self._fatal[index] = _why(error, limits.cell_s)
                if not self._ran:
                    cell.outputs = [_error("CellEnded", self._fatal[index])]
                self.remarks.append(OF_CELL.format(nb.grade_id(cell)) + self._fatal[index])
                if self._is_test(cell):
                    self._tested[nb.grade_id(cell)] = TestResult.failed("CellEnded", self._fatal[index])
                return False
            if not self._ran:
                cell.execution_count = count
                cell.outputs = self._kept(reply.outputs)
            if self._is_test(cell):
                number = nb.grade_id(cell) in self._plan.numbers
                self._tested.setdefault(nb.grade_id(cell), _score_of(cell, reply, number))
        self._ran = True
        if (connection := self._schedule.connection_at(self._schedule.end)) is not None:
            with suppress(wire.WireError):
                self._ask(main, "stay", connection)
        return True

    def _run_tests(self, snapshots: list[socket.socket]) -> bool:
        """Whether every test has its result now."""
        left = [test for test in self._plan.tests if nb.grade_id(test) not in self._tested]
        if not left:
            return True
        limit_s = self._station.limits.test_s
        with self._station.checker(snapshots, self._plan.files) as checker:
            places = {nb.grade_id(test): self._schedule.place(nb.grade_id(test)) for test in left}
            order = self._plan.order(places, self._plan.seed, "after")
            wire.send(checker, order.packed(), self._patience(limit_s).to_send_s)
            for test in places:
                try:
                    result = TestResult(**wire.receive(checker, self._patience(limit_s)))
                except wire.WireError as error:
                    why = (
                        f"the test was not done after {limit_s:g} s"
                        if isinstance(error, wire.Late)
                        else "the test could not go on with what the answer returned"
                    )
                    result = TestResult.failed("TestEnded", why, gone=True)
                if result.gone and not result.began:
                    return False  # an earlier test ended what this one was to question
                self._tested[test] = result
                if result.evalue == NO_PICKLE and not result.by_student:  # nothing that a student could have known
                    self.remarks.append(OF_TEST.format(test) + NO_PICKLE)
                if result.gone:
                    self.remarks.append(f"{OF_TEST.format(test)}{result.evalue}")
                    return len(self._tested) == len(self._plan.tests)
            self._listen(checker, places)
        return True

    def _listen(self, checker: socket.socket, places: Iterable[str]) -> None:
        """Hear how the answers behave in tests that failed; whatever goes wrong with that costs nobody anything."""
        with suppress(wire.WireError):
            for test in places:
                if self._tested[test].unheard:
                    behaviour = wire.receive(checker, self._patience(self._station.limits.test_s))
                    self._tested[test] = replace(self._tested[test], behaviour=behaviour)

    def _kept(self, outputs: list[Any]) -> list[NotebookNode]:
        """Outputs of a cell, as long as there is room for them."""
        found = []
        for output, size in map(_read, outputs):
            if self._room < size:
                limit = f"{self._station.limits.outputs_mb:g} MB, the limit of a submission (outputs_mb)"
                found.append(_output("stream", name="stderr", text=f"\n[cut: all outputs were longer than {limit}]\n"))
                if self._room >= 0:
                    self.remarks.append(f"its outputs were longer than {limit}: the rest was cut")
                self._room = -1
                break
            self._room -= size
            found += [output] if output else []
        return found

    def _ask(self, student: socket.socket, order: str, argument: object) -> object:
        patience = self._patience(self._station.limits.cell_s)
        wire.send(student, [order, argument], patience.to_send_s)
        return wire.receive(student, patience, _MOST_OUTPUT)

    def _patience(self, limit_s: float) -> Patience:
        return self._station.patience(self._left(limit_s))

    def _left(self, limit_s: float) -> float:
        return max(0.0, min(limit_s, self._deadline - time.monotonic()))

    def _is_test(self, cell: NotebookNode) -> bool:
        return nb.kind(cell) is Kind.TEST

    def _show(self, test: NotebookNode, result: TestResult) -> None:
        """Write a test's result into its cell, so that nbgrader's own rules give the same score."""
        cell = self._by_id[nb.grade_id(test)]
        cell.metadata["autograder"] = {"score": result.score}
        if result.behaviour:
            cell.metadata["autograder"]["behaviour"] = result.behaviour
        if result.failed_by_line is not None:
            cell.metadata["autograder"]["failed_by_line"] = result.failed_by_line
        cell.outputs = []
        if result.printed:
            cell.outputs.append(_output("stream", name="stdout", text=result.printed))
        if result.ename is not None:
            name, message = result.ename, result.evalue or ""
            if result.by_student:  # the name of a class of theirs is theirs, too
                name, message = name if hasattr(builtins, name) else StudentError.__name__, WITHHELD
            cell.outputs.append(_error(name, message))
        elif result.value is not None:
            data = {"text/plain": result.value}
            cell.outputs.append(_output("execute_result", data=data, metadata={}, execution_count=None))


def but_of(remarks: Iterable[str], tests: Iterable[str]) -> list[str]:
    r"""Remarks without those about these tests, by grade id: of a withdrawn one, nothing is held against an answer."""
    begin = tuple(how.format(test) for test in tests for how in (OF_TEST, OF_CELL))
    return [remark for remark in remarks if not remark.startswith(begin)]


def graded_cells(plan: Plan) -> dict[str, NotebookNode]:
    r"""The cells of a notebook that get a score, by grade id."""
    kinds = (Kind.TEST, Kind.MANUAL, Kind.TASK)
    return {nb.grade_id(cell): cell for cell in plan.notebook.cells if nb.kind(cell) in kinds}


def _why(error: wire.WireError, limit_s: float) -> str:
    if isinstance(error, wire.Late):
        return f"this cell was still running after {limit_s:g} s, the limit of a cell (cell_s)"
    if isinstance(error, wire.Closed):
        return "this cell ended the process that it ran in"
    return f"the outputs of this cell cannot be read: {error}"


def _read(output: Any) -> tuple[NotebookNode | None, int]:
    """An output as nbformat allows it, None if it is none; and its length in a notebook, or what the look costs."""
    with suppress(Exception):  # it can be anything, and nobody knows all that breaks a schema
        if _depth(output) <= _DEEPEST and output["output_type"] in _OUTPUT_TYPES:
            written = json.dumps(output, allow_nan=False)
            made = nbformat.from_dict(json.loads(written))
            if not _is_stream(made):
                nbformat.v4.nbbase.validate(made, made.output_type)
            return made, max(len(written), _LEAST_OUTPUT)
    return None, _LEAST_OUTPUT


def _depth(value: Any) -> int:
    """How many lists and dicts lie in each other; what is deeper than the deepest that counts is not looked at."""
    inner, depth = [value], 0
    while inner and depth <= _DEEPEST:
        depth += 1
        lists = [each.values() if isinstance(each, dict) else each for each in inner if isinstance(each, dict | list)]
        inner = [each for values in lists for each in values]
    return depth


def _is_stream(output: NotebookNode) -> bool:
    """Whether it is what most outputs are, seen without the schema, which takes a hundred times as long."""
    texts = output.keys() == {"output_type", "name", "text"} and all(type(text) is str for text in output.values())
    return texts and output.output_type == "stream"


def _score_of(cell: NotebookNode, reply: CellReply, is_number: bool) -> TestResult:
    """What a test cell that ran in the student's process is worth: nbgrader's rules, but stderr costs nothing."""
    most = nb.points(cell)
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    if error is not None or reply.error:
        return TestResult.failed(error.ename if error else "Error", error.evalue if error else "")
    for output in cell.outputs:
        if output.output_type == "execute_result":
            with suppress(ValueError, KeyError):
                number = float(output.data["text/plain"])
                if math.isfinite(number) and 0 <= number <= most:
                    return TestResult(number, value=str(number))
                return TestResult.failed("ValueError", f"the test's last line is {number}")
    if is_number:
        return TestResult.failed("ValueError", NO_NUMBER.format(points=most))
    return TestResult(most)


def _error(name: str, message: str) -> NotebookNode:
    return _output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])


def _output(kind: str, **content: object) -> NotebookNode:
    """An output of our own making: nbformat's function would check it against the schema, which takes longer."""
    made: NotebookNode = nbformat.from_dict({"output_type": kind, **content})
    return made


def _answered(cell: NotebookNode | None) -> bool:
    from nbgrader.utils import compute_checksum

    return cell is not None and cell.metadata.nbgrader.get("checksum") != compute_checksum(cell)
