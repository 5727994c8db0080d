"""The parts of a proof, each of which needs none of the others; a thread of `workers` tries one at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.author import corners, known_answers, workers
from autograder.author.house_rules import HouseRules
from autograder.author.mutants import mutants
from autograder.author.process import Process
from autograder.author.release import proof
from autograder.author.trial import Trial, Verdict
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Form, KnownAnswer, Mistake, RightAnswer
from autograder.course.folders import Course
from autograder.course.nbgrader import generate
from autograder.course.notebook import Exercise, Kind
from autograder.grading import plan, stored_plans
from autograder.grading.plan import Plan
from autograder.grading.trusted.station import Station

WIDGET = "application/vnd.jupyter.widget-view+json"
NOT_DONE = "NotImplementedError"
#: Of the random numbers in proofs: the same each time, so that a proof is found sound by everybody or by nobody.
_SEED = "proof"
#: Known answers, or changed solutions, that are tried in one go: few enough that two threads share the work on one
#: exercise.
_AT_ONCE = 12
#: nbgrader is not made for threads.
_ONE_AT_A_TIME = Lock()
#: What a changed solution may take in a test: so many times what the solution takes at most, and a second more.
_TIMES, _SECONDS_MORE = 3, 1


class What(StrEnum):
    """What a part is about."""

    RELEASE = "the untouched release"
    SOLUTION = "the solution"
    WORTHLESS = "answers that must earn nothing"
    KNOWN = "known answers"
    BEHAVIOUR = "known answers, with the numbers of the class"
    MUTANTS = "changed solutions"
    CALLS = "what tests send"


@dataclass(frozen=True)
class Part:
    """A part of the proof of one assignment.

    Attributes:
        assignment: its full name.
        what: what it is about.
        exercise: the exercise's id, for the last five kinds.
        first, last: which of the exercise's known answers, or changed solutions: from one up to another one, as in a
            slice.
    """

    assignment: str
    what: What
    exercise: str = ""
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        """For a progress display."""
        number = self.assignment.partition("_")[0]
        return f"{number}: {self.exercise}, {self.what}" if self.exercise else f"{number}: {self.what}"


@dataclass(frozen=True)
class Found:
    """What came of trying a part.

    Attributes:
        problems: a sentence each.
        mistakes, right_answers: how many were judged rightly.
        forms: how mistakes behave, each with the function that it answers.
        plain: how plain errors behave, likewise.
        survivors: the changed solutions that pass all tests, by their place among all of the exercise.
        hints: corners that no test visits.
    """

    problems: list[str] = field(default_factory=list)
    mistakes: int = 0
    right_answers: int = 0
    forms: list[tuple[str, Form]] = field(default_factory=list)
    plain: list[tuple[str, Form]] = field(default_factory=list)
    survivors: list[int] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    @classmethod
    def unpacked(cls, content: Mapping[str, Any]) -> Found:
        r"""What `dataclasses.asdict` made of one, and JSON of that."""
        forms, plain = ([(function, Form(**form)) for function, form in content[kind]] for kind in ("forms", "plain"))
        return cls(**{**content, "forms": forms, "plain": plain})


def parts(name: str, source: NotebookNode, known: Bank, only: str | None = None) -> list[Part]:
    r"""The parts of a proof.

    Args:
        name: the assignment's full name.
        source: its notebook.
        known: its known answers.
        only: the one exercise, by id, that is to be proved.
    """
    found = [] if only else [Part(name, What.RELEASE), Part(name, What.SOLUTION)]
    for exercise in nb.exercises(source):
        if exercise.by_hand or only not in (None, exercise.id):
            continue
        found.append(Part(name, What.WORTHLESS, exercise.id))
        count = len(answers_to(exercise, known))
        found += [
            Part(name, What.KNOWN, exercise.id, first, min(first + _AT_ONCE, count))
            for first in range(0, count, _AT_ONCE)
        ]
    return found


def holes(name: str, source: NotebookNode, only: str | None = None) -> list[Part]:
    r"""The parts of a look for mistakes that no test sees, with arguments as `parts`."""
    counts = {
        exercise.id: len(mutants(exercise.todo))
        for exercise in nb.exercises(source)
        if not exercise.by_hand and only in (None, exercise.id)
    }
    return [Part(name, What.CALLS, exercise) for exercise in counts] + [
        Part(name, What.MUTANTS, exercise, first, min(first + _AT_ONCE, count))
        for exercise, count in counts.items()
        for first in range(0, count, _AT_ONCE)
    ]


def answers_to(exercise: Exercise, known: Bank) -> list[KnownAnswer]:
    r"""The known answers to an exercise."""
    own = {region.qualname for region in nb.regions(exercise.todo, nb.SOLUTION)}
    return [answer for answer in known.answers if answer.function in own]


def tried(course: Course, part: Part) -> Found:
    r"""Try a part, in a thread of `workers.trying`."""
    try:
        if part.what is What.RELEASE:
            return Found(_release(course, part.assignment, workers.station()))
        planned = _plan(course, part.assignment)
        behaviour = part.what is What.BEHAVIOUR
        seed = stored_plans.secret_seed(course, part.assignment) if behaviour else _SEED
        with closing(Trial(workers.station(), planned, seed)) as trial:
            if part.what is What.SOLUTION:
                return Found(known_answers.source_problems(trial) or known_answers.independence(trial))
            (exercise,) = (each for each in nb.exercises(planned.notebook) if each.id == part.exercise)
            if part.what is What.CALLS:
                return Found(hints=_corners(trial, exercise, seed))
            answers = answers_to(exercise, _bank(course, part.assignment))
            if part.what is What.MUTANTS:
                return _mutants(trial, exercise, part)
            if part.what is What.WORTHLESS:
                return _worthless(trial, exercise, [answer for answer in answers if isinstance(answer, Mistake)])
            if behaviour:
                return _behaviour(trial, exercise, answers)
            return _known(trial, exercise, answers[part.first : part.last])
    except AutograderError as error:
        return Found([str(error)])


def _bank(course: Course, name: str) -> Bank:
    return _bank_of(course, name, _changed(course.notebook(name)), _changed(bank.path_of(course, name)))


@lru_cache(20)
def _bank_of(course: Course, name: str, notebook_changed: int, bank_changed: int) -> Bank:
    """What all parts of a proof read; reading it takes as long as trying an answer or two."""
    return bank.load(course, name)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def _plan(course: Course, name: str) -> Plan:
    path = course.notebook(name)
    return _plan_of(path, _changed(path), tuple(stored_plans.files_of(course, name).items()), course.grading()[1])


@lru_cache(20)
def _plan_of(path: Path, changed: int, files: tuple[tuple[str, bytes], ...], together: frozenset[str]) -> Plan:
    """What all parts of a proof look up; working it out takes as long as trying an answer or two."""
    return plan.of(nb.read(path), dict(files), together)


def _known(trial: Trial, exercise: Exercise, answers: Sequence[KnownAnswer]) -> Found:
    trial.learn_unfit(exercise)
    judged = [(answer, *known_answers.judged(trial, exercise, answer)) for answer in answers]
    right = [answer for answer, problems, _ in judged if not problems]
    return Found(
        [problem for _, problems, _ in judged for problem in problems],
        sum(isinstance(answer, Mistake) for answer in right),
        sum(isinstance(answer, RightAnswer) for answer in right),
        [(answer.function, form) for answer, _, form in judged if isinstance(answer, Mistake)],
    )


def _behaviour(trial: Trial, exercise: Exercise, answers: Sequence[KnownAnswer]) -> Found:
    trial.learn_unfit(exercise)
    right = [answer for answer in answers if isinstance(answer, RightAnswer)]
    mistakes = [answer for answer in answers if isinstance(answer, Mistake)]
    return Found(
        known_answers.lost_to_numbers(trial, exercise, right),
        forms=[(each.function, known_answers.behaviour(trial, exercise, each)) for each in mistakes],
        plain=_plain(known_answers.plain_errors(trial, exercise)),
    )


def _plain(said: Mapping[tuple[str, str], Mapping[str, Verdict]]) -> list[tuple[str, Form]]:
    return [(function, known_answers.form(kind, verdicts)) for (kind, function), verdicts in said.items()]


def _worthless(trial: Trial, exercise: Exercise, mistakes: Sequence[Mistake]) -> Found:
    problems = known_answers.worthless(trial, exercise)
    said = known_answers.plain_errors(trial, exercise)
    return Found(problems + known_answers.empty_pieces(mistakes, said), plain=_plain(said))


def _mutants(trial: Trial, exercise: Exercise, part: Part) -> Found:
    trial.learn_unfit(exercise)
    took = trial.passes(exercise, exercise.todo.source)
    if took is None:
        return Found([f"{exercise.id}: the solution fails a test: run `autograder check` without --holes first"])
    cpu_s = math.ceil(_TIMES * took) + _SECONDS_MORE
    changed = mutants(exercise.todo)
    alive = [i for i in range(part.first, part.last) if trial.passes(exercise, changed[i].source, cpu_s) is not None]
    return Found(survivors=alive)


def _corners(trial: Trial, exercise: Exercise, seed: str) -> list[str]:
    every = trial.calls(exercise)
    shown = deepcopy(trial.plan.notebook)
    for cell in shown.cells:
        if nb.kind(cell) is Kind.TEST:
            cell.source = nb.without_regions(cell.source)
    visible = replace(trial.plan, notebook=shown)
    with closing(Trial(workers.station(), visible, seed)) as of_visible:
        seen = of_visible.calls(exercise)
    return [
        hint
        for region in nb.regions(exercise.todo, nb.SOLUTION)
        for hint in corners.hints(
            exercise.todo.source,
            region,
            [arguments for function, arguments in every if function == region.qualname],
            [arguments for function, arguments in seen if function == region.qualname],
        )
    ]


def _release(course: Course, name: str, station: Station) -> list[str]:
    """The release as nbgrader makes it: leaks nothing, earns nothing, and runs wherever nothing is asked."""
    with TemporaryDirectory() as scratch:
        with _ONE_AT_A_TIME:
            released = generate(course, name, Path(scratch), record=False)
        found = proof(course, name, released)
        cells = [cell for cell in nb.read(released).cells if cell.cell_type == "code"]
    with station.student(0) as (main, _):
        student = Process(main, [])
        student.begin(stored_plans.files_of(course, name))
        outcomes = [(cell, student.run(cell.source)) for cell in cells]
    for cell, outcome in outcomes:
        where = f"cell {nb.grade_id(cell)} of the untouched release"
        to_do = nb.kind(cell) in (Kind.SOLUTION, Kind.TEST, Kind.MANUAL)
        if outcome.error and not (to_do and outcome.error.startswith(NOT_DONE)):
            found.append(f"{where} fails with {outcome.error!r}")
        elif nb.kind(cell) is Kind.TEST and not outcome.error:
            found.append(f"{where} earns its points")
    outputs = [output for _, outcome in outcomes for output in outcome.outputs]
    if HouseRules.of(course).stepper and not any(_is_stepper(output) for output in outputs):
        found.append("the untouched release shows no stepper")
    return found


def _is_stepper(output: Mapping[str, Any]) -> bool:
    # A progress bar is a widget too; a stepper says in its text that it is one.
    data = output.get("data", {})
    return WIDGET in data and "stepper" in data.get("text/plain", "").lower()
