"""What all commands share: where they print, how far they are, and how they say in one sentence what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)

from autograder import AutograderError, Unavailable
from autograder import Progress as Heard

if TYPE_CHECKING:
    from autograder.course.folders import Course


class Way(StrEnum):
    """Where students' code runs."""

    bubblewrap = "bubblewrap"
    process = "process"


console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def progress() -> Progress:
    """A bar with rate and time left, on stderr, gone when it is done; none where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn())
    return Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal)


def moving(bar: Progress, name: str, *, say: bool = False) -> Heard:
    """A line of the bar, as what a step calls with how far it is; if it is to say so, with what it says of that."""
    task = bar.add_task(name)

    def move(done: int, total: int, what: str) -> None:
        bar.update(task, completed=done, total=total, description=what if say else name)

    return move


class RateColumn(ProgressColumn):
    """How many are done in a minute."""

    def render(self, task: Task) -> str:
        r"""The rate, once there is one."""
        return f"{60 * task.speed:.0f}/min" if task.speed else ""


def asked_for(names: list[str] | None) -> tuple[Course, list[str]]:
    """The course in the current folder and the full names of assignments in it; exits with 2 if they are not there."""
    from autograder.course.folders import Course

    with one_sentence(exit_code=2):
        course = Course.at(Path())
        return course, course.resolve_all(names or [])


@contextmanager
def one_sentence(exit_code: int = 1) -> Iterator[None]:
    """Say what is wrong without a traceback, and exit."""
    try:
        yield
    except AutograderError as error:
        say(str(error))
        raise typer.Exit(exit_code) from None
    except OSError as error:
        # What a step has not foreseen of a disk: a folder that nobody may write to, a file in place of a folder.
        say(f"{error.filename or 'A file'} cannot be read or written ({error.strerror or error}): mend that first.")
        raise typer.Exit(1) from None


@contextmanager
def interruptible(said: Callable[[], str]) -> Iterator[None]:
    """Let Ctrl-C end a command with a sentence that says how far it came."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"Interrupted: {said()}; run this again, it goes on where it was.")
        raise typer.Exit(130) from None


@contextmanager
def only_this_assignment() -> Iterator[list[str]]:
    """Say what is wrong with an assignment, keep it in the list, and go on: others may be graded all the same."""
    refused: list[str] = []
    try:
        yield refused
    except Unavailable:
        raise  # of all
    except AutograderError as error:
        say(str(error))
        refused.append(str(error))


def say(sentence: str) -> None:
    """Print what is wrong."""
    errors.print(sentence, style="red", markup=False, soft_wrap=True)


def tell(problems: list[str]) -> None:
    """Print problems, one a line."""
    for problem in problems:
        console.print(f"✗ {problem}", style="red", markup=False, soft_wrap=True)


def tell_edited(course: Course, names: list[str]) -> None:
    """Say where a source is no longer what was released, which is what counts."""
    from autograder.grading.stored_plans import edited

    for name in names:
        if tests := edited(course, name):
            what = f"{name}: {', '.join(tests)} in the source is not what was released, which counts"
            console.print(f"• {what} until `autograder release {name}`", markup=False, soft_wrap=True)


def wait_for(who: str) -> None:
    """Say whose turn it is."""
    errors.print(f"{who}, grades this course: waiting for it to finish what it has begun", soft_wrap=True)
