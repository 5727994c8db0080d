"""The proof that an assignment is sound: its looks, its solution, its release, and every known answer."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode

from autograder import AutograderError, answers, kernel, mistakes, rules
from autograder import notebook as nb
from autograder.answers import Row
from autograder.course import Course
from autograder.grading import plan
from autograder.grading.plan import Plan
from autograder.grading.trusted.bench import Bench
from autograder.mistakes import Bank
from autograder.notebook import Kind
from autograder.release import generate, proof
from autograder.trial import Trial, bench_for

WIDGET = "application/vnd.jupyter.widget-view+json"
NOT_DONE = "NotImplementedError"


@dataclass
class Report:
    """What the check of one notebook found; sound if there are no problems."""

    name: str
    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def check_all(course: Course, names: list[str], told: Callable[[str], None]) -> Iterator[Report]:
    r"""Check assignments, several at a time, and report on each in order.

    Args:
        course: where they are.
        names: their full names.
        told: is called with what is being done, for a progress display.
    Raises: AutograderError: if a notebook cannot be read.
    """
    if len(names) == 1:
        yield check(course, names[0], lambda stage: told(f"{names[0]}: {stage}"))
        return
    told(f"checking {', '.join(names)}")
    modules = sorted({module for name in names for module in plan.of(nb.read(course.notebook(name))).modules})
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=_prepare, initargs=(modules,)) as pool:
        yield from pool.map(partial(_check_at, course.root), names)


#: The bench of this process, for all notebooks that it checks: starting one takes longer than checking most of them.
_bench: Bench | None = None


def _prepare(modules: list[str]) -> None:
    global _bench
    _bench = bench_for(modules)
    atexit.register(_bench.close)


def _check_at(root: Path, name: str) -> Report:
    return check(Course.at(root), name, bench=_bench)


def check(
    course: Course, name: str, told: Callable[[str], None] = lambda stage: None, bench: Bench | None = None
) -> Report:
    r"""Check an assignment in every way there is, and report all that is wrong.

    Args:
        course: where it is.
        name: its full name.
        told: is called with what is being done, for a progress display.
        bench: where answers are tried; without it, one of its own.
    Raises: AutograderError: if there is no such notebook, or it cannot be read.
    """
    source = nb.read(course.notebook(name))
    with nullcontext(bench) if bench else closing(bench_for(plan.of(source).modules)) as used:
        return _checked(course, name, source, told, used)


def _checked(course: Course, name: str, source: NotebookNode, told: Callable[[str], None], bench: Bench) -> Report:
    report = Report(name)
    told("looking at it")
    report.problems += rules.problems(source)
    bank = Bank()
    try:
        bank = mistakes.load(name)
        report.problems += rules.known_answers(source, bank)
    except AutograderError as error:
        report.problems.append(str(error))
    planned = plan.of(source, plan.files_of(course, name))
    steps = (
        ("running the untouched release", lambda: report.problems.extend(_release(course, name))),
        ("running the solution", lambda: _answers(planned, bank, report, bench, told)),
    )
    for stage, step in steps:
        told(stage)
        try:
            step()
        except AutograderError as error:
            report.problems.append(str(error))
    return report


def _answers(planned: Plan, bank: Bank, report: Report, bench: Bench, told: Callable[[str], None]) -> None:
    """Run the source, then every other answer."""
    with closing(Trial(bench.start(), planned)) as trial:
        broken = answers.source_problems(trial)
        report.problems += broken
        for exercise in nb.exercises(planned.notebook):
            told(f"trying answers to {exercise.id}")
            if exercise.by_hand:
                report.rows.append(Row(exercise.id, exercise.points, True, 0, 0, 0, 0, 0))
            else:
                row, problems = answers.judged(trial, exercise, bank)
                report.rows.append(row)
                report.problems += problems
        if not broken:
            told("leaving single answers undone")
            report.problems += answers.independence(trial)


def _release(course: Course, name: str) -> list[str]:
    """The release as nbgrader makes it: leaks nothing, earns nothing, and runs wherever nothing is asked."""
    with TemporaryDirectory() as scratch:
        released = generate(course, name, Path(scratch), record=False)
        found = proof(course, name, released)
        with kernel.started(released.parent) as running:
            outcomes = [
                (cell, running.run(cell.source)) for cell in nb.read(released).cells if cell.cell_type == "code"
            ]
    for cell, outcome in outcomes:
        where = f"cell {nb.grade_id(cell)} of the untouched release"
        to_do = nb.kind(cell) in (Kind.SOLUTION, Kind.TEST, Kind.MANUAL)
        if outcome.error and not (to_do and outcome.error.startswith(NOT_DONE)):
            found.append(f"{where} fails with {outcome.error!r}")
        elif nb.kind(cell) is Kind.TEST and not outcome.error:
            found.append(f"{where} earns its points")
    outputs = [output for _, outcome in outcomes for output in outcome.outputs]
    if not any(_is_stepper(output) for output in outputs):
        found.append("the untouched release shows no stepper")
    return found


def _is_stepper(output: NotebookNode) -> bool:
    # A progress bar is a widget too; a stepper says in its text that it is one.
    data = output.get("data", {})
    return WIDGET in data and "stepper" in data.get("text/plain", "").lower()
