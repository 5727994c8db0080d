"""Due dates, weights and dropped results, by the commands, as far as the files of marks."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_course import ANSWERS, NAME
from typer.testing import Result

from autograder.course.folders import CONFIG, Course
from autograder.report.total import Rule

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def marked(answering: Course, run: Callable[..., Result]) -> Callable[..., Result]:
    """Two assignments. Ada has 7 of 10 and nothing, Bob 3 of 10 and 4 of 4."""
    with answering.gradebook() as gradebook:
        gradebook.add_assignment(ANSWERS)
        gradebook.add_notebook(ANSWERS, ANSWERS)
        gradebook.add_grade_cell("all", ANSWERS, ANSWERS, max_score=4, cell_type="code")
        for student, cells in (("ada", (4, 3)), ("bob", (0, 3))):
            gradebook.add_student(student)
            gradebook.add_submission(NAME, student)
            for cell, score in zip(("double_value", "double_sign"), cells, strict=True):
                gradebook.find_grade(cell, NAME, NAME, student).auto_score = score
        gradebook.add_submission(ANSWERS, "bob")
        gradebook.find_grade("all", ANSWERS, ANSWERS, "bob").auto_score = 4
        gradebook.db.commit()
    return run


def exported(run: Callable[..., Result], form: str) -> tuple[str, list[list[str]]]:
    result = run("export", "--format", form, "--to", f"{form}.csv")
    assert result.exit_code == 0, result.output
    with Path(f"{form}.csv").open(newline="", encoding="utf-8-sig") as file:
        return result.stdout, list(csv.reader(file))


@pytest.mark.parametrize(
    ("weight", "dropped", "ada", "bob", "said"),
    [
        ("3", "0", 17.5, 82.5, f"{ANSWERS} × 3, all else × 1"),
        ("1", "1", 70.0, 100.0, "each student's worst result dropped"),
        ("3", "1", 70.0, 100.0, f"{ANSWERS} × 3, all else × 1; each student's worst result dropped"),
    ],
)
def test_the_total_is_as_told_in_every_file(
    marked: Callable[..., Result], weight: str, dropped: str, ada: float, bob: float, said: str
) -> None:
    assert marked("assignment", "weight", ANSWERS, weight).exit_code == 0
    assert marked("assignment", "drop-worst", dropped).exit_code == 0
    for form in ("canvas", "moodle", "brightspace"):
        told, lines = exported(marked, form)
        assert f"• Course total, of 100, is the mean share of the points: {said}\n" in told
        place = next(number for number, name in enumerate(lines[0]) if name.startswith("Course total"))
        assert {float(line[place]) for line in lines if {"ada", "bob"} & {*line}} == {ada, bob}, form
    _, lines = exported(marked, "csv")
    totals = {line[3]: (line[9], line[10]) for line in lines if line[0] == "Course total"}
    assert {student: float(total) for student, (total, _) in totals.items()} == {"ada": ada, "bob": bob}
    weights = {(line[0], line[3]): line[11] for line in lines[1:] if line[0] != "Course total"}
    assert (weights[ANSWERS, "ada"], weights[NAME, "bob"]) == (("dropped",) * 2 if dropped == "1" else (weight, "1"))


def test_files_are_as_before_where_nobody_said_anything(marked: Callable[..., Result]) -> None:
    marked("assignment", "weight", ANSWERS, "2")
    marked("assignment", "weight", ANSWERS, "1")
    told, (header, *_) = exported(marked, "canvas")
    assert "Course total" not in told and header[5:] == [NAME, ANSWERS]


def test_more_is_dropped_than_there_is(marked: Callable[..., Result]) -> None:
    assert "2 of 2 assignments cannot be dropped, expected 0 to 1" in marked("assignment", "drop-worst", "2").stderr
    marked("assignment", "drop-worst", "1")
    result = marked("export", NAME)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith("The 1 worst results are to be dropped, and 1 of the assignments count: name more")


def test_what_counts_nothing_and_what_has_no_weight(marked: Callable[..., Result]) -> None:
    marked("assignment", "weight", ANSWERS, "0")
    assert "None of the assignments counts: give one" in marked("export", ANSWERS).stderr
    result = marked("export", NAME)
    assert result.exit_code == 0 and "Course total" not in result.stdout, "there is nothing to weigh"


@pytest.mark.parametrize("weight", ["-1", "nan", "inf"])
def test_a_weight_that_is_none(marked: Callable[..., Result], weight: str) -> None:
    result = marked("assignment", "weight", NAME, "--", weight)
    assert result.exit_code == 1 and "is none, expected 0, 0.5, 2 or the like" in result.stderr


def test_of_equal_results_the_heavier_is_dropped() -> None:
    rule = Rule({"b": 2.0, "z": 0.0}, drop_worst=1)
    assert rule.dropped({"a": 0.5, "b": 0.5, "c": 1.0, "z": 0.0}) == ["b"]
    assert rule.total({"a": 0.5, "b": 0.5, "c": 1.0, "z": 0.0}) == 75.0


def test_a_due_date_in_the_courses_zone(released: Course, run: Callable[..., Result]) -> None:
    with (released.root / CONFIG).open("a") as file:
        file.write('\nc.Exchange.timezone = "Europe/Berlin"\n')
    assert run("assignment", "due", "1", "2026-03-01 12:00").stdout.startswith(f"{NAME} is due on 2026-03-01 12:00 CET")
    with released.gradebook() as gradebook:
        gradebook.add_student("ada")
        assert f"{gradebook.find_assignment(NAME).duedate}" == "2026-03-01 11:00:00"
    run("student", "extend", "ada", "1", "--until", "2026-03-29 12:00", "--reason", "ill")
    said = run("assignment", "due", "1", "2026-03-02 12:00 UTC").stdout
    assert "• ada now has until 2026-03-30 13:00 CEST\n" in said
    listed = run("assignment", "list").stdout
    assert [each.strip() for each in listed.splitlines()[3].split("│")[1:-1]] == [
        NAME,
        "2026-03-02 13:00 CET",
        "1",
        "1",
    ]
