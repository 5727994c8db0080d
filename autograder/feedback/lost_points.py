"""The exercises that cost a student points, and all that is known of why; made of what students may see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.gradebook import NO_RESPONSE
from autograder.course.notebook import Exercise
from autograder.course.outcome import WITHHELD
from autograder.feedback.recognise import Recogniser, failures, message

_DOCSTRING = re.compile(r'\s*[rR]?("""|\'\'\')(.+?)\1', re.DOTALL)
_STUB = "raise NotImplementedError"
#: Where a file's name would stand in the message of a syntax error, and the setting that a limit's message ends with.
_NOT_FOR_STUDENTS = re.compile(r"<ipython-input[^>]*>, | \((?:cell|call|test|submission)_s\)")
#: Errors that nothing raised: what ran was ended. Their names are the grader's own.
ENDED = ("CellEnded", "TestEnded", "Gone", "NotRun")
#: In place of an error's name where a course shows nothing of what the hidden part of a test says.
HIDDEN = "HiddenTest"
#: What Create Assignment calls a cell that nobody gave a name.
UNNAMED = re.compile(r"cell-[0-9a-f]{16}")
#: In the metadata of a graded cell, whether a person has still to judge it.
WAITS = "waits"


@dataclass(frozen=True)
class Test:
    """A test that cost points: what it checked, and what it saw."""

    id: str
    checked: str
    seen: str


@dataclass
class LostPoints:
    """An exercise that cost points, as a student reads of it.

    Attributes:
        id: the grade id of its answer.
        title: number and name.
        score: reached, of `points`.
        undone: whether the answer is still the TODO.
        missing: whether its cell is gone.
        by_hand: whether a person judges it.
        stopped: what ended its cell before all was defined.
        tests: those that cost points, if there was something to test.
        mistakes: the bank's names of mistakes that the answer behaves like; together are those that look the same.
        heading: its own in the notebook, if it has one.
        section: that of the section which leads to it.
    """

    id: str
    title: str
    score: float
    points: float
    undone: bool
    missing: bool
    by_hand: bool
    stopped: str | None
    tests: list[Test]
    mistakes: list[tuple[str, ...]] = field(default_factory=list)
    heading: str | None = None
    section: str | None = None


def lost_points(
    notebook: NotebookNode, name: str, known: Recogniser, released: NotebookNode | None = None
) -> list[LostPoints]:
    r"""The exercises of a graded notebook that cost points.

    Args:
        notebook: with scores in its cells, as GetGrades puts them there, and without hidden tests.
        name: its own.
        known: the mistakes that are known of its assignment.
        released: as it was released; without it, an exercise whose cell a student deleted is not seen.
    """
    cells = {nb.grade_id(cell): cell for cell in notebook.cells if nb.kind(cell) is not nb.Kind.PLAIN}
    likenesses = known.recognise(name, failures(notebook.cells))
    found = []
    for exercise in nb.exercises(released or notebook):
        lost = _lost(exercise, cells)
        if lost.score < lost.points and not waits(cells.get(exercise.id)):
            failed = {test.id for test in lost.tests}
            lost.mistakes = [each.names for each in likenesses if failed & each.tests]
            heading = exercise.heading if exercise.heading and _stands(notebook, exercise.heading) else None
            lost.heading = heading.removeprefix("### ").strip() if heading else None
            section = _section(released if released and lost.missing else notebook, exercise)
            lost.section = section if section and _stands(notebook, f"## {section}") else None
            found.append(lost)
    return found


def waits(answer: NotebookNode | None) -> bool:
    r"""Whether a person has still to judge an answer."""
    if answer is None or nb.kind(answer) not in (nb.Kind.MANUAL, nb.Kind.TASK):
        return False
    meta = answer.metadata.nbgrader
    # nbgrader's own GetGrades does not tell: who has given nothing and said nothing has not read it.
    return bool(meta.get(WAITS, not (meta.get("score") or meta.get("comment"))))


def _lost(exercise: Exercise, cells: dict[str, NotebookNode]) -> LostPoints:
    todo = cells.get(exercise.id)
    tests = [cells[id] for test in exercise.tests if (id := nb.grade_id(test)) in cells]
    score = sum(cell.metadata.nbgrader.get("score") or 0 for cell in (*([todo] if todo else []), *tests))
    failed = [test for test in tests if (test.metadata.nbgrader.get("score") or 0) < nb.points(test)]
    errors = [_error(test) for test in failed]
    undone = todo is not None and (
        todo.metadata.nbgrader.get("comment") == NO_RESPONSE
        if exercise.by_hand
        else _STUB in todo.source and any(e is not None and e.ename == "NotImplementedError" for e in errors)
    )
    ended = _error(todo) if todo is not None else None
    # What a cell should have defined: a test that says more than that it is not there found something.
    absent = [test for test, e in zip(failed, errors, strict=True) if e is not None and e.ename == "NameError"]
    if todo is None or ended is not None:
        failed = [test for test in failed if test not in absent]
    return LostPoints(
        *(exercise.id, title(exercise), score, exercise.points, undone, todo is None, exercise.by_hand),
        stopped=_seen(ended) if ended is not None and absent else None,
        tests=[] if undone else [_test(test) for test in failed],
    )


def title(exercise: Exercise) -> str:
    r"""What an exercise is called: number and name; else the nearest heading, its id, or what it defines."""
    heading = nb.parse_heading(exercise.heading or "")
    if heading:
        return f"Exercise {heading.number} · {heading.title}"
    if exercise.above:
        return exercise.above.lstrip("#").strip()
    if not UNNAMED.fullmatch(exercise.id):
        return exercise.id
    defined = names.bound(exercise.todo.source) if exercise.todo.cell_type == "code" else set()
    return ", ".join(sorted(defined)) or ("written answer" if exercise.by_hand else exercise.id)


def checked(test: NotebookNode) -> str | None:
    r"""What a test says that it checks; None if it does not say."""
    docstring = _DOCSTRING.match(test.source)
    return " ".join(docstring[2].split()) if docstring else None


def _error(test: NotebookNode) -> NotebookNode | None:
    return next((output for output in test.get("outputs", ()) if output.output_type == "error"), None)


def _test(test: NotebookNode) -> Test:
    error = _error(test)
    seen = _seen(error) if error is not None else "a part of what it asks for."
    return Test(nb.grade_id(test), checked(test) or nb.grade_id(test), seen)


def _seen(error: NotebookNode) -> str:
    if error.ename == HIDDEN:
        return "a hidden test failed."
    said = _NOT_FOR_STUDENTS.sub("", message(error))
    # Of a class that is theirs or a library's, only that there was one.
    name = "an error" if error.ename == "StudentError" else error.ename
    if said == WITHHELD:
        return (
            f"your answer stopped with {name}. What it says is left out, since it could show the inputs of a "
            "hidden test: run this test in your notebook, and try other sizes and numbers."
        )
    if error.ename in ENDED:
        return f"{said or 'it did not come to its end'}."
    return said if error.ename == "AssertionError" and said else f"{name}: {said}" if said else name


def _stands(notebook: NotebookNode, heading: str) -> bool:
    """Whether a student's notebook still has a heading."""
    return any(cell.cell_type == "markdown" and heading in cell.source.split("\n") for cell in notebook.cells)


def _section(notebook: NotebookNode, exercise: Exercise) -> str | None:
    """The last heading of the second level before an exercise."""
    found = None
    for cell in notebook.cells:
        if nb.grade_id(cell) == exercise.id:
            break
        if cell.cell_type == "markdown" and nb.kind(cell) is nb.Kind.PLAIN:
            found = next((line[3:].strip() for line in cell.source.split("\n") if line.startswith("## ")), found)
    return found
