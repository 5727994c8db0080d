"""What tests say to known answers, and to answers that must earn nothing, in both ways of running tests."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from autograder import AutograderError
from autograder.author.trial import APART, TOGETHER, Trial, Verdict
from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.bank import Form, KnownAnswer, Mistake, RightAnswer, filled
from autograder.course.notebook import Exercise, Kind

#: Answers of somebody who knows nothing yet: of them no known mistake is to be recognised, and what a test says to
#: them says nothing of any.
PLAIN_ERRORS = {
    "a plain NameError": "undefined_name",
    "a plain TypeError": "None + 1",
    "a plain IndexError": "[][0]",
    "a blank answer": 'raise NotImplementedError("TODO: this exercise is not done yet")',
}


def source_problems(trial: Trial) -> list[str]:
    r"""The solution earns every point in both ways of running tests, and nothing else fails either."""
    found, verdicts = [], trial.run_source()
    known = {test for test, _ in trial.plan.unfit}  # by a look at the names alone
    for cell in trial.cells:
        name, is_test = nb.grade_id(cell), nb.kind(cell) is Kind.TEST
        where, together, apart = f"cell {name} of the source", verdicts[TOGETHER][name], verdicts[APART].get(name)
        if together.error:
            found.append(f"{where} fails: {together.error}")
        elif apart and apart.error and not is_test:
            found.append(f"{where} fails {APART}: {apart.error}")
        elif apart and apart.error and name not in known:
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


def judged(trial: Trial, exercise: Exercise, answer: KnownAnswer) -> tuple[list[str], Form]:
    r"""Try a known answer.

    Returns: what is not as the bank says, and how the answer behaves in the tests that it fails.
    """
    kind = "mistake" if isinstance(answer, Mistake) else "right answer"
    where = f"{answer.function}, {kind} {answer.name!r}"
    try:
        source = filled(exercise.todo, answer.source)
        # A test that a mistake passes takes its full time: that it does so in one way of running must do.
        together = answer.fails if isinstance(answer, Mistake) else None
        verdicts = trial.answer(exercise, source, answer.name, together)
    except AutograderError as error:
        return [f"{where}: {error}"], Form(answer.name, {})
    problem = functools.partial(_mistake, answer) if isinstance(answer, Mistake) else _right
    found = {way: {test: problem(test, verdict) for test, verdict in tests.items()} for way, tests in verdicts.items()}
    return _by_problem(where, found), form(answer.name, verdicts[APART])


def behaviour(trial: Trial, exercise: Exercise, mistake: Mistake) -> Form:
    r"""How a mistake behaves in the tests that it fails, as the course is graded."""
    return form(mistake.name, trial.apart(exercise, filled(exercise.todo, mistake.source)))


def lost_to_numbers(trial: Trial, exercise: Exercise, right_answers: Iterable[RightAnswer]) -> list[str]:
    r"""Tests that cost the solution or a right answer points with the trial's random numbers, as a course is graded."""
    sources = {"the solution": exercise.todo.source}
    sources |= {f"right answer {each.name!r}": filled(exercise.todo, each.source) for each in right_answers}
    return [
        f"with the random numbers that this class gets, {test} fails {what} with {verdict.error!r}: let it allow for "
        "whatever it may draw"
        for what, source in sources.items()
        for test, verdict in trial.apart(exercise, source).items()
        if verdict.error
    ]


def form(name: str, verdicts: Mapping[str, Verdict]) -> Form:
    r"""How an answer behaves in the tests that it fails, these running apart."""
    return Form(name, {test: verdict.behaviour or "" for test, verdict in verdicts.items() if verdict.error})


def _mistake(mistake: Mistake, test: str, verdict: Verdict) -> str:
    """A mistake fails the tests that it names, each with the message it names, and no other."""
    piece = mistake.fails.get(test)
    if piece is None:
        return f"fails {test} too, with {verdict.error!r}" if verdict.error else ""
    if not verdict.error:
        return f"passes {test}"
    return "" if piece in verdict.error else f"{test} does not say {piece!r} but {verdict.error!r}"


def _right(test: str, verdict: Verdict) -> str:
    """A right answer keeps every point."""
    return f"fails {test} with {verdict.error!r}" if verdict.error else ""


def _by_problem(where: str, found: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Problems by way of running and by test, each once; one that another way does not show says in which."""
    sentences = {}
    for way, problems in found.items():
        for test, problem in problems.items():
            elsewhere = all(others.get(test, problem) == problem for others in found.values())
            sentences[problem] = f"{where}: {problem}" + ("" if elsewhere else f" ({way})")
    return [sentence for problem, sentence in sentences.items() if problem]


def plain_errors(trial: Trial, exercise: Exercise) -> dict[tuple[str, str], Mapping[str, Verdict]]:
    r"""What tests say, apart, to answers of somebody who knows nothing yet, by their name and the function."""
    return {
        (kind, region.qualname): trial.replaced(exercise, region.qualname, body)
        for kind, body in PLAIN_ERRORS.items()
        for region in nb.regions(exercise.todo, nb.SOLUTION)
    }


def empty_pieces(mistakes: Iterable[Mistake], plain: Mapping[tuple[str, str], Mapping[str, Verdict]]) -> list[str]:
    r"""Pieces of messages that say nothing, since a test says the same to somebody who knows nothing yet.

    Args:
        mistakes: of one exercise.
        plain: as `plain_errors` gives them.
    """
    found = []
    for mistake in mistakes:
        for test, piece in mistake.fails.items():
            said = {kind: verdicts[test].error for (kind, _), verdicts in plain.items() if test in verdicts}
            if of := [kind for kind, error in said.items() if error and piece in error]:
                where = f"{mistake.function}, mistake {mistake.name!r}: {test} says {piece!r} to {of[0]} as well"
                found.append(f"{where}: take a piece that says what is wrong")
    return found


def worthless(trial: Trial, exercise: Exercise) -> list[str]:
    r"""The solution passes on other random inputs as well, and no test passes an answer that differs where it looks."""
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

    found = _solution(trial, exercise)
    found += [
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
