"""Which known mistake an answer behaves like: told from the tests that it fails and what they say; no code is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from autograder import AutograderError
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Mistake

_LONGEST_MESSAGE = 500
#: More mistakes than this that look the same tell nobody anything.
_MOST_ALIKE = 3


def message(error: Mapping[str, object]) -> str:
    r"""What an error output says, as far as students read it: one line, of bounded length."""
    return strip_ansi(str(error["evalue"])).strip().partition("\n")[0][:_LONGEST_MESSAGE]


def failures(cells: Iterable[NotebookNode]) -> dict[str, str]:
    r"""What went wrong in each test of a graded notebook, "Name: message" by grade id."""
    errors = {
        nb.grade_id(cell): next((output for output in cell.get("outputs", ()) if output.output_type == "error"), None)
        for cell in cells
        if nb.kind(cell) is nb.Kind.TEST
    }
    return {test: f"{error.ename}: {message(error)}" for test, error in errors.items() if error is not None}


def recognised(bank: Bank, failed: Mapping[str, str]) -> list[tuple[Mistake, ...]]:
    r"""The known mistakes that answers behave like: for each function that a student writes, those it could be.

    A mistake matches if of its function's tests exactly those fail that it names, each with a message that has its
    piece in it. Of those that match, one whose pieces say less than another's is left out. What is left looks the same
    to the tests: up to three are given together, and none of more.

    Args:
        bank: the assignment's.
        failed: what `failures` gives.
    """
    found = []
    for _, group in groupby(sorted(bank.mistakes, key=_function), key=_function):
        known = list(group)
        tests = {test for mistake in known for test in mistake.fails} & failed.keys()
        matching = [mistake for mistake in known if mistake.fails.keys() == tests and _says(mistake, failed)]
        best = tuple(one for one in matching if not any(_says_more(other, one) for other in matching))
        found += [best] if 0 < len(best) <= _MOST_ALIKE else []
    return found


def bank_of(assignment: str) -> Bank:
    r"""The known answers of an assignment; none where nobody wrote them down."""
    try:
        return bank.load(assignment)
    except AutograderError:
        return Bank()


def _function(mistake: Mistake) -> str:
    return mistake.exercise


def _says(mistake: Mistake, failed: Mapping[str, str]) -> bool:
    return all(piece in failed[test] for test, piece in mistake.fails.items())


def _says_more(one: Mistake, other: Mistake) -> bool:
    """Whether a mistake's pieces hold those of another one of the same tests, and not the other way round."""
    return _covers(one, other) and not _covers(other, one)


def _covers(mistake: Mistake, other: Mistake) -> bool:
    """Whether a mistake's pieces hold those of another one of the same tests."""
    return all(piece in mistake.fails[test] for test, piece in other.fails.items())
