"""Before the first student is graded: the source's own answers earn everything, and a release as it came nothing.

What does not hold there would cost a whole class its points, or give them away, in silence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import nbformat

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.limits import EVERY_TEST
from autograder.course.notebook import Kind
from autograder.course.outcome import WITHHELD, Outcome
from autograder.grade.class_run import error_of
from autograder.grading.plan import Plan, digest
from autograder.grading.stored_plans import keep_proof, proof_of
from autograder.grading.worker import Worker

#: How submissions are graded one by one: `map` itself, or an executor's.
Map = Callable[..., Iterable[list[Outcome]]]


def proven(course: Course, plans: list[Plan], worker: Worker, each: Map = map) -> list[Plan]:
    r"""The plans of an assignment, seen to grade rightly; it is seen once, and again when something has changed.

    Args:
        course: where the source is.
        plans: of the assignment's notebooks.
        worker: grades.
        each: calls it for each submission.
    Returns: the plans; they know of which tests the last line is a number.
    Raises: AutograderError: with one line for each test that does not grade rightly.
    """
    unfit = ((plan, test, why) for plan in plans for test, why in plan.unfit if test not in plan.withdrawn)
    if refused := [f"{_name(plan)}, {why}; or {_instead(test)}" for plan, test, why in unfit]:
        raise AutograderError("\n".join(refused))
    solved = _solved(course, plans)
    name = plans[0].assignment
    content = [digest(plans), sorted(solved.items()), [sorted(plan.files.items()) for plan in plans], worker.limits]
    content += [sorted(plan.withdrawn) for plan in plans if plan.withdrawn]
    seen = hashlib.sha256(repr(tuple(content)).encode()).hexdigest()
    numbers = proof_of(course, name, seen)
    if numbers is None:
        numbers = _numbers(plans, solved, worker, each)
        keep_proof(course, name, seen, numbers)
    return [replace(plan, numbers=frozenset(numbers)) for plan in plans]


def _numbers(plans: list[Plan], solved: dict[str, bytes], worker: Worker, each: Map) -> list[str]:
    """The tests whose last line is a number, where all is right."""
    untouched = {f"{plan.name}.ipynb": nbformat.writes(plan.notebook).encode() for plan in plans}
    right, blank = each(worker, [plans, plans], [solved, untouched])
    problems = [*_not_all(plans, right, solved, worker), *_not_nothing(plans, blank)]
    if problems:
        raise AutograderError("\n".join(problems))
    graded = [cell for outcome in right if outcome.notebook for cell in outcome.notebook.cells]
    tests = (cell for cell in graded if nb.kind(cell) is Kind.TEST)
    return [nb.grade_id(cell) for cell in tests if any(each.output_type == "execute_result" for each in cell.outputs)]


def _solved(course: Course, plans: Iterable[Plan]) -> dict[str, bytes]:
    """The sources with their answers in them, as if they were handed in; without what is no longer there."""
    found = {}
    for plan in plans:
        path = course.source / plan.assignment / f"{plan.name}.ipynb"
        if not path.exists():
            continue
        source = nb.read(path)
        for cell in source.cells:
            cell.source = nb.without_markers(cell.source)
            if cell.cell_type == "code":
                cell.outputs = []
        found[path.name] = nbformat.writes(source).encode()
    return found


def _not_all(plans: list[Plan], right: list[Outcome], solved: Mapping[str, bytes], worker: Worker) -> Iterator[str]:
    """Of each test in which the source's own answers do not earn everything, why, and what to do."""
    short = [found for found in _earned(plans, right) if f"{found[0].name}.ipynb" in solved and found[2] < found[3]]
    if not short:
        return
    together = [replace(plan, together=frozenset({EVERY_TEST})) for plan in plans]
    nearby = {(plan.name, test): score for plan, test, score, *_ in _earned(together, worker(together, solved))}
    for plan, test, score, most, error in short:
        found = f"{_name(plan)}, test {test}: the source's own answer earns {score:g} of {most:g} in it{error}"
        if nearby[plan.name, test] < most:
            yield f"{found}: mend the source, and release it again, or {_out(plan, test)}"
        elif {EVERY_TEST, test} & plan.together:
            yield f"{found}, beside the answer: name tests above it that it uses in c.Autograder.together, too"
        else:
            advice = "give the answer data alone, and compare data alone"
            yield f"{found}, where it runs apart from the answer: {advice}; or {_instead(test)}"


def _not_nothing(plans: list[Plan], blank: list[Outcome]) -> Iterator[str]:
    """Of each test in which an untouched release earns something, that it does."""
    for plan, test, score, most, _ in _earned(plans, blank):
        if score > 0:
            found = f"{_name(plan)}, test {test}: an untouched release earns {score:g} of {most:g} in it"
            yield f"{found}: let it fail where the answer is missing, and release it again, or {_out(plan, test)}"


def _earned(plans: list[Plan], outcomes: list[Outcome]) -> Iterator[tuple[Plan, str, float, float, str]]:
    """Of each test that counts, what it gave, what it could give, and the error in brackets."""
    for plan, outcome in zip(plans, outcomes, strict=True):
        for cell in plan.tests:
            test = nb.grade_id(cell)
            if test in plan.withdrawn:
                continue
            error = error_of(outcome.notebook, test).replace(WITHHELD, "raised by the answer")
            yield plan, test, outcome.scores.get(test) or 0.0, nb.points(cell), f" ({error})" if error else ""


def _name(plan: Plan) -> str:
    """The notebook's, for instructors: an assignment often has one, of its own name."""
    return plan.assignment if plan.name == plan.assignment else f"{plan.assignment}/{plan.name}"


def _out(plan: Plan, test: str) -> str:
    """How a test is left out of account, once students have handed in."""
    return f"`autograder withdraw {plan.assignment} {test}`"


def _instead(test: str) -> str:
    """How a test can run where the answers do."""
    return f'grade with c.Autograder.together = ["{test}"] for this one, or with --tests-in-student-process for all'
