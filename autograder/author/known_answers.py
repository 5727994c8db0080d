"""What tests say to known answers, and to answers that must earn nothing, in both ways of running tests."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autograder import AutograderError
from autograder.author.trial import APART, TOGETHER, Trial, Verdict
from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Mistake, RightAnswer, filled
from autograder.course.notebook import Exercise, Kind


@dataclass(frozen=True)
class ExerciseProof:
    """One exercise of the table: how many known answers there are, and how many were judged rightly."""

    exercise: str
    points: float
    by_hand: bool
    tests: int
    mistakes: int
    mistakes_caught: int
    right_answers: int
    right_answers_kept: int


def source_problems(trial: Trial) -> list[str]:
    r"""The solution earns every point in both ways of running tests, and nothing else fails either."""
    found, verdicts = [], trial.run_source()
    told = {problem.partition(":")[0] for problem in trial.plan.unfit}  # by a look at the names alone
    for cell in trial.cells:
        name, is_test = nb.grade_id(cell), nb.kind(cell) is Kind.TEST
        where, together, apart = f"cell {name} of the source", verdicts[TOGETHER][name], verdicts[APART][name]
        if together.error:
            found.append(f"{where} fails: {together.error}")
        elif apart.error and not is_test:
            found.append(f"{where} fails {APART}: {apart.error}")
        elif apart.error and f"test {name}" not in told:
            advice = "give the answer data alone, and compare data alone: numbers, texts, lists, tensors"
            found.append(f"test {name} cannot run in a process of its own: {advice} ({apart.error})")
        elif is_test and (written := _stderr(together)):
            found.append(f"{where} writes to stderr, which nbgrader scores 0: {written.strip()[:80]}")
        elif is_test and any(output["output_type"] == "execute_result" for output in together.outputs):
            found.append(f"{where} ends in a value, which nbgrader reads as a score")
    return found


def _stderr(verdict: Verdict) -> str:
    streams = (output for output in verdict.outputs if output["output_type"] == "stream")
    return "".join(output["text"] for output in streams if output["name"] == "stderr")


def judged(trial: Trial, exercise: Exercise, bank: Bank) -> tuple[ExerciseProof, list[str]]:
    r"""Try the solution, every known answer to one exercise, and those that must earn nothing."""
    found = _solution(trial, exercise)
    own = {region.qualname for region in nb.regions(exercise.todo, nb.SOLUTION)}
    wrong = [mistake for mistake in bank.mistakes if mistake.function in own]
    right = [answer for answer in bank.right_answers if answer.function in own]
    wrong_found = [_mistake(trial, exercise, mistake) for mistake in wrong]
    right_found = [_right_answer(trial, exercise, answer) for answer in right]
    row = ExerciseProof(
        exercise=exercise.id,
        points=exercise.points,
        by_hand=False,
        tests=len(exercise.tests),
        mistakes=len(wrong),
        mistakes_caught=wrong_found.count([]),
        right_answers=len(right),
        right_answers_kept=right_found.count([]),
    )
    found += [problem for problems in (*wrong_found, *right_found) for problem in problems]
    return row, found + _worthless(trial, exercise)


def _mistake(trial: Trial, exercise: Exercise, mistake: Mistake) -> list[str]:
    """A mistake fails the tests that it names, each with the message it names, and no other."""

    def problem(test: str, verdict: Verdict) -> str:
        fragment = mistake.fails.get(test)
        if fragment is None:
            return f"fails {test} too, with {verdict.error!r}" if verdict.error else ""
        if not verdict.error:
            return f"passes {test}"
        return "" if fragment in verdict.error else f"{test} does not say {fragment!r} but {verdict.error!r}"

    return _tried(trial, exercise, mistake, f"{mistake.function}, mistake {mistake.name!r}", problem)


def _right_answer(trial: Trial, exercise: Exercise, answer: RightAnswer) -> list[str]:
    """A right answer keeps every point."""

    def problem(test: str, verdict: Verdict) -> str:
        return f"fails {test} with {verdict.error!r}" if verdict.error else ""

    return _tried(trial, exercise, answer, f"{answer.function}, right answer {answer.name!r}", problem)


def _tried(
    trial: Trial, exercise: Exercise, answer: Mistake | RightAnswer, where: str, problem: Callable[[str, Verdict], str]
) -> list[str]:
    try:
        source = filled(exercise.todo, answer.source)
        # A test that a mistake passes takes its full time: that it does so in one way of running must do.
        together = answer.fails if isinstance(answer, Mistake) else None
        verdicts = trial.answer(exercise, source, answer.name, together)
    except AutograderError as error:
        return [f"{where}: {error}"]
    return _told(
        where,
        {way: {test: problem(test, verdict) for test, verdict in tests.items()} for way, tests in verdicts.items()},
    )


def _told(where: str, found: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Problems by way of running and by test, each told once; one that another way does not show says in which."""
    told = {}
    for way, problems in found.items():
        for test, problem in problems.items():
            elsewhere = all(others.get(test, problem) == problem for others in found.values())
            told[problem] = f"{where}: {problem}" + ("" if elsewhere else f" ({way})")
    return [sentence for problem, sentence in told.items() if problem]


def _worthless(trial: Trial, exercise: Exercise) -> list[str]:
    """No test passes an answer that differs from the right one where the test looks."""
    part_missing = functools.cache(functools.partial(trial.spoilt, exercise, "None"))

    def passed(verdicts: Mapping[str, Verdict]) -> list[str]:
        """Tests that pass, though they look at one of the parts that were spoilt; others they need not know."""
        return [
            test
            for test, verdict in verdicts.items()
            if verdict.touched
            and not verdict.error
            and any(part < 0 or part_missing(part)[test].error for part in verdict.touched)
        ]

    found = [
        f"{exercise.id}: an answer of {kind} passes {test}"
        for kind in trial.kinds()
        for test in passed(trial.spoilt(exercise, kind))
    ]
    if fooled := passed(trial.zeroing(exercise, in_place=True)):
        # A test of what holds for any arguments, a sum of 1 say, passes zeros that it cannot see as well.
        unseen = trial.zeroing(exercise, in_place=False)
        advice = "compute what it expects before the call, or pass a copy"
        found += [
            f"{exercise.id}: an answer that puts zeros into its arguments passes {test}: {advice}"
            for test in fooled
            if unseen[test].error
        ]
    return found


def _solution(trial: Trial, exercise: Exercise) -> list[str]:
    """The solution passes on other random inputs as well."""
    verdicts = trial.solution(exercise)[TOGETHER]
    return [
        f"{exercise.id}: the solution, run again, fails {test} with {verdict.error!r}"
        for test, verdict in verdicts.items()
        if verdict.error
    ]


def independence(trial: Trial) -> list[str]:
    r"""Every test needs one answer exactly, so that a missing one costs its own points and nothing more."""
    reach = {nb.grade_id(test): trial.plan.reach(nb.grade_id(test)) for test in trial.plan.tests}
    reach = {test: names for test, names in reach.items() if test not in trial.unfit}
    needs: dict[str, list[str]] = {test: [] for test in reach}
    for exercise in nb.exercises(trial.plan.notebook):
        for region in nb.regions(exercise.todo, nb.SOLUTION) if not exercise.by_hand else ():
            defined = names.bound(exercise.todo.source)
            touched = [test for test in trial.plan.tests if defined & reach.get(nb.grade_id(test), set())]
            # A test whose reach does not hold the answer would only be seen to pass.
            for test, verdict in trial.blank(exercise, region.qualname, touched).items():
                needs[test] += [region.qualname] * bool(verdict.error)
    return [
        f"test {test} needs {' and '.join(answers) or 'no answer'}, expected one answer exactly"
        for test, answers in needs.items()
        if len(answers) != 1
    ]
