"""The proof that an assignment is sound: its looks first, then its solution, its release, and every known answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder import AutograderError, Progress, unheard
from autograder.author import rules
from autograder.author.behaviours import known_from
from autograder.author.house_rules import HouseRules
from autograder.author.parts import Found, Part, What, answers_to, parts
from autograder.author.proving import all_tried
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Known, Mistake
from autograder.course.folders import Course
from autograder.course.notebook import Exercise
from autograder.feedback.recognise import false_names


@dataclass(frozen=True)
class ExerciseProof:
    """One exercise: how many known answers there are, and how many were judged rightly."""

    exercise: str
    points: float
    by_hand: bool
    tests: int
    mistakes: int
    mistakes_caught: int
    right_answers: int
    right_answers_kept: int


@dataclass
class Proof:
    """What the check of one notebook found; sound if there are no problems.

    Attributes:
        name: the assignment's full name.
        exercises: those that were tried.
        problems: what hinders a release, a sentence each.
        hints: what somebody may want to think about.
        known: how its mistakes behave, by function.
    """

    name: str
    exercises: list[ExerciseProof] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    known: Known = field(default_factory=dict)

    @property
    def false_names(self) -> tuple[int, int]:
        """How many mistakes, each left out in turn, would be taken for another one; and how many there are."""
        return false_names(self.known)


def look(course: Course, names: Sequence[str]) -> list[Proof]:
    r"""What can be seen of assignments without running anything: in a moment.

    Args:
        course: where they are.
        names: their full names.
    Raises: AutograderError: if a notebook cannot be read, or the course's rules are no rules.
    """
    house = HouseRules.of(course)
    _, together = course.grading()
    return [_look(course, name, house, together) for name in names]


def _look(course: Course, name: str, house: HouseRules, together: frozenset[str]) -> Proof:
    source = nb.read(course.notebook(name))
    found = Proof(name, problems=rules.problems(source, house, together), hints=rules.hints(source, house))
    if nb.misplaced_markers(source):
        return found  # exercises cannot be told yet
    try:
        known = bank.load(course, name)
    except AutograderError as error:
        found.problems.append(str(error))
    else:
        found.problems += rules.known_answers(source, known, house)
    return found


def prove(
    course: Course,
    names: Sequence[str],
    *,
    exercise: str | None = None,
    afresh: bool = False,
    progress: Progress = unheard,
) -> Iterator[Proof]:
    r"""Prove assignments by trying them, several parts at a time, and give what was found of each in order.

    Args:
        course: where they are; their looks are sound.
        names: their full names.
        exercise: the one exercise, by the name of its function or its cell, that is to be proved.
        afresh: whether also what passed before and has not changed.
        progress: is called as progress(parts done, in all, what was done last).
    Raises: AutograderError: if there is no such exercise.
    """
    sources = {name: nb.read(course.notebook(name)) for name in names}
    banks = {name: bank.load(course, name) for name in names}
    only = {name: exercise_id(name, source, exercise) if exercise else None for name, source in sources.items()}
    planned = {name: parts(name, source, banks[name], only[name]) for name, source in sources.items()}
    found: dict[Part, Found] = {}
    waiting = list(names)
    tried = all_tried(course, [part for each in planned.values() for part in each], progress, afresh=afresh)
    for part, result in tried:
        found[part] = result
        while waiting and all(each in found for each in planned[waiting[0]]):
            name = waiting.pop(0)
            yield _proof(name, sources[name], banks[name], {each: found[each] for each in planned[name]})
    for name in waiting:  # a notebook in which there is nothing to try
        yield Proof(name)


def exercise_id(name: str, source: NotebookNode, wanted: str) -> str:
    r"""The id of an exercise that is asked for by the name of its function or of its cell.

    Raises: AutograderError: if there is none.
    """
    for exercise in nb.exercises(source):
        functions = [] if exercise.by_hand else [region.qualname for region in nb.regions(exercise.todo, nb.SOLUTION)]
        if wanted in (exercise.id, *functions):
            return exercise.id
    there = ", ".join(exercise.id for exercise in nb.exercises(source)) or "none"
    raise AutograderError(f"There is no exercise {wanted} in {name}; there are: {there}.")


def _proof(name: str, source: NotebookNode, known: Bank, found: Mapping[Part, Found]) -> Proof:
    """What all parts of one notebook found."""
    exercises = {part.exercise for part in found}
    tried = [each for each in nb.exercises(source) if each.by_hand and What.SOLUTION in {p.what for p in found}]
    tried += [each for each in nb.exercises(source) if each.id in exercises]
    order = [exercise.id for exercise in nb.exercises(source)]
    tried.sort(key=lambda exercise: order.index(exercise.id))
    known_forms = known_from(found.values())
    return Proof(
        name,
        [_row(exercise, known, [f for part, f in found.items() if part.exercise == exercise.id]) for exercise in tried],
        [problem for each in found.values() for problem in each.problems] + _unlike(known_forms),
        known=known_forms,
    )


def _unlike(known: Known) -> list[str]:
    """Mistakes that share a name are one mistake in several forms: no test can tell them apart."""
    found = []
    for function, forms in known.items():
        for name in sorted({form.name for form in forms}):
            ways = [form.fails for form in forms if form.name == name]
            if any(way != ways[0] for way in ways):
                found.append(f"{function}: mistakes named {name!r} behave differently: give each a name of its own")
    return found


def _row(exercise: Exercise, known: Bank, found: Sequence[Found]) -> ExerciseProof:
    if exercise.by_hand:
        return ExerciseProof(exercise.id, exercise.points, True, 0, 0, 0, 0, 0)
    answers = answers_to(exercise, known)
    mistakes = sum(isinstance(answer, Mistake) for answer in answers)
    return ExerciseProof(
        exercise=exercise.id,
        points=exercise.points,
        by_hand=False,
        tests=len(exercise.tests),
        mistakes=mistakes,
        mistakes_caught=sum(each.mistakes for each in found),
        right_answers=len(answers) - mistakes,
        right_answers_kept=sum(each.right_answers for each in found),
    )
