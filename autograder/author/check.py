"""The proof that an assignment is sound: its looks, its solution, its release, and every known answer."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.author import known_answers, rules
from autograder.author.known_answers import ExerciseProof
from autograder.author.process import Process
from autograder.author.release import proof
from autograder.author.trial import Trial, station_for
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank
from autograder.course.folders import Course
from autograder.course.nbgrader import generate
from autograder.course.notebook import Kind
from autograder.grading import plan
from autograder.grading.trusted.station import Station

WIDGET = "application/vnd.jupyter.widget-view+json"
NOT_DONE = "NotImplementedError"


@dataclass
class Proof:
    """What the check of one notebook found; sound if there are no problems."""

    name: str
    rows: list[ExerciseProof] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def check_all(course: Course, names: list[str], told: Callable[[str], None]) -> Iterator[Proof]:
    r"""Check assignments, several parts at a time, and report on each in order.

    Args:
        course: where they are.
        names: their full names.
        told: is called with what is being done, for a progress display.
    Raises: AutograderError: if a notebook cannot be read.
    """
    progress(f"checking {', '.join(names)}")
    sources = {name: nb.read(course.notebook(name)) for name in names}
    modules = sorted({module for source in sources.values() for module in plan.of(source).modules})
    tasks = [(name, part) for name, source in sources.items() for part in _parts(source)]
    tasks.sort(key=lambda task: task[1] == RELEASE)  # these take about the same, so the end comes for all at once
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=_prepare, initargs=(modules,)) as pool:
        found = {task: pool.submit(_check_part, course.root, *task) for task in tasks}
        for name, source in sources.items():
            yield _joined(name, (found[name, part].result() for part in _parts(source)))


#: The station of this process, for all that it checks: starting one takes longer than checking most parts.
_station: Station | None = None


def _prepare(modules: list[str]) -> None:
    global _station
    _station = station_for(modules)
    atexit.register(_station.close)


def _check_part(root: Path, name: str, part: str) -> Proof:
    return _part(Course.at(root), name, part, _station)


def check(course: Course, name: str, told: Callable[[str], None] = lambda part: None) -> Proof:
    r"""Check an assignment in every way there is, in this process, and report all that is wrong.

    Args:
        course: where it is.
        name: its full name.
        told: is called with each part before it is checked.
    Raises: AutograderError: if there is no such notebook, or it cannot be read.
    """
    source = nb.read(course.notebook(name))

    def reports() -> Iterator[Proof]:
        for part in _parts(source):
            progress(part)
            yield _part(course, name, part, station)

    with closing(station_for(plan.of(source).modules)) as station:
        return _joined(name, reports())


#: The parts of a check; each exercise is another one, called by its id.
LOOKS, RELEASE, SOLUTION = "its looks", "the untouched release", "the solution"


def _parts(source: NotebookNode) -> list[str]:
    return [LOOKS, RELEASE, SOLUTION, *(exercise.id for exercise in nb.exercises(source))]


def _joined(name: str, parts: Iterable[Proof]) -> Proof:
    whole = Proof(name)
    for part in parts:
        whole.rows += part.rows
        whole.problems += part.problems
    return whole


def _part(course: Course, name: str, part: str, station: Station) -> Proof:
    """Check one part: it needs none of the others."""
    report = Proof(name)
    try:
        if part == LOOKS:
            report.problems += _looks(course, name)
        elif part == RELEASE:
            report.problems += _release(course, name, station.start())
        else:
            planned = plan.of(nb.read(course.notebook(name)), plan.files_of(course, name))
            with closing(Trial(station.start(), planned)) as trial:
                if part == SOLUTION:
                    report.problems += known_answers.source_problems(trial) or known_answers.independence(trial)
                else:
                    _exercise(trial, part, _bank(name), report)
    except AutograderError as error:
        report.problems.append(str(error))
    return report


def _looks(course: Course, name: str) -> list[str]:
    """What can be seen without running anything."""
    source = nb.read(course.notebook(name))
    found = rules.problems(source)
    try:
        return found + rules.known_answers(source, bank.load(name))
    except AutograderError as error:
        return [*found, str(error)]


def _bank(name: str) -> Bank:
    """The known answers; none if they cannot be read, which is a problem of its looks."""
    with suppress(AutograderError):
        return bank.load(name)
    return Bank()


def _exercise(trial: Trial, name: str, bank: Bank, report: Proof) -> None:
    (exercise,) = (each for each in nb.exercises(trial.plan.notebook) if each.id == name)
    if exercise.by_hand:
        report.rows.append(ExerciseProof(exercise.id, exercise.points, True, 0, 0, 0, 0, 0))
    else:
        row, problems = known_answers.judged(trial, exercise, bank)
        report.rows.append(row)
        report.problems += problems


def _release(course: Course, name: str, station: Station) -> list[str]:
    """The release as nbgrader makes it: leaks nothing, earns nothing, and runs wherever nothing is asked."""
    with TemporaryDirectory() as scratch:
        released = generate(course, name, Path(scratch), record=False)
        found = proof(course, name, released)
        cells = [cell for cell in nb.read(released).cells if cell.cell_type == "code"]
    with station.student(0) as (main, _):
        student = Process(main, [])
        student.begin(plan.files_of(course, name))
        outcomes = [(cell, student.run(cell.source)) for cell in cells]
    for cell, outcome in outcomes:
        where = f"cell {nb.grade_id(cell)} of the untouched release"
        to_do = nb.kind(cell) in (Kind.SOLUTION, Kind.TEST, Kind.MANUAL)
        if outcome["error"] and not (to_do and outcome["error"].startswith(NOT_DONE)):
            found.append(f"{where} fails with {outcome['error']!r}")
        elif nb.kind(cell) is Kind.TEST and not outcome["error"]:
            found.append(f"{where} earns its points")
    outputs = [output for _, outcome in outcomes for output in outcome["outputs"]]
    if not any(_is_stepper(output) for output in outputs):
        found.append("the untouched release shows no stepper")
    return found


def _is_stepper(output: dict) -> bool:
    # A progress bar is a widget too; a stepper says in its text that it is one.
    data = output.get("data", {})
    return WIDGET in data and "stepper" in data.get("text/plain", "").lower()
