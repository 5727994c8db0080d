"""What would this answer get? Answers of any file, tried as the course is graded."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from autograder import AutograderError, Progress, unheard
from autograder.author.parts import answers_to
from autograder.author.trial import Trial, Verdict, station_for
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import KnownAnswer, filled
from autograder.course.folders import Course
from autograder.course.notebook import Exercise
from autograder.grading import plan, stored_plans


@dataclass(frozen=True)
class TestOutcome:
    """What one test says to an answer: the points that it gives of those that it can, and the error if there is one."""

    test: str
    score: float
    points: float
    error: str | None


@dataclass(frozen=True)
class Earned:
    """What an answer earns in the exercise that it answers."""

    answer: KnownAnswer
    exercise: str
    tests: list[TestOutcome]

    @property
    def score(self) -> float:
        """Of all tests."""
        return sum(test.score for test in self.tests)

    @property
    def points(self) -> float:
        """What could be had."""
        return sum(test.points for test in self.tests)


def earned(course: Course, name: str, path: Path, progress: Progress = unheard) -> list[Earned]:
    r"""Try the answers of a file, each in its exercise, with the assignment's own random numbers.

    Args:
        course: where the assignment is.
        name: its full name.
        path: answers, written as those of the bank are.
        progress: is called as progress(answers tried, in all, which is next).
    Raises: AutograderError: if the file cannot be read, or an answer is not to this notebook.
    """
    planned = plan.of(nb.read(course.notebook(name)), stored_plans.files_of(course, name))
    wanted = bank.parse(path, planned.notebook)
    if not wanted.answers:
        raise AutograderError(f"{path} holds no answer: head each with `# %% wrong: name` or `# %% right: name`.")
    found: list[Earned] = []
    with closing(station_for([planned])) as station:
        progress(0, len(wanted.answers), "starting")
        with closing(Trial(station.start(), planned, stored_plans.secret_seed(course, name))) as trial:
            for exercise in nb.exercises(planned.notebook):
                for answer in [] if exercise.by_hand else answers_to(exercise, wanted):
                    progress(len(found), len(wanted.answers), answer.name)
                    found.append(Earned(answer, exercise.id, _tests(trial, exercise, answer)))
    return found


def _tests(trial: Trial, exercise: Exercise, answer: KnownAnswer) -> list[TestOutcome]:
    try:
        verdicts = trial.apart(exercise, filled(exercise.todo, answer.source))
    except AutograderError as error:
        verdicts = {nb.grade_id(test): Verdict(str(error)) for test in exercise.tests}
    return [
        TestOutcome(nb.grade_id(test), verdict.score, nb.points(test), verdict.error)
        for test in exercise.tests
        if (verdict := verdicts.get(nb.grade_id(test))) is not None
    ]
