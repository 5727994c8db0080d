"""Holes in tests: what could be wrong with an answer, and no test would see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder import Progress, unheard
from autograder.author.check import exercise_id
from autograder.author.mutants import Mutant, mutants, normal
from autograder.author.parts import Found, holes
from autograder.author.proving import all_tried
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Same
from autograder.course.folders import Course
from autograder.course.notebook import Exercise


@dataclass
class Holes:
    """What was found of one exercise.

    Attributes:
        assignment: its full name.
        exercise: the exercise's id.
        tried: how many changed solutions there are.
        same: how many of them pass all tests and are declared the same.
        problems: a sentence each.
        hints: corners of what the docstring promises that no test visits, or no visible one.
    """

    assignment: str
    exercise: str
    tried: int
    same: int = 0
    problems: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def find(
    course: Course,
    names: Sequence[str],
    *,
    exercise: str | None = None,
    afresh: bool = False,
    progress: Progress = unheard,
) -> Iterator[Holes]:
    r"""Change solutions in one place at a time, and give what passes all tests: of each exercise when all is known.

    Arguments are those of `check.prove`.

    Raises: AutograderError: if there is no such exercise, or Cosmic Ray is not installed.
    """
    sources = {name: nb.read(course.notebook(name)) for name in names}
    banks = {name: bank.load(course, name) for name in names}
    only = {name: exercise_id(name, source, exercise) if exercise else None for name, source in sources.items()}
    parts = [part for name, source in sources.items() for part in holes(name, source, only[name])]
    left = Counter((part.assignment, part.exercise) for part in parts)
    found: dict[tuple[str, str], list[Found]] = {each: [] for each in left}
    for part, result in all_tried(course, parts, progress, afresh=afresh):
        which = part.assignment, part.exercise
        found[which].append(result)
        left[which] -= 1
        if not left[which]:
            (of,) = (each for each in nb.exercises(sources[part.assignment]) if each.id == part.exercise)
            yield _of(part.assignment, of, found[which], banks[part.assignment])


def _of(name: str, exercise: Exercise, found: Sequence[Found], known: Bank) -> Holes:
    changed = mutants(exercise.todo)
    result = Holes(name, exercise.id, len(changed), hints=[hint for each in found for hint in each.hints])
    result.problems = sorted({problem for each in found for problem in each.problems})
    if result.problems:
        return result
    same = declared(exercise, known)
    alive = [changed[place] for each in found for place in each.survivors]
    alive.sort(key=changed.index)
    result.problems = [_unseen(mutant) for mutant in alive if key(mutant) not in same]
    result.same = len(alive) - len(result.problems)
    left = same.keys() - {key(mutant) for mutant in alive}
    result.problems += [_stale(same[each]) for each in same if each in left]
    return result


def declared(exercise: Exercise, known: Bank) -> dict[tuple[str, str], Same]:
    r"""Changes of an exercise's solution that a bank calls the same, by `key`."""
    functions = {region.qualname for region in nb.regions(exercise.todo, nb.SOLUTION)}
    return {(same.function, normal(same.line)): same for same in known.same if same.function in functions}


def key(mutant: Mutant) -> tuple[str, str]:
    r"""By what a bank names a change: the function, and the line as it was changed to."""
    return mutant.function, mutant.after


def _unseen(mutant: Mutant) -> str:
    return f"{mutant.function}: every test passes with\n{mutant}"


def _stale(same: Same) -> str:
    return f"{same.function}: the bank calls `{same.line}` the same, and no such change passes every test: take it out"
