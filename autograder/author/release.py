"""Students' versions: made by nbgrader, then proved to hold nothing of what students may not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.bank import Known
from autograder.course.files import replace_folder
from autograder.course.folders import Course
from autograder.course.nbgrader import generate
from autograder.grading import stored_plans

#: A shorter line, such as `return x`, may stand elsewhere without giving anything away.
TELLING = 25


def release(course: Course, name: str, known: Mapping[str, Known] | None = None) -> Path:
    r"""Make an assignment's release, record it in the gradebook, and put it where students find it.

    Nothing is replaced before the new release is proved sound.

    Args:
        course: where the source is.
        name: the assignment's full name.
        known: how known mistakes behave in each notebook's tests, as `behaviours.recorded` gives it; without it, they
            are told by pieces of messages.
    Returns: the released notebook.
    Raises: AutograderError: if nbgrader refuses, something leaks, or the folder holds files of others.
    """
    destination = course.release / name
    _refuse(name, strangers(destination, _files(course, name)))
    with TemporaryDirectory() as scratch:
        made = generate(course, name, Path(scratch), record=False)
        _refuse(name, proof(course, name, made))
        with course.gradebook():
            pass  # says in one sentence what is wrong with it, which nbgrader's step would not
        made = generate(course, name, Path(scratch), record=True)
        shared = course.config.CourseDirectory.get("groupshared", False)
        released = {str(p.relative_to(made.parent)): p.read_bytes() for p in made.parent.rglob("*") if p.is_file()}
        with stored_plans.stored(course, name, made.parent, known):
            # Whole or not at all: students may be reading the one that is there.
            replace_folder(destination, released, made.stat().st_mode & 0o777, shared=shared)
    return destination / made.name


def refuse_answers(course: Course, names: list[str]) -> None:
    r"""Keep back answers that must wait.

    Raises: AutograderError: if one of the assignments, named in full, holds answers that students are still asked for.
    """
    for name, why in held_back(course, names).items():
        raise AutograderError(f"{name} is not released: {why}.")


def held_back(course: Course, names: list[str]) -> dict[str, str]:
    r"""Assignments that answer another, named in their metadata, which is not due yet.

    Args:
        course: where the sources and the gradebook are.
        names: of which assignments, full names.
    Returns: what each waits for and what to do, by its name.
    """
    answered = {name: nb.read(course.notebook(name)).metadata.get("autograder", {}).get("answers") for name in names}
    answered = {name: question for name, question in answered.items() if question}
    if not answered:
        return {}
    with course.gradebook() as gradebook:
        due = {assignment.name: assignment.duedate for assignment in gradebook.assignments}
    now = datetime.now(UTC).replace(tzinfo=None)  # nbgrader keeps UTC, and does not say so
    found = {}
    for name, question in answered.items():
        date = due.get(question)
        if date is None or date > now:
            when = f"is due on {date:%Y-%m-%d %H:%M} UTC" if date else "has no due date in the gradebook"
            found[name] = f"it answers {question}, which {when}; do it after that date, or with --with-answers"
    return found


def proof(course: Course, name: str, released: Path) -> list[str]:
    r"""All that is wrong with a release: what leaks, and which files do not belong."""
    problems = leaks(nb.read(course.notebook(name)), nb.read(released))
    return problems + strangers(released.parent, _files(course, name))


def leaks(source: NotebookNode, released: NotebookNode) -> list[str]:
    r"""What a release still holds of what students may not see, one sentence each."""
    problems = [f"cell {nb.grade_id(cell)}: {what}" for cell in released.cells for what in _traces(cell)]
    if "widgets" in released.metadata:
        problems.append("the notebook's metadata holds the state of widgets")
    originals = {nb.grade_id(cell): cell for cell in source.cells}
    for cell in released.cells:
        original = originals.get(nb.grade_id(cell))
        if original is not None:
            kept = hidden_lines(original) & (_lines(cell.source) - _lines(_visible(original)))
            problems += [f"cell {nb.grade_id(cell)}: holds the hidden line {line!r}" for line in kept]
    return problems + _copies(source, released)


def strangers(folder: Path, expected: set[str]) -> list[str]:
    r"""Files in a release folder that a release does not make; Jupyter's checkpoints are left out."""
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    found = {file for file in found if ".ipynb_checkpoints" not in file}
    return [f"{folder / file} is not part of the release: move it away" for file in sorted(found - expected)]


def _files(course: Course, name: str) -> set[str]:
    # Data that students need is declared in the notebook; nbgrader would copy whatever lies in the folder.
    declared = nb.read(course.notebook(name)).metadata.get("autograder", {}).get("files", [])
    return {f"{name}.ipynb", *declared}


def _refuse(name: str, problems: list[str]) -> None:
    if problems:
        raise AutograderError(f"{name} is not released: {'; '.join(problem.rstrip('.') for problem in problems)}.")


def _traces(cell: NotebookNode) -> list[str]:
    """Markers and stored results of a released cell."""
    found = []
    for marker in (nb.SOLUTION, nb.HIDDEN_TESTS, nb.MARK_SCHEME):
        if f"BEGIN {marker}" in cell.source or f"END {marker}" in cell.source:
            found.append(f"holds a marker of {marker}")
    if cell.get("outputs"):
        found.append("holds stored output")
    if cell.get("execution_count") is not None:
        found.append("holds an execution count")
    return found


def _visible(cell: NotebookNode) -> str:
    """What students may see of a source cell: a solution without markers is hidden as a whole."""
    whole = nb.kind(cell) in (nb.Kind.SOLUTION, nb.Kind.MANUAL) and "BEGIN SOLUTION" not in cell.source
    return "" if whole else nb.without_regions(cell.source)


def hidden_lines(cell: NotebookNode) -> Counter[str]:
    r"""Lines of a source's cell that students may not see, and how often each stands there."""
    return _lines(cell.source) - _lines(_visible(cell))


def _lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.strip())


def _copies(source: NotebookNode, released: NotebookNode) -> list[str]:
    """Whole regions that stand a second time somewhere in the release."""
    problems = []
    for original in source.cells:
        for marker in (nb.SOLUTION, nb.HIDDEN_TESTS, nb.MARK_SCHEME):
            for region in nb.regions(original, marker):
                lines = original.source.split("\n")[region.begin + 1 : region.end]
                block = "\n".join(line.strip() for line in lines if line.strip())
                for cell in released.cells:
                    text = "\n".join(line.strip() for line in cell.source.split("\n") if line.strip())
                    if len(block) >= TELLING and f"\n{block}\n" in f"\n{text}\n":
                        what = f"repeats the {marker.lower()} of cell {nb.grade_id(original)}"
                        problems.append(f"cell {nb.grade_id(cell)}: {what}")
    return problems
