"""A class that never was: submissions made of known answers, and the score that each test should give."""

from __future__ import annotations

import csv
import random
from copy import deepcopy
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.author.parts import answers_to
from autograder.course import bank, names
from autograder.course import notebook as nb
from autograder.course.bank import Bank, KnownAnswer, Mistake, RightAnswer, filled
from autograder.course.folders import Course
from autograder.course.notebook import Exercise, Kind

EXPECTED = "expected.csv"

#: What students hand in for an exercise, and how often.
_HABITS = {"solution": 3, "mistake": 3, "right answer": 2, "blank": 1}


@dataclass(frozen=True)
class Expected:
    """One row of expected.csv: what a student handed in for an exercise, and what one graded cell must give for it.

    A written answer has no `points`, None, until a person gives them.
    """

    student: str
    assignment: str
    exercise: str
    test: str
    points: float | None
    max_points: float
    answer: str


@dataclass(frozen=True)
class _Answer:
    words: str
    source: str
    failed: frozenset[str]


def simulate(course: Course, name: str, students: int, seed: int, into: Path) -> list[Expected]:
    r"""Write the submissions of a class, made from the release, and add what they deserve to expected.csv.

    Args:
        course: where the assignment is; it must have been released.
        name: the assignment's full name.
        students: how many there are, named student01, student02 …
        seed: the same seed gives the same class.
        into: gets submitted/<student>/<name>/<name>.ipynb and expected.csv.
    Raises: AutograderError: if there are submissions of this assignment already, no release, or no bank.
    """
    taken = sorted((into / "submitted").glob(f"*/{name}"))
    if taken:
        raise AutograderError(f"{taken[0]} is there already, and submissions are never overwritten.")
    exercises = nb.exercises(nb.read(course.notebook(name)))
    released = nb.read(course.release / name / f"{name}.ipynb")
    known = _known(exercises, bank.load(course, name))
    rows = []
    for number in range(1, students + 1):
        student = f"student{number:02d}"
        # A generator for each student: one more student does not change the others.
        chance = random.Random(f"{seed} {name} {student}")
        answers = {exercise.id: _draw(exercise, known[exercise.id], chance) for exercise in exercises}
        nb.write(_submission(released, answers), into / "submitted" / student / name / f"{name}.ipynb")
        rows += _deserved(student, name, exercises, answers)
    _append(rows, into / EXPECTED)
    return rows


def _known(exercises: list[Exercise], known: Bank) -> dict[str, dict[str, list[KnownAnswer]]]:
    """The known answers to every exercise, by habit.

    An answer that calls what another exercise defines is worth what that one is worth: it is left out.
    """
    functions = {e.id: {r.qualname.split(".")[0] for r in nb.regions(e.todo, nb.SOLUTION)} for e in exercises}
    found: dict[str, dict[str, list[KnownAnswer]]] = {}
    for exercise in exercises:
        foreign = set().union(*functions.values()) - functions[exercise.id]
        own: list[KnownAnswer] = [
            answer for answer in answers_to(exercise, known) if not foreign & names.used(answer.source)
        ]
        found[exercise.id] = {
            "mistake": [answer for answer in own if isinstance(answer, Mistake)],
            "right answer": [answer for answer in own if isinstance(answer, RightAnswer)],
        }
    return found


def _draw(exercise: Exercise, known: dict[str, list[KnownAnswer]], chance: random.Random) -> _Answer | None:
    """What a student hands in for an exercise; None is nothing."""
    habit = chance.choices(list(_HABITS), weights=list(_HABITS.values()))[0]
    if habit == "blank" or nb.kind(exercise.todo) is Kind.TASK:
        return None
    if not known.get(habit):
        return _Answer("the solution", nb.without_markers(exercise.todo.source), frozenset())
    answer = chance.choice(known[habit])
    failed = frozenset(answer.fails) if isinstance(answer, Mistake) else frozenset()
    return _Answer(f"{habit}: {answer.name}", filled(exercise.todo, answer.source), failed)


def _submission(released: NotebookNode, answers: dict[str, _Answer | None]) -> NotebookNode:
    submission = deepcopy(released)
    for cell in submission.cells:
        answer = answers.get(nb.grade_id(cell))
        if answer is not None:
            cell.source = answer.source
    return submission


def _deserved(student: str, name: str, exercises: list[Exercise], answers: dict[str, _Answer | None]) -> list[Expected]:
    rows = []
    for exercise in exercises:
        answer = answers.get(exercise.id)
        words = answer.words if answer else "nothing"
        by_hand = [exercise.todo] if nb.kind(exercise.todo) is Kind.MANUAL else []
        for cell in (*by_hand, *exercise.tests):
            worth = nb.points(cell)
            passed = answer is not None and nb.grade_id(cell) not in answer.failed
            waits = answer is not None and nb.kind(cell) is Kind.MANUAL
            given = None if waits else worth if passed else 0.0
            rows.append(Expected(student, name, exercise.id, nb.grade_id(cell), given, worth, words))
    return rows


def _append(rows: list[Expected], path: Path) -> None:
    new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(field.name for field in fields(Expected))
        writer.writerows(map(astuple, rows))
