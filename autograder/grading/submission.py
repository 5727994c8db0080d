"""One submission, from what a student handed in to what it is worth."""

from __future__ import annotations

import json
import math
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import nbformat
from nbformat import NotebookNode

from autograder import notebook as nb
from autograder.grading import moments, wire
from autograder.grading.merge import merge
from autograder.grading.plan import Plan
from autograder.grading.trusted.bench import Bench
from autograder.grading.trusted.zygotes import Lost
from autograder.notebook import Kind

#: The most bytes of outputs that are taken from one cell.
_MOST_OUTPUT = 4 << 20

#: In place of what an exception of the answer says.
WITHHELD = "raised by the answer; what it says is left out, since it could hold the inputs of a hidden test"


@dataclass
class Outcome:
    """What a submitted notebook is worth.

    Attributes:
        name: the notebook's name.
        notebook: as graded, with outputs; None if there is none that can be read.
        scores: of every graded cell of the plan, by grade id; None where a person must judge.
        remarks: what an instructor should know, one sentence each.
        seconds: wall time of running its cells and tests.
    """

    name: str
    notebook: NotebookNode | None
    scores: dict[str, float | None]
    remarks: list[str] = field(default_factory=list)
    seconds: float = 0.0


def grade(
    plans: Sequence[Plan], files: Mapping[str, bytes], bench: Bench, *, tests_in_student_process: bool = False
) -> list[Outcome]:
    r"""Grade what one student handed in for an assignment.

    Args:
        plans: of the assignment's notebooks.
        files: what was handed in, by relative path.
        bench: where to run it.
        tests_in_student_process: run test cells where the answers run, as plain nbgrader does.
    Raises: Lost: if a process of ours was ended; the submission can be graded again.
    """
    return [_grade(plan, files, bench, tests_in_student_process) for plan in plans]


def _grade(plan: Plan, files: Mapping[str, bytes], bench: Bench, together: bool) -> Outcome:
    handed_in = files.get(f"{plan.name}.ipynb")
    if handed_in is None:
        return Outcome(plan.name, None, dict.fromkeys(_graded(plan), 0.0), [f"{plan.name}.ipynb was not handed in"])
    try:
        notebook, remarks = merge(plan.notebook, handed_in)
    except ValueError as error:
        return Outcome(plan.name, None, {}, [f"{plan.name}.ipynb cannot be read: {error}"])
    others = {name: data for name, data in files.items() if PurePosixPath(name).suffix != ".ipynb"}
    started = time.monotonic()
    run = _Run(plan, notebook, {**others, **plan.files}, bench, together)
    run.finish()
    return Outcome(plan.name, notebook, run.scores(), remarks + run.remarks, time.monotonic() - started)


class _Run:
    """A submission at work: cells first; tests when no cell can show any more what a test sent."""

    def __init__(
        self, plan: Plan, notebook: NotebookNode, files: dict[str, bytes], bench: Bench, together: bool
    ) -> None:
        self._plan, self._notebook, self._files, self._bench = plan, notebook, files, bench
        skipped = {cell.id for cell in plan.notebook.cells if nb.SKIP in cell.metadata.get("tags", ())}
        self._cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.id not in skipped]
        self._together = together
        self._fatal: dict[int, str] = {}
        self._tested: dict[str, dict] = {}
        self._groups = {} if together else moments.groups(self._cells)
        #: When the process is held that each group of tests questions; a group's own number, if at its own moment.
        self._held = [] if together else moments.shared(plan, self._cells, self._groups)
        self._ran = False
        self._deadline = time.monotonic() + bench.limits.submission_s
        self.remarks: list[str] = []

    def finish(self) -> None:
        """Run until every test has its result, again and again if the student's process does not last."""
        limits = self._bench.limits
        for _ in range(limits.tries):
            if self._left(limits.submission_s) <= 0:
                limit = f"{limits.submission_s:g} s, the limit of a submission (submission_s)"
                self.remarks.append(f"it was still running after {limit}: the rest was not run")
                break
            with self._bench.student(len(set(self._held))) as (main, snapshots):
                if self._run_cells(main) and self._run_tests(snapshots):
                    break
            self._held = sorted(set(self._groups.values()))  # what ends one process is not to cost others their turn
        else:
            self.remarks.append(f"its process ended or hung {limits.tries} times: the rest was not run")
        for test in self._plan.tests:
            missing = {"ename": "NotRun", "evalue": "this test did not run", "score": 0.0}
            self._show(test, self._tested.setdefault(nb.grade_id(test), missing))

    def scores(self) -> dict[str, float | None]:
        """What each graded cell is worth."""
        found: dict[str, float | None] = {}
        cells = {nb.grade_id(cell): cell for cell in self._notebook.cells}
        for grade_id, cell in _graded(self._plan).items():
            if nb.kind(cell) is Kind.TEST and cell.cell_type == "code":
                found[grade_id] = self._tested[grade_id]["score"]
            else:
                # A task is always judged by a person: what was done for it stands in other cells.
                judged = nb.kind(cell) is Kind.TASK or _answered(cells.get(grade_id))
                found[grade_id] = None if judged else 0.0
        return found

    def _run_cells(self, main: socket.socket) -> bool:
        """Whether all cells came to their end; the one that did not is left out from now on."""
        limits, count = self._bench.limits, 0
        try:
            _ask(main, "files", self._files, limits.cell_s)
        except wire.WireError:
            raise Lost("the student's process did not start") from None
        taken: set[int] = set()
        for cell in self._cells:
            index = id(cell)
            if index in self._fatal or not cell.source.strip():
                continue
            if self._is_test(cell) and not self._together:
                if (group := self._groups[nb.grade_id(cell)]) not in taken:
                    taken.add(group)
                    with suppress(wire.WireError):  # noticed when it is questioned
                        _ask(main, "moment", group, limits.cell_s)
                        if group in self._held:
                            _ask(main, "snapshot", self._connection(group), limits.cell_s)
                continue
            count += 1
            try:
                reply = _ask(main, "run", cell.source, self._left(limits.cell_s))
            except wire.WireError as error:
                self._fatal[index] = _why(error, limits.cell_s)
                if not self._ran:
                    cell.outputs = [_error("CellEnded", self._fatal[index])]
                self.remarks.append(f"cell {nb.grade_id(cell)}: {self._fatal[index]}")
                if self._is_test(cell):
                    self._tested[nb.grade_id(cell)] = {"ename": "CellEnded", "evalue": self._fatal[index], "score": 0.0}
                return False
            if not self._ran:
                cell.execution_count = count
                cell.outputs = _outputs(reply)
            if self._is_test(cell):
                self._tested.setdefault(nb.grade_id(cell), _score_of(cell, reply))
        self._ran = True
        if (end := len(self._held)) in self._held:
            with suppress(wire.WireError):
                _ask(main, "stay", self._connection(end), limits.cell_s)
        return True

    def _connection(self, moment: int) -> int:
        return sorted(set(self._held)).index(moment)

    def _run_tests(self, snapshots: list[socket.socket]) -> bool:
        """Whether every test has its result now."""
        left = [test for test in self._plan.tests if nb.grade_id(test) not in self._tested]
        if self._together or not left:
            return True
        limit_s = self._left(self._bench.limits.test_s)
        with self._bench.checker(snapshots) as checker:
            groups = {nb.grade_id(test): self._groups[nb.grade_id(test)] for test in left}
            places = {name: (self._connection(self._held[group]), group) for name, group in groups.items()}
            order = self._plan.order(places, self._plan.seed)
            wire.send(checker, order, limit_s)
            for test in order["tests"]:
                try:
                    outcome = wire.receive(checker, limit_s)
                except wire.WireError as error:
                    why = (
                        f"the test was not done after {limit_s:g} s"
                        if isinstance(error, wire.Late)
                        else ("the test could not go on with what the answer returned")
                    )
                    outcome = {"ename": "TestEnded", "evalue": why, "score": 0.0, "gone": True, "began": True}
                if outcome["gone"] and not outcome["began"]:
                    return False  # an earlier test ended what this one was to question
                self._tested[test["id"]] = outcome
                if outcome["gone"]:
                    self.remarks.append(f"test {test['id']}: {outcome['evalue']}")
                    return len(self._tested) == len(self._plan.tests)
        return True

    def _left(self, limit_s: float) -> float:
        return max(0.0, min(limit_s, self._deadline - time.monotonic()))

    def _is_test(self, cell: NotebookNode) -> bool:
        return nb.kind(cell) is Kind.TEST

    def _show(self, test: NotebookNode, outcome: dict) -> None:
        """Write a test's result into its cell, so that nbgrader's own rules give the same score."""
        cell = next(cell for cell in self._cells if nb.grade_id(cell) == nb.grade_id(test))
        cell.metadata["autograder"] = {"score": outcome["score"]}
        cell.outputs = []
        if outcome.get("printed"):
            cell.outputs.append(_output("stream", name="stdout", text=outcome["printed"]))
        if outcome.get("ename"):
            message = WITHHELD if outcome.get("student") else outcome["evalue"]
            cell.outputs.append(_error(outcome["ename"], message))
        elif outcome.get("value") is not None:
            data = {"text/plain": outcome["value"]}
            cell.outputs.append(_output("execute_result", data=data, metadata={}, execution_count=None))


def _graded(plan: Plan) -> dict[str, NotebookNode]:
    kinds = (Kind.TEST, Kind.MANUAL, Kind.TASK)
    return {nb.grade_id(cell): cell for cell in plan.notebook.cells if nb.kind(cell) in kinds}


def _ask(connection: socket.socket, order: str, argument: object, limit_s: float) -> object:
    wire.send(connection, [order, argument], limit_s)
    return wire.receive(connection, limit_s, _MOST_OUTPUT)


def _why(error: wire.WireError, limit_s: float) -> str:
    if isinstance(error, wire.Late):
        return f"this cell was still running after {limit_s:g} s, the limit of a cell (cell_s)"
    if isinstance(error, wire.Closed):
        return "this cell ended the process that it ran in"
    return f"the outputs of this cell cannot be read: {error}"


def _outputs(reply: object) -> list[NotebookNode]:
    """Outputs as nbformat allows them; what is none is left out."""
    found = []
    for output in reply.get("outputs", []) if isinstance(reply, dict) else []:
        with suppress(nbformat.ValidationError, TypeError, AttributeError, KeyError, ValueError):
            made = nbformat.from_dict(json.loads(json.dumps(output)))
            if not _is_stream(made):
                nbformat.v4.nbbase.validate(made, made.output_type)
            found.append(made)
    return found


def _is_stream(output: NotebookNode) -> bool:
    """Whether it is what most outputs are, seen without the schema, which takes a hundred times as long."""
    texts = output.keys() == {"output_type", "name", "text"} and all(type(text) is str for text in output.values())
    return texts and output.output_type == "stream"


def _score_of(cell: NotebookNode, reply: object) -> dict:
    """What a test cell that ran in the student's process is worth: nbgrader's rules, but stderr costs nothing."""
    most = nb.points(cell)
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    if error is not None or not isinstance(reply, dict) or reply.get("error"):
        return {"ename": error.ename if error else "Error", "evalue": error.evalue if error else "", "score": 0.0}
    for output in cell.outputs:
        if output.output_type == "execute_result":
            with suppress(ValueError, KeyError):
                number = float(output.data["text/plain"])
                good = math.isfinite(number) and 0 <= number <= most
                return {"value": str(number), "score": number} if good else {
                    "ename": "ValueError", "evalue": f"the test's last line is {number}", "score": 0.0
                }  # fmt: skip
    return {"score": most}


def _error(name: str, message: str) -> NotebookNode:
    return _output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])


def _output(kind: str, **content: object) -> NotebookNode:
    """An output of our own making: nbformat's function would check it against the schema, which takes longer."""
    return nbformat.from_dict({"output_type": kind, **content})


def _answered(cell: NotebookNode | None) -> bool:
    from nbgrader.utils import compute_checksum

    return cell is not None and cell.metadata.nbgrader.get("checksum") != compute_checksum(cell)
