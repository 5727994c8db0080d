"""Which known mistake an answer behaves like: told from the tests that it fails, and how; no code is run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from autograder import AutograderError
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Form, Known, Mistake
from autograder.course.folders import Course
from autograder.grading import stored_plans
from autograder.grading.withdrawn import Key

_LONGEST_MESSAGE = 500
#: More mistakes than this that look the same tell nobody anything.
_MOST_ALIKE = 3


@dataclass(frozen=True)
class Failure:
    """A test that went wrong: what a student reads of it, and how the answer behaved; None where that is not known."""

    message: str
    behaviour: str | None = None


@dataclass(frozen=True)
class Likeness:
    """Names of known mistakes that an answer behaves like, and the tests that say so.

    Several names, up to three, are those of mistakes that these tests cannot tell apart.
    """

    names: tuple[str, ...]
    tests: frozenset[str]


def message(error: Mapping[str, object]) -> str:
    r"""What an error output says, as far as students read it: one line, of bounded length."""
    text: str = strip_ansi(str(error["evalue"]))
    return text.strip().partition("\n")[0][:_LONGEST_MESSAGE]


def failures(cells: Iterable[NotebookNode]) -> dict[str, Failure]:
    r"""What went wrong in each test of a graded notebook, by grade id."""
    found = {}
    for cell in cells:
        errors = (output for output in cell.get("outputs", ()) if output.output_type == "error")
        if nb.kind(cell) is nb.Kind.TEST and (error := next(errors, None)) is not None:
            behaviour = cell.metadata.get("autograder", {}).get("behaviour")
            found[nb.grade_id(cell)] = Failure(f"{error.ename}: {message(error)}", behaviour)
    return found


@dataclass(frozen=True)
class Recogniser:
    """The known mistakes of an assignment.

    Attributes:
        bank: as they are written down.
        known: how each of them behaves in the tests as they were released; None if that was not recorded.
        withdrawn: tests from which nothing is told.
    """

    bank: Bank = Bank()
    known: Mapping[str, Known] | None = None
    withdrawn: frozenset[Key] = frozenset()

    @classmethod
    def of(cls, course: Course, assignment: str) -> Recogniser:
        r"""Those of an assignment, without what withdrawn tests say; none where nobody wrote them down."""
        try:
            known, gone = stored_plans.known_mistakes(course, assignment), stored_plans.withdrawn(course, assignment)
            return cls(bank.load(course, assignment), known).without(gone)
        except AutograderError:
            return cls()

    def without(self, withdrawn: Collection[Key]) -> Recogniser:
        r"""The same mistakes, told from all other tests than these."""
        if not withdrawn:
            return self
        names = {test for _, test in withdrawn}
        left = (replace(mistake, fails=_left(mistake.fails, names)) for mistake in self.bank.mistakes)
        known = {
            name: {
                function: [
                    Form(form.name, _left(form.fails, {test for of, test in withdrawn if of == name})) for form in forms
                ]
                for function, forms in of_notebook.items()
            }
            for name, of_notebook in (self.known or {}).items()
        }
        seen = replace(self.bank, mistakes=tuple(mistake for mistake in left if mistake.fails))
        return Recogniser(seen, None if self.known is None else known, frozenset(withdrawn))

    def guesses(self, assignment: str) -> str:
        r"""What to know of how mistakes are told, if nobody recorded how they behave; "" otherwise."""
        if self.known is not None or not self.bank.mistakes:
            return ""
        what = "known mistakes are told by pieces of messages, since nobody recorded how they behave"
        # What was graded before is graded again on request alone.
        advice = f"run `autograder release {assignment}`, then `autograder grade {assignment} --regrade`"
        return f"{assignment}: {what}: {advice}."

    def recognise(self, name: str, failed: Mapping[str, Failure]) -> list[Likeness]:
        r"""The mistakes that answers behave like: for each function that a student writes, those it could be.

        Args:
            name: of the notebook.
            failed: what `failures` gives.
        """
        failed = {test: failure for test, failure in failed.items() if (name, test) not in self.withdrawn}
        known = (self.known or {}).get(name)
        messages = by_messages(self.bank, {test: failure.message for test, failure in failed.items()})
        if known is None:
            return messages
        heard = {test for test, failure in failed.items() if failure.behaviour is not None}
        found = by_behaviour(known, {test: failure.behaviour for test, failure in failed.items()})
        return found + [likeness for likeness in messages if heard.isdisjoint(likeness.tests)]


def _left(fails: Mapping[str, str], withdrawn: Collection[str]) -> dict[str, str]:
    return {test: seen for test, seen in fails.items() if test not in withdrawn}


def by_behaviour(known: Known, failed: Mapping[str, str | None]) -> list[Likeness]:
    r"""The mistakes of which exactly the same tests of their function fail, and that behave exactly so in them.

    Args:
        known: the mistakes of each function, as recorded.
        failed: the behaviour in each test that failed, None where nothing was heard: one that was heard must do.
    """
    found = []
    for forms in known.values():
        of_function = {test for form in forms for test in form.fails}
        mine = {test: failed[test] for test in failed if test in of_function}
        heard = {(test, behaviour) for test, behaviour in mine.items() if behaviour is not None}
        alike = (form for form in forms if heard and form.fails.keys() == mine.keys() and heard <= form.fails.items())
        names = tuple(dict.fromkeys(form.name for form in alike))
        found += [Likeness(names, frozenset(mine))] if 0 < len(names) <= _MOST_ALIKE else []
    return found


def by_messages(known: Bank, failed: Mapping[str, str]) -> list[Likeness]:
    r"""The mistakes whose pieces of messages are found, for want of a record of how they behave.

    A mistake matches if of its function's tests exactly those fail that it names, each with a message that has its
    piece in it. Of those that match, one whose pieces say less than another's is left out.

    Args:
        known: the assignment's bank.
        failed: the message of each test that failed.
    """
    found = []
    for _, group in groupby(sorted(known.mistakes, key=_function), key=_function):
        mistakes = list(group)
        tests = frozenset(test for mistake in mistakes for test in mistake.fails if test in failed)
        matching = [each for each in mistakes if each.fails.keys() == tests and _says(each, failed)]
        best = [one for one in matching if not any(_says_more(other, one) for other in matching)]
        names = tuple(dict.fromkeys(mistake.name for mistake in best))
        found += [Likeness(names, tests)] if 0 < len(names) <= _MOST_ALIKE else []
    return found


def _function(mistake: Mistake) -> str:
    return mistake.function


def _says(mistake: Mistake, failed: Mapping[str, str]) -> bool:
    return all(piece in failed[test] for test, piece in mistake.fails.items())


def _says_more(one: Mistake, other: Mistake) -> bool:
    """Whether a mistake's pieces hold those of another one of the same tests, and not the other way round."""
    return _covers(one, other) and not _covers(other, one)


def _covers(mistake: Mistake, other: Mistake) -> bool:
    """Whether a mistake's pieces hold those of another one of the same tests."""
    return all(piece in mistake.fails[test] for test, piece in other.fails.items())


def false_names(known: Known) -> tuple[int, int]:
    r"""How many mistakes, each left out in turn, would be taken for another one; and how many there are."""
    wrong = 0
    for forms in known.values():
        for left_out, form in enumerate(forms):
            others: Sequence[Form] = [each for number, each in enumerate(forms) if number != left_out]
            found = by_behaviour({"": others}, form.fails)
            wrong += any(form.name not in likeness.names for likeness in found)
    return wrong, sum(map(len, known.values()))
