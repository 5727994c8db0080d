"""An invented class."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tiny_course import NAME, cell_of, right

from autograder import AutograderError
from autograder.author.simulate import EXPECTED, _known, simulate
from autograder.course import notebook as nb
from autograder.course.bank import Bank
from autograder.course.folders import Course


def test_the_same_seed_gives_the_same_class(released: Course, tmp_path: Path) -> None:
    rows = simulate(released, NAME, 4, 1, tmp_path / "a")
    assert simulate(released, NAME, 4, 1, tmp_path / "b") == rows
    assert simulate(released, NAME, 4, 2, tmp_path / "c") != rows
    files = [sorted((tmp_path / which).rglob("*.*")) for which in "ab"]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]
    assert len(files[0]) == 5


def test_submissions_are_what_expected_says(released: Course, tmp_path: Path) -> None:
    rows = simulate(released, NAME, 30, 3, tmp_path)
    with (tmp_path / EXPECTED).open() as file:
        read = list(csv.DictReader(file))
    assert [row["student"] for row in read] == [row.student for row in rows]
    assert [float(row["points"]) if row["points"] else None for row in read] == [row.points for row in rows]
    answers = {row.answer: row for row in rows if row.test != "why"}
    assert set(answers) == {
        "nothing",
        "the solution",
        "mistake: adds 3",
        "mistake: drops the sign",
        "mistake: gives an int",
        "right answer: as a sum",
        "right answer: in a loop",
    }
    drops = [(row.test, row.points) for row in rows if row.answer == "mistake: drops the sign"]
    assert set(drops) == {("double_value", 4.0), ("double_sign", 0.0)}
    assert {row.points for row in rows if row.answer == "nothing"} == {0.0}
    assert {(row.answer, row.points) for row in rows if row.test == "why"} == {("nothing", 0.0), ("the solution", None)}
    for words, part in (("nothing", "NotImplementedError"), ("right answer: as a sum", "    return x + x")):
        path = tmp_path / "submitted" / answers[words].student / NAME / f"{NAME}.ipynb"
        submission = nb.read(path)
        assert part in cell_of(submission, "double").source
        assert "HIDDEN" not in cell_of(submission, "double_value").source


def test_submissions_are_never_overwritten(released: Course, tmp_path: Path) -> None:
    simulate(released, NAME, 1, 1, tmp_path)
    with pytest.raises(AutograderError, match="is there already, and submissions are never overwritten"):
        simulate(released, NAME, 1, 2, tmp_path)


def test_an_answer_that_calls_another_exercise_is_left_out(course: Course) -> None:
    exercises = nb.exercises(nb.read(course.notebook(NAME)))
    calls = right("calls", "return triple(x) - x")
    source = exercises[0].todo.source
    other = nb.Exercise(None, type(exercises[0].todo)(exercises[0].todo, source=source.replace("double", "triple")), ())
    other.todo.metadata = {"nbgrader": {"grade_id": "triple", "solution": True}}
    known = _known([exercises[0], other], Bank((), (calls, right("sums", "return x + x"))))
    assert [answer.name for answer in known["double"]["right answer"]] == ["sums"]


def test_without_a_release_there_is_nothing_to_hand_in(course: Course, tmp_path: Path) -> None:
    with pytest.raises(AutograderError, match="There is no notebook .*notebooks/01_tiny"):
        simulate(course, NAME, 1, 1, tmp_path)
