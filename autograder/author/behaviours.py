"""How known mistakes behave in an assignment's tests: recorded for a release, so that they are recognised later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder import AutograderError, Progress, unheard
from autograder.author.parts import Found, Part, What, answers_to
from autograder.author.proving import all_tried
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Form, Known
from autograder.course.folders import Course
from autograder.grading import stored_plans


def recorded(course: Course, names: Sequence[str], progress: Progress = unheard) -> dict[str, dict[str, Known]]:
    r"""How the known mistakes of assignments behave, with each assignment's secret random numbers.

    Args:
        course: where they are; what was recorded before and has not changed is not tried again.
        names: their full names; those without known answers are left out.
        progress: is called as progress(parts tried, in all, which was the last).
    Returns: by assignment and notebook.
    Raises: AutograderError: if known answers cannot be read, one of them does not run, or a right one loses points
        with these numbers: `check` proves with others.
    """
    parts = [part for name in names if bank.path_of(course, name).is_file() for part in _parts(course, name)]
    found = dict(all_tried(course, parts, progress))
    for part in parts:
        if problems := found[part].problems:
            raise AutograderError(f"{part.assignment} is not released: {problems[0].rstrip('.')}.")
    return {name: {name: known_from(found[part] for part in parts if part.assignment == name)} for name in names}


def _parts(course: Course, name: str) -> list[Part]:
    stored_plans.secret_seed(course, name)  # made once, before several processes ask for it
    known = bank.load(course, name)
    exercises = (exercise for exercise in nb.exercises(nb.read(course.notebook(name))) if not exercise.by_hand)
    return [Part(name, What.BEHAVIOUR, exercise.id) for exercise in exercises if answers_to(exercise, known)]


def known_from(found: Iterable[Found]) -> dict[str, list[Form]]:
    r"""What was found of mistakes, by function; without those that behave as a plain error does."""
    forms: dict[str, list[Form]] = {}
    plain: dict[str, list[Form]] = {}
    for each in found:
        for into, pairs in ((forms, each.forms), (plain, each.plain)):
            for function, form in pairs:
                into.setdefault(function, []).append(form)
    return {
        function: [form for form in of_function if form.fails not in [each.fails for each in plain.get(function, [])]]
        for function, of_function in forms.items()
    }
