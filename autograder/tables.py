"""Results as tables, for `cli` to print."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from autograder.author.check import Proof
    from autograder.author.what_if import Earned
    from autograder.demo import Demo
    from autograder.grade.class_run import GradingReport
    from autograder.running import assignments as of_assignments
    from autograder.running import students as of_students


def check(proof: Proof) -> Table:
    """One line an exercise."""
    table = Table(title=proof.name, title_justify="left")
    for column in ("exercise", "points", "tests", "mistakes caught", "right answers kept"):
        table.add_column(column, justify="left" if column == "exercise" else "right")
    for row in proof.exercises:
        caught, kept = f"{row.mistakes_caught}/{row.mistakes}", f"{row.right_answers_kept}/{row.right_answers}"
        tested = ("by hand", "", "") if row.by_hand else (str(row.tests), caught, kept)
        table.add_row(row.exercise, f"{row.points:g}", *tested)
    return table


def earned(name: str, found: list[Earned]) -> Table:
    """What answers earn: a line each, and below it a line for each test."""
    table = Table(title=name, title_justify="left")
    for column in ("answer", "earns", "of", "says"):
        table.add_column(column, justify="right" if column in ("earns", "of") else "left")
    for each in found:
        table.add_row(escape(f"{each.answer.function}: {each.answer.name}"), f"{each.score:g}", f"{each.points:g}", "")
        for test in each.tests:
            said = (test.error or "passed").partition("\n")[0]
            table.add_row(f"  {test.test}", f"{test.score:g}", f"{test.points:g}", escape(said))
        table.add_section()
    return table


def scores(result: Demo) -> Table:
    """One line a student, one column an assignment."""
    names = result.course.names()
    # Numbers alone, and little between them: fifteen assignments stand in a terminal of 80 columns.
    table = Table(title="scores", title_justify="left", box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for column in ("student", *(name.partition("_")[0] for name in names)):
        table.add_column(column, justify="left" if column == "student" else "right")
    scores: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (student, name, _), score in result.recorded.items():
        scores[student, name] += score
    for student in sorted({student for student, _ in scores}):
        table.add_row(student, *(f"{scores[student, name]:g}" for name in names))
    return table


def grades(report: GradingReport) -> Table:
    """One line a student."""
    table = Table(title=report.assignment, title_justify="left")
    dated = any(row.when.due for row in report.rows)
    for column in ("student", "score", "of", "by hand", "seconds", *["handed in"] * dated):
        table.add_column(column, justify="left" if column in ("student", "handed in") else "right")
    for row in report.rows:
        by_hand = str(row.by_hand or "")
        numbers = (f"{row.score:g}", f"{row.max_score:g}", by_hand, f"{row.seconds:.2f}")
        table.add_row(escape(row.student), *numbers, *[str(row.when)] * dated)
    return table


def students(found: list[of_students.Listed]) -> Table:
    """One line a student."""
    table = Table()
    for column in ("student", "e-mail", "left", "more time"):
        table.add_column(column)
    for each in found:
        table.add_row(escape(each.name), escape(each.email), each.left, escape("\n".join(each.extensions)))
    return table


def assignments(found: list[of_assignments.Listed]) -> Table:
    """One line an assignment."""
    table = Table()
    for column in ("assignment", "due", "counts", "have more time"):
        table.add_column(column, justify="right" if column in ("counts", "have more time") else "left")
    for each in found:
        table.add_row(escape(each.name), each.due, f"{each.weight:g}", str(each.longer or ""))
    return table
