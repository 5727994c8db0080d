"""The commands; the only module that prints or exits, and nothing imports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder import AutograderError

if TYPE_CHECKING:
    from autograder.check import Report
    from autograder.course import Course
    from autograder.demo import Demo

# What a command needs is imported by the command: `--help` should not wait for nbgrader.
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Name = Annotated[str, typer.Argument(help="An assignment, by its full name or its number.")]
Names = Annotated[list[str] | None, typer.Argument(help="Assignments, by full name or number; all if none is given.")]


@app.callback()
def main() -> None:
    """Release, check and grade the course in this folder."""


@app.command()
def check(names: Names = None) -> None:
    """Prove that assignments are sound: their looks, solution, release, and every known answer."""
    from autograder.check import check_all

    problems = 0
    course, found = asked_for(names)
    with one_sentence(), errors.status("") as status:
        for report in check_all(course, found, status.update):
            console.print(_check_table(report))
            tell(report.problems)
            problems += len(report.problems)
    if problems:
        raise typer.Exit(1)


@app.command()
def outputs(names: Names = None) -> None:
    """Run source notebooks afresh and store their text outputs."""
    from autograder.outputs import refresh

    course, found = asked_for(names)
    with one_sentence():
        for name in found:
            with errors.status(f"running {name}"):
                refresh(course.notebook(name))
            console.print(f"stored the outputs of {name}")


@app.command()
def release(names: Names = None) -> None:
    """Make students' versions, and prove that they give nothing away."""
    from autograder.release import release as make

    course, found = asked_for(names)
    with one_sentence():
        for name in found:
            with errors.status(f"releasing {name}"):
                path = make(course, name)
            console.print(f"released {path.relative_to(course.root)}", soft_wrap=True)


@app.command()
def simulate(
    name: Name,
    students: Annotated[int, typer.Option(min=1, help="How many hand in.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")],
    into: Annotated[Path, typer.Option(help="Gets submitted/ and expected.csv.", file_okay=False)],
) -> None:
    """Invent a class: submissions made of known answers, and the scores that they deserve."""
    from autograder.simulate import EXPECTED
    from autograder.simulate import simulate as invent

    course, (found,) = asked_for([name])
    with one_sentence():
        rows = invent(course, found, students, seed, into)
    submissions = f"{students} submissions in {into / 'submitted'}"
    console.print(f"{submissions}, {len(rows)} scores in {into / EXPECTED}", soft_wrap=True)


@app.command()
def demo() -> None:
    """Release everything, let an invented class hand in, grade it, and compare scores with what was deserved."""
    from autograder.demo import STUDENTS
    from autograder.demo import demo as run

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    course, _ = asked_for(None)
    with one_sentence():
        with Progress(*columns, console=errors, transient=True) as progress:
            task = progress.add_task("")
            result = run(
                course,
                course.root / "build" / "demo",
                students=STUDENTS,
                told=lambda done, total, what: progress.update(task, completed=done, total=total, description=what),
            )
    console.print(_score_table(result))
    for what, path in (
        ("course", result.course.root),
        ("gradebook", result.course.gradebook_url),
        ("feedback", result.course.feedback),
    ):
        console.print(f"{what}: {path}", soft_wrap=True)
    differences = result.differences()
    tell(differences)
    if differences:
        raise typer.Exit(1)
    console.print(f"all {len(result.expected)} scores are what the answers deserve")


def asked_for(names: list[str] | None) -> tuple[Course, list[str]]:
    """The course in the current folder and the full names of assignments in it; exits with 2 if they are not there."""
    from autograder.course import Course

    with one_sentence(exit_code=2):
        course = Course.at(Path())
        return course, course.resolve_all(names or [])


@contextmanager
def one_sentence(exit_code: int = 1) -> Iterator[None]:
    """Say what is wrong without a traceback, and exit."""
    try:
        yield
    except AutograderError as error:
        errors.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(exit_code) from None


def tell(problems: list[str]) -> None:
    """Print problems, one a line."""
    for problem in problems:
        console.print(f"✗ {problem}", style="red", markup=False, soft_wrap=True)


def _check_table(report: Report) -> Table:
    """One line an exercise."""
    table = Table(title=report.name, title_justify="left")
    for column in ("exercise", "points", "tests", "mistakes caught", "right answers kept"):
        table.add_column(column, justify="left" if column == "exercise" else "right")
    for row in report.rows:
        caught, kept = f"{row.mistakes_caught}/{row.mistakes}", f"{row.right_answers_kept}/{row.right_answers}"
        tested = ("by hand", "", "") if row.by_hand else (str(row.tests), caught, kept)
        table.add_row(row.exercise, f"{row.points:g}", *tested)
    return table


def _score_table(result: Demo) -> Table:
    """One line a student, one column an assignment."""
    names = result.course.names()
    table = Table(title="scores", title_justify="left")
    # Numbers alone: four full names are wider than a terminal.
    for column in ("student", *(name.partition("_")[0] for name in names)):
        table.add_column(column, justify="left" if column == "student" else "right")
    scores: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (student, name, _), score in result.recorded.items():
        scores[student, name] += score
    for student in sorted({student for student, _ in scores}):
        table.add_row(student, *(f"{scores[student, name]:g}" for name in names))
    return table
