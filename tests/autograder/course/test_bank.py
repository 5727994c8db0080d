"""Loading the bank."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from tiny_course import MISTAKES, NAME, RIGHT_ANSWERS

from autograder import AutograderError
from autograder.course.bank import Bank, load


def test_a_bank_is_loaded_by_name(set_bank: Callable[..., None]) -> None:
    set_bank()
    assert load(NAME) == Bank(tuple(MISTAKES), tuple(RIGHT_ANSWERS))


def test_a_missing_bank_says_which_file_to_write() -> None:
    with pytest.raises(AutograderError, match=r"There is no bank autograder/mistakes/99_nothing\.py: write it"):
        load("99_nothing")


def test_a_bank_without_one_of_its_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("autograder.mistakes.98_half")
    module.MISTAKES = []
    monkeypatch.setitem(sys.modules, module.__name__, module)
    with pytest.raises(AutograderError, match="lacks its list RIGHT_ANSWERS"):
        load("98_half")
