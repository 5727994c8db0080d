"""The proof of the course takes the same random numbers each time; a class is graded with others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.author import parts
from autograder.author.check import prove
from autograder.course.bank import FOLDER as ANSWERS
from autograder.course.folders import CONFIG, Course

OURS = Course.at(Path(__file__).parents[2])


@pytest.mark.large
@pytest.mark.parametrize("name", OURS.names())
def test_known_answers_earn_the_same_whatever_hidden_tests_draw(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(OURS.root / CONFIG, tmp_path)
    shutil.copytree(OURS.source / name, tmp_path / OURS.source.name / name)
    shutil.copytree(OURS.root / ANSWERS, tmp_path / ANSWERS, ignore=shutil.ignore_patterns("__pycache__"))
    problems = []
    for number in range(4):
        monkeypatch.setattr(parts, "_SEED", f"a class's secret {number}")
        (proof,) = prove(Course.at(tmp_path), [name], afresh=True)
        problems += proof.problems
    assert problems == []
