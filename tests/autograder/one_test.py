"""What one answer is worth in one test, graded as a submission is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from nbformat.v4 import new_code_cell, new_notebook
from tiny_course import graded

from autograder.course import notebook as nb
from autograder.course.outcome import Outcome
from autograder.grading.plan import Plan, merged
from autograder.grading.submission import grade
from autograder.grading.trusted.station import Station


def judged(
    station: Station,
    imports: str,
    answer: str,
    test: str,
    *,
    defined: Sequence[str] = ("f",),
    files: Mapping[str, bytes] | None = None,
    together: bool = False,
) -> Outcome:
    """What an answer that defines these names is worth in test `t`, of one point."""
    todo = graded("def f(x):\n    raise NotImplementedError", "f", grade=False, solution=True)
    cells = [new_code_cell(imports, id="imports"), todo, graded(test, "t", grade=True, solution=False, points=1)]
    source = new_notebook(cells=cells)
    made = merged(source, source)
    beside = frozenset({"t"}) if together else frozenset()
    plan = Plan("a", "a", made, tuple(defined), "the secret", dict(files or {}), beside)
    notebook = json.loads(json.dumps(made))
    notebook["cells"][1]["source"] = answer
    (outcome,) = grade([plan], {"a.ipynb": json.dumps(notebook).encode()}, station)
    return outcome


def error(outcome: Outcome) -> str:
    """What the test says that failed."""
    assert outcome.notebook is not None
    test = next(cell for cell in outcome.notebook.cells if nb.grade_id(cell) == "t")
    return next(f"{output.ename}: {output.evalue}" for output in test.outputs if output.output_type == "error")
