"""The proof that an assignment is sound: its looks, its solution, its release, and every known answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode

from autograder import AutograderError, kernel, mistakes, rules
from autograder import notebook as nb
from autograder.course import Course
from autograder.mistakes import Bank, Mistake, RightAnswer
from autograder.notebook import Exercise, Kind
from autograder.release import generate, proof
from autograder.trial import Trial, Verdict

WIDGET = "application/vnd.jupyter.widget-view+json"
NOT_DONE = "NotImplementedError"


@dataclass(frozen=True)
class Row:
    """One exercise of the table: how many known answers there are, and how many were judged rightly."""

    exercise: str
    points: float
    by_hand: bool
    tests: int
    mistakes: int
    mistakes_caught: int
    right_answers: int
    right_answers_kept: int


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
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_check_at, course.root), names)


def _check_at(root: Path, name: str) -> Report:
    return check(Course.at(root), name)


def check(course: Course, name: str, told: Callable[[str], None] = lambda stage: None) -> Report:
    r"""Check an assignment in every way there is, and report all that is wrong.

    Args:
        course: where it is.
        name: its full name.
        told: is called with what is being done, for a progress display.
    Raises: AutograderError: if there is no such notebook, or it cannot be read.
    """
    report = Report(name)
    source = nb.read(course.notebook(name))
    told("looking at it")
    report.problems += rules.problems(source)
    bank = Bank()
    try:
        bank = mistakes.load(name)
        report.problems += rules.known_answers(source, bank)
    except AutograderError as error:
        report.problems.append(str(error))
    steps = (
        ("running the solution", lambda: _answers(course.notebook(name), source, bank, report, told)),
        ("running the untouched release", lambda: report.problems.extend(_release(course, name))),
    )
    for stage, step in steps:
        told(stage)
        try:
            step()
        except AutograderError as error:
            report.problems.append(str(error))
    return report


def _answers(path: Path, source: NotebookNode, bank: Bank, report: Report, told: Callable[[str], None]) -> None:
    """Run the source, then every other answer, in one kernel."""
    with kernel.started(path.parent) as running:
        trial = Trial(running, source)
        broken = _source_problems(trial)
        report.problems += broken
        for exercise in nb.exercises(source):
            told(f"trying answers to {exercise.id}")
            if exercise.by_hand:
                report.rows.append(Row(exercise.id, exercise.points, True, 0, 0, 0, 0, 0))
            else:
                row, problems = _exercise(trial, exercise, bank)
                report.rows.append(row)
                report.problems += problems
        if not broken:
            told("leaving single answers undone")
            report.problems += _independence(trial, source)


def _source_problems(trial: Trial) -> list[str]:
    """The solution earns every point that nbgrader gives automatically, and nothing else fails either."""
    found = []
    for cell, outcome in trial.run_source():
        where = f"cell {nb.grade_id(cell)} of the source"
        if outcome.error:
            found.append(f"{where} fails: {outcome.error}")
        elif nb.kind(cell) is Kind.TEST and outcome.stream("stderr"):
            found.append(f"{where} writes to stderr, which nbgrader scores 0: {outcome.stream('stderr').strip()[:80]}")
        elif nb.kind(cell) is Kind.TEST and any(o.output_type == "execute_result" for o in outcome.outputs):
            found.append(f"{where} ends in a value, which nbgrader reads as a score")
    return found


def _exercise(trial: Trial, exercise: Exercise, bank: Bank) -> tuple[Row, list[str]]:
    """Try every known answer to one exercise, and those that must earn nothing; the solution comes last."""
    own = {region.qualname for region in nb.regions(exercise.todo, nb.SOLUTION)}
    wrong = [mistake for mistake in bank.mistakes if mistake.exercise in own]
    right = [answer for answer in bank.right_answers if answer.exercise in own]
    wrong_found = [_mistake(trial, exercise, mistake) for mistake in wrong]
    right_found = [_right_answer(trial, exercise, answer) for answer in right]
    row = Row(
        exercise=exercise.id,
        points=exercise.points,
        by_hand=False,
        tests=len(exercise.tests),
        mistakes=len(wrong),
        mistakes_caught=wrong_found.count([]),
        right_answers=len(right),
        right_answers_kept=right_found.count([]),
    )
    found = [problem for problems in (*wrong_found, *right_found) for problem in problems]
    return row, found + _worthless(trial, exercise) + _restored(trial, exercise)


def _mistake(trial: Trial, exercise: Exercise, mistake: Mistake) -> list[str]:
    """A mistake fails the tests that it names, each with the message it names, and no other."""
    where = f"{mistake.exercise}, mistake {mistake.name!r}"
    try:
        verdicts = _try(trial, exercise, mistake)
    except AutograderError as error:
        return [f"{where}: {error}"]
    found = []
    for test, verdict in verdicts.items():
        fragment = mistake.fails.get(test)
        if fragment is None and verdict.error:
            found.append(f"{where}: fails {test} too, with {verdict.error!r}")
        elif fragment is not None and not verdict.error:
            found.append(f"{where}: passes {test}")
        elif fragment is not None and fragment not in verdict.error:
            found.append(f"{where}: {test} does not say {fragment!r} but {verdict.error!r}")
    return found


def _right_answer(trial: Trial, exercise: Exercise, answer: RightAnswer) -> list[str]:
    """A right answer keeps every point."""
    where = f"{answer.exercise}, right answer {answer.name!r}"
    try:
        verdicts = _try(trial, exercise, answer)
    except AutograderError as error:
        return [f"{where}: {error}"]
    return [f"{where}: fails {test} with {verdict.error!r}" for test, verdict in verdicts.items() if verdict.error]


def _try(trial: Trial, exercise: Exercise, answer: Mistake | RightAnswer) -> dict[str, Verdict]:
    source = nb.replace_region(exercise.todo, answer.exercise, answer.body)
    return trial.answer(exercise, source, label=answer.name)


def _worthless(trial: Trial, exercise: Exercise) -> list[str]:
    """None, NaN, zeros and shapes that broadcast fail every test in which they differ from the right answer."""
    found = []
    for way in trial.ways():
        for test, verdict in trial.spoilt(exercise, way).items():
            if verdict.touched and not verdict.error and _looks_at(trial, exercise, test, verdict.touched):
                found.append(f"{exercise.id}: an answer of {way} passes {test}")
    return found


def _looks_at(trial: Trial, exercise: Exercise, test: str, parts: tuple[int, ...]) -> bool:
    """Whether a test looks at one of these parts of a tuple; others may be wrong without it knowing."""
    return any(part < 0 or trial.spoilt(exercise, "None", part)[test].error for part in parts)


def _restored(trial: Trial, exercise: Exercise) -> list[str]:
    """The solution passes again, on other random inputs: no answer left something behind."""
    verdicts = trial.answer(exercise, exercise.todo.source, label="solution")
    return [
        f"{exercise.id}: the solution, run again, fails {test} with {verdict.error!r}"
        for test, verdict in verdicts.items()
        if verdict.error
    ]


def _independence(trial: Trial, source: NotebookNode) -> list[str]:
    """Every test needs one answer exactly, so that a missing one costs its own points and nothing more."""
    needs: dict[str, list[str]] = {}
    for exercise in nb.exercises(source):
        needs |= {nb.grade_id(test): [] for test in exercise.tests}
    for exercise in nb.exercises(source):
        for region in nb.regions(exercise.todo, nb.SOLUTION) if not exercise.by_hand else ():
            for test, verdict in trial.blank(exercise, region.qualname).items():
                needs[test] += [region.qualname] * bool(verdict.error)
    return [
        f"test {test} needs {' and '.join(answers) or 'no answer'}, expected one answer exactly"
        for test, answers in needs.items()
        if len(answers) != 1
    ]


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
