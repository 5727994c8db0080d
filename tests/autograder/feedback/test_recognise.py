"""Known mistakes told from failed tests: the most specific one or a few, and no name that gives an answer away."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_output
from tiny_course import MISTAKES, NAME, ROOT, cell_of, tiny

from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.bank import Bank, Mistake
from autograder.feedback.recognise import bank_of, failures, recognised

ONE, TWO = {"double_value": "wrong"}, {"double_value": "wrong on", "double_sign": "keep the sign"}


def names(known: list[Mistake], failed: dict[str, str]) -> list[str]:
    return ["; or ".join(mistake.name for mistake in alike) for alike in recognised(Bank(tuple(known)), failed)]


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
    vague, exact, other = (Mistake("f", name, "", {"double_value": name}) for name in ("wrong", "wrong on", "number"))
    assert names([vague, exact], failed) == ["wrong on"]
    assert names([vague, exact, other], failed) == ["wrong on; or number"]
    twins = [Mistake("f", f"twin {number}", "", exact.fails) for number in range(3)]
    assert names(twins, failed) == ["twin 0; or twin 1; or twin 2"]
    assert names([exact, *twins], failed) == []


def test_each_function_has_its_own() -> None:
    failed = {"a": "E: one", "b": "E: two"}
    known = [Mistake("f", "first", "", {"a": "one"}), Mistake("g", "second", "", {"b": "two"})]
    assert names(known, failed) == ["first", "second"]


def test_messages_are_what_students_read_of_them() -> None:
    notebook = tiny()
    long = "\x1b[31mwrong\x1b[0m " + "x" * 600 + "\nsecond line"
    cell_of(notebook, "double_value").outputs = [new_output("error", ename="ValueError", evalue=long, traceback=[])]
    cell_of(notebook, "greeting").outputs = [new_output("error", ename="ValueError", evalue="no test", traceback=[])]
    assert failures(notebook.cells) == {"double_value": "ValueError: wrong " + "x" * 494}


def test_a_course_without_a_bank() -> None:
    assert bank_of("99_nothing") == Bank()


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
    for mistake in bank.load(assignment).mistakes:
        assert not [line for line in telling if line in mistake.name], mistake.name
        assert "\n" not in mistake.name


def test_the_tiny_bank_is_there(set_bank) -> None:
    set_bank()
    assert bank_of(NAME).mistakes == tuple(MISTAKES)
