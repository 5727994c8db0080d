"""One kernel in which a source notebook has run, and in which other answers to its exercises are tried."""

from __future__ import annotations

import ast
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder import AutograderError
from autograder import notebook as nb
from autograder.kernel import Kernel, Outcome
from autograder.notebook import Exercise, Kind

_INSIDE = "__import__('autograder.inside', fromlist=['inside'])"
_END = "end of the notebook"


@dataclass(frozen=True)
class Verdict:
    """What a test cell says to an answer.

    Attributes:
        error: "Name: message", None if the answer passed.
        touched: which parts of the returned values were spoilt, as `inside.touched` says.
    """

    error: str | None
    touched: tuple[int, ...]


class Trial:
    """The notebook's kernel; `run_source` comes first, then answers in any order."""

    def __init__(self, kernel: Kernel, notebook: NotebookNode) -> None:
        r"""Try answers to a notebook's exercises in a fresh kernel."""
        self._kernel = kernel
        self._notebook = notebook

    def run_source(self) -> list[tuple[NotebookNode, Outcome]]:
        r"""Run what grading runs, and remember what every TODO cell found before it and left behind."""
        # Thousands of tracebacks are made and none is read.
        self._kernel.run("get_ipython().InteractiveTB.set_mode(mode='Minimal')")
        done = []
        for cell in self._notebook.cells:
            if cell.cell_type != "code" or nb.SKIP in cell.metadata.get("tags", ()):
                continue
            done.append((cell, self._kernel.run(cell.source)))
            if nb.kind(cell) is Kind.SOLUTION:
                self._inside("keep", nb.grade_id(cell))
        self._inside("keep", _END)
        return done

    def ways(self) -> list[str]:
        """How an answer can be spoilt."""
        return self._ask("WAYS", "list")

    def answer(self, exercise: Exercise, source: str, label: str) -> Mapping[str, Verdict]:
        r"""Put another answer in place of an exercise's solution and run the exercise's tests.

        Args:
            exercise: whose TODO cell is replaced.
            source: what stands in the TODO cell now.
            label: what the answer is called; random inputs depend on it, so that many are tried.
        Returns: what each test says, by test id.
        Raises: AutograderError: if the TODO cell itself fails.
        """
        self._put(exercise.id, source)
        return self._judge(exercise.tests, label)

    def spoilt(self, exercise: Exercise, way: str, *part: int) -> Mapping[str, Verdict]:
        r"""Run an exercise's tests on the right answer, spoilt on its way back from the student's functions.

        Args:
            exercise: whose functions are wrapped.
            way: one of `ways`.
            part: which part of a tuple alone is spoilt; everything without it.
        Returns: what each test says, by test id.
        """
        self._put(exercise.id, exercise.todo.source)
        for region in nb.regions(exercise.todo, nb.SOLUTION):
            self._inside("spoil", region.qualname, way, *part)
        return self._judge(exercise.tests, f"spoilt: {way}", spoilt=True)

    def blank(self, exercise: Exercise, qualname: str) -> Mapping[str, Verdict]:
        r"""Leave one answer undone at the end of the notebook, and run the tests of all exercises."""
        source = nb.replace_region(exercise.todo, qualname, "raise NotImplementedError('not done')")
        self._put(_END, source)
        tests = [test for other in nb.exercises(self._notebook) for test in other.tests]
        return self._judge(tests, f"{qualname} not done")

    def _put(self, state: str, source: str) -> None:
        self._inside("put_back", state, 0)
        outcome = self._kernel.run(source)
        if outcome.error:
            raise AutograderError(f"the answer's cell does not run: {outcome.error}")

    def _judge(self, tests: Iterable[NotebookNode], label: str, *, spoilt: bool = False) -> Mapping[str, Verdict]:
        self._inside("keep", "answer")
        verdicts = {}
        for test in tests:
            name = nb.grade_id(test)
            # No test sees the names of another, nor depends on how many random numbers came before it.
            self._inside("put_back", "answer", zlib.crc32(f"{label} {name}".encode()))
            error = self._kernel.run(test.source).error
            verdicts[name] = Verdict(error, tuple(self._ask("touched()")) if spoilt else ())
        return verdicts

    def _ask(self, expression: str, how: str = "") -> list:
        return ast.literal_eval(self._kernel.value(f"{how}({_INSIDE}.{expression})"))

    def _inside(self, function: str, *arguments: object) -> None:
        outcome = self._kernel.run(f"{_INSIDE}.{function}{(*arguments,)}")
        if outcome.error:
            raise AutograderError(f"{function}{(*arguments,)} failed in the kernel: {outcome.error}")
