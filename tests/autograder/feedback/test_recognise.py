"""Known mistakes told from failed tests: the most specific one or a few, and no name that gives an answer away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat.v4 import new_output
from tiny_course import MISTAKES, NAME, ROOT, cell_of, tiny

from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Form, Mistake
from autograder.course.folders import Course
from autograder.feedback.recognise import (
    Failure,
    Likeness,
    Recogniser,
    by_behaviour,
    by_messages,
    failures,
    false_names,
)

ONE, TWO = {"double_value": "wrong"}, {"double_value": "wrong on", "double_sign": "keep the sign"}


def names(known: list[Mistake], failed: dict[str, str]) -> list[str]:
    return ["; or ".join(alike.names) for alike in by_messages(Bank(tuple(known)), failed)]


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        ({}, []),
        ({"double_sign": "AssertionError: double(-1.0) should be -2: keep the sign"}, ["drops the sign"]),
        ({"double_value": "AssertionError: not seen"}, []),
        ({"double_value": "AssertionError: not seen", "double_sign": "E: keep the sign"}, ["adds 3"]),
        ({"double_value": "E: not a float", "double_sign": "E: not a float", "other": "E: "}, ["gives an int"]),
    ],
)
def test_exactly_the_tests_that_it_names_fail_with_their_messages(failed: dict[str, str], expected: list[str]) -> None:
    assert names(MISTAKES, failed) == expected


def test_of_several_the_one_that_says_more_and_otherwise_up_to_three() -> None:
    failed = {"double_value": "AssertionError: wrong on a number"}
    vague, exact, other = (Mistake(name, "f", "", {"double_value": name}) for name in ("wrong", "wrong on", "number"))
    assert names([vague, exact], failed) == ["wrong on"]
    assert names([vague, exact, other], failed) == ["wrong on; or number"]
    twins = [Mistake(f"twin {number}", "f", "", exact.fails) for number in range(3)]
    assert names(twins, failed) == ["twin 0; or twin 1; or twin 2"]
    assert names([exact, *twins], failed) == []


def test_each_function_has_its_own() -> None:
    failed = {"a": "E: one", "b": "E: two"}
    known = [Mistake("first", "f", "", {"a": "one"}), Mistake("second", "g", "", {"b": "two"})]
    assert names(known, failed) == ["first", "second"]


def test_messages_are_what_students_read_of_them() -> None:
    notebook = tiny()
    long = "\x1b[31mwrong\x1b[0m " + "x" * 600 + "\nsecond line"
    cell_of(notebook, "double_value").outputs = [new_output("error", ename="ValueError", evalue=long, traceback=[])]
    cell_of(notebook, "greeting").outputs = [new_output("error", ename="ValueError", evalue="no test", traceback=[])]
    cell_of(notebook, "double_value").metadata["autograder"] = {"score": 0.0, "behaviour": "0a1b"}
    assert failures(notebook.cells) == {"double_value": Failure("ValueError: wrong " + "x" * 494, "0a1b")}


def test_a_course_without_a_bank(make_course: Callable[..., Course]) -> None:
    assert Recogniser.of(make_course(), NAME).bank == Bank()


#: Three mistakes of one function, two of them alike, and one of another function.
KNOWN = {
    "f": [Form("adds", {"a": "1", "b": "1"}), Form("rounds", {"a": "2"}), Form("cuts", {"a": "2"})],
    "g": [Form("halves", {"c": "3"})],
}


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        ({}, []),
        ({"a": "1", "b": "1"}, [("adds",)]),
        ({"a": "1"}, []),
        ({"a": "1", "b": "2"}, []),
        ({"a": "2"}, [("rounds", "cuts")]),
        ({"a": "2", "c": "3"}, [("rounds", "cuts"), ("halves",)]),
        ({"a": "2", "c": "4", "d": "5"}, [("rounds", "cuts")]),
        # Where nothing was heard, what else failed must do, and that the test failed.
        ({"a": None, "b": "1"}, [("adds",)]),
        ({"a": None, "b": "2"}, []),
        ({"a": None, "b": None, "c": "3"}, [("halves",)]),
    ],
)
def test_all_that_failed_behaves_exactly_so(failed: dict[str, str | None], expected: list[tuple[str, ...]]) -> None:
    assert [likeness.names for likeness in by_behaviour(KNOWN, failed)] == expected


def test_a_function_of_which_nothing_was_heard_is_told_by_messages() -> None:
    known = Bank((Mistake("adds", "f", "", {"a": "say", "b": "say"}), Mistake("halves", "g", "", {"c": "half"})))
    failed = {"a": Failure("says", "9"), "b": Failure("says"), "c": Failure("half of it")}
    assert [each.names for each in Recogniser(known, {NAME: KNOWN}).recognise(NAME, failed)] == [("halves",)]
    failed["a"] = Failure("says", "1")
    assert [each.names for each in Recogniser(known, {NAME: KNOWN}).recognise(NAME, failed)] == [("adds",), ("halves",)]


def test_more_than_three_names_are_none_and_one_name_is_one() -> None:
    forms = [Form(f"form {number}", {"a": "1"}) for number in range(4)]
    assert by_behaviour({"f": forms}, {"a": "1"}) == []
    assert by_behaviour({"f": forms[:3]}, {"a": "1"})[0].names == ("form 0", "form 1", "form 2")
    same = [Form("one", {"a": "1"})] * 4
    assert by_behaviour({"f": same}, {"a": "1"}) == [Likeness(("one",), frozenset("a"))]


def test_what_would_be_taken_for_something_else() -> None:
    assert false_names(KNOWN) == (2, 4)
    assert false_names({"f": [Form("one", {"a": "1"}), Form("one", {"a": "1"})]}) == (0, 2)


def test_without_a_record_pieces_of_messages_tell() -> None:
    known = Bank(tuple(MISTAKES))
    failed = {"double_sign": Failure("AssertionError: keep the sign", "0a1b")}
    by_pieces = [("drops the sign",)]
    assert [each.names for each in Recogniser(known).recognise(NAME, failed)] == by_pieces
    recorded = Recogniser(known, {NAME: {"double": [Form("drops the sign", {"double_sign": "ffff"})]}})
    assert recorded.recognise(NAME, failed) == []
    # Graded before anybody recorded: what is known of it is the message.
    before = {"double_sign": Failure("AssertionError: keep the sign")}
    assert [each.names for each in recorded.recognise(NAME, before)] == by_pieces
    assert "run `autograder release 01_tiny`" in Recogniser(known).guesses(NAME)
    assert recorded.guesses(NAME) == "" == Recogniser().guesses(NAME)


BANKS = sorted(path.parent.name for path in (ROOT / "source").glob("*/*.ipynb"))


@pytest.mark.parametrize("assignment", BANKS)
def test_no_name_gives_an_answer_or_a_hidden_test_away(assignment: str) -> None:
    source = nb.read(Path(ROOT, "source", assignment, f"{assignment}.ipynb"))
    secret = set()
    for cell in source.cells:
        for marker in (nb.SOLUTION, nb.HIDDEN_TESTS):
            for region in nb.regions(cell, marker) if cell.cell_type == "code" else []:
                secret |= {line.strip() for line in cell.source.split("\n")[region.begin + 1 : region.end]}
    # "else:" and "x = 0" say nothing.
    telling = {line for line in secret if len(line) > 10}
    for mistake in bank.load(Course.at(ROOT), assignment).mistakes:
        assert not [line for line in telling if line in mistake.name], mistake.name
        assert "\n" not in mistake.name


def test_nothing_is_told_from_a_withdrawn_test() -> None:
    forms = [Form("adds 3", {"double_value": "a", "double_sign": "b"}), Form("drops the sign", {"double_sign": "c"})]
    known = Recogniser(Bank(tuple(MISTAKES)), {NAME: {"double": forms}}).without([(NAME, "double_sign")])
    value, sign = Failure("AssertionError: not seen", "a"), Failure("AssertionError: keep the sign", "c")
    assert known.recognise(NAME, {"double_sign": sign}) == []
    adds = [Likeness(("adds 3",), frozenset({"double_value"}))]
    assert known.recognise(NAME, {"double_value": value, "double_sign": sign}) == adds
    assert known.recognise(NAME, {"double_value": value}) == adds
