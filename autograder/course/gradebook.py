"""The rows that nbgrader's autograde leaves in its gradebook, read and written by the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from nbgrader import api
from nbgrader.utils import compute_checksum
from sqlalchemy import BindParameter, Connection, Row, Table, bindparam, func, insert, select, update

from autograder.course import notebook as nb
from autograder.course.late import Lateness
from autograder.course.outcome import Outcome
from autograder.course.term import Term

NO_RESPONSE = "No response."

# Tables, not objects: nbgrader's classes load four subqueries with every grade.
ASSIGNMENT, NOTEBOOK, CELL = api.Assignment.__table__, api.Notebook.__table__, api.BaseCell.__table__
SOURCE, STUDENT, SUBMISSION = api.SourceCell.__table__, api.Student.__table__, api.SubmittedAssignment.__table__
SUBMITTED, GRADE, COMMENT = api.SubmittedNotebook.__table__, api.Grade.__table__, api.Comment.__table__
GRADE_CELL, TASK_CELL = api.GradeCell.__table__, api.TaskCell.__table__


@dataclass(frozen=True)
class Change:
    """An automatic score that is not what it was; `by_hand` is the score that a person gave, which stands."""

    notebook: str
    cell: str
    old: float | None
    new: float | None
    by_hand: float | None


@dataclass(frozen=True)
class Grade:
    """What the gradebook has of the points that a cell gets.

    Attributes:
        auto_score: what grading gave; None if that is for a person to say.
        manual_score: what a person gave; None if nobody did.
        extra_credit: on top of either.
        needs_manual_grade: whether formgrader asks a person to look.
    """

    auto_score: float | None = None
    manual_score: float | None = None
    extra_credit: float | None = None
    needs_manual_grade: bool = True

    @classmethod
    def of(cls, row: Row[Any]) -> Grade:
        """The grade in a row of nbgrader's table."""
        return cls(row.auto_score, row.manual_score, row.extra_credit, row.needs_manual_grade)

    @property
    def score(self) -> float:
        """What it counts: a person's score before the automatic one, and extra credit on either."""
        given = self.auto_score if self.manual_score is None else self.manual_score
        return 0.0 if given is None else given + (self.extra_credit or 0.0)

    @property
    def waits(self) -> bool:
        """Whether a person has still to judge what it is for."""
        return bool(self.needs_manual_grade) and self.manual_score is None


@dataclass(frozen=True)
class _Comment:
    """What grading wrote about a cell."""

    auto_comment: str | None = None


@dataclass(frozen=True)
class Released:
    """A notebook as `release` recorded it: cells by id, checksums by name."""

    id: str
    name: str
    cells: dict[str, Row[Any]]
    checksums: dict[str, str]

    def graded(self) -> dict[str, Row[Any]]:
        """The cells that have a score."""
        return self.of_type("GradeCell", "TaskCell")

    def of_type(self, *types: str) -> dict[str, Row[Any]]:
        """The cells that nbgrader keeps in these tables: a manual answer is in two of them."""
        return {id: cell for id, cell in self.cells.items() if cell.type in types}


@dataclass(frozen=True)
class Submitted:
    """A submitted notebook as graded: score and maximum of each cell, comments, and what waits, by the cell's name."""

    grades: dict[str, tuple[float, float]]
    comments: dict[str, str | None]
    waiting: frozenset[str]
    late_penalty: float | None

    @property
    def score(self) -> float:
        """Before a penalty."""
        return sum(score for score, _ in self.grades.values())

    @property
    def max_score(self) -> float:
        """What could be reached."""
        return sum(points for _, points in self.grades.values())


@dataclass(frozen=True)
class Work:
    """What the gradebook has of one student's submission.

    Attributes:
        student: who handed it in.
        scores: what each cell counts, by notebook and name.
        waiting: of these, the ones that wait for a person.
        penalty: the points that lateness took off.
        when: it was handed in, and should have been.
    """

    student: str
    scores: dict[tuple[str, str], float]
    waiting: frozenset[tuple[str, str]]
    penalty: float
    when: Lateness

    @property
    def late_s(self) -> float | None:
        """Seconds after the due date and an extension; 0 or less is in time, None where one date is missing."""
        return self.when.seconds

    @property
    def total(self) -> float:
        """What counts."""
        return max(0.0, sum(self.scores.values()) - self.penalty)


def read_class(db: Connection, assignment: str) -> list[Work]:
    r"""What a class handed in of an assignment, in the order of students; empty if there is no such assignment."""
    submitted = SUBMISSION.join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id).join(
        SUBMITTED, SUBMITTED.c.assignment_id == SUBMISSION.c.id
    )
    graded = submitted.join(NOTEBOOK, NOTEBOOK.c.id == SUBMITTED.c.notebook_id)
    graded = graded.join(GRADE, GRADE.c.notebook_id == SUBMITTED.c.id).join(CELL, CELL.c.id == GRADE.c.cell_id)
    own, where = SUBMISSION.c.student_id, ASSIGNMENT.c.name == assignment
    scores: dict[str, dict[tuple[str, str], float]] = {}
    waiting: dict[str, set[tuple[str, str]]] = {}
    columns = (own, NOTEBOOK.c.name.label("notebook"), CELL.c.name.label("cell"), *GRADE.c)
    for row in db.execute(select(*columns).select_from(graded).where(where)):
        key, grade = (row.notebook, row.cell), Grade.of(row)
        scores.setdefault(row.student_id, {})[key] = grade.score
        if grade.waits:
            waiting.setdefault(row.student_id, set()).add(key)
    dates = _DATES
    lost = select(own, *dates, func.sum(SUBMITTED.c.late_submission_penalty).label("penalty")).select_from(submitted)
    return [
        Work(
            *(row.student_id, scores.get(row.student_id, {}), frozenset(waiting.get(row.student_id, ()))),
            *(row.penalty or 0.0, _lateness(row)),
        )
        for row in db.execute(lost.where(where).group_by(own, *dates).order_by(own))
    ]


_DATES = (SUBMISSION.c.timestamp, SUBMISSION.c.extension, ASSIGNMENT.c.duedate)


def _lateness(row: Any) -> Lateness:
    return Lateness(row.timestamp, row.duedate, row.extension)


def read_lateness(db: Connection, remembered: Term, student: str, assignment: str) -> Lateness:
    r"""When a student handed in, who says so, and when it should have been."""
    among = SUBMISSION.join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id)
    where = (ASSIGNMENT.c.name == assignment, SUBMISSION.c.student_id == student)
    row = db.execute(select(*_DATES).select_from(among).where(*where)).first()
    when = _lateness(row) if row else Lateness()
    return replace(when, source=remembered.source(student, assignment, when.handed_in))


def due_for(db: Connection, remembered: Term, student: str, assignment: str) -> datetime | None:
    r"""When an assignment is due for a student, in UTC and without a zone; None if nobody said."""
    of_assignment = ASSIGNMENT.c.name == assignment
    due = db.execute(select(ASSIGNMENT.c.duedate).where(of_assignment)).scalar()
    among = SUBMISSION.join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id)
    own = select(SUBMISSION.c.extension).select_from(among).where(of_assignment, SUBMISSION.c.student_id == student)
    given = remembered.extension(student, assignment)
    return Lateness(due=due, extension=db.execute(own).scalar() or (given.time if given else None)).until


def grant(db: Connection, submission: str, extension: timedelta) -> None:
    r"""Give an extension to a submission, by its row's id, that has none: nbgrader has its own way to change one."""
    without = (SUBMISSION.c.id == submission, SUBMISSION.c.extension.is_(None))
    db.execute(update(SUBMISSION).where(*without).values(extension=extension))


def made(db: Connection, table: Table, **key: str) -> str:
    r"""The id of the row of a unique key, made if there is none."""
    row = db.execute(select(table.c.id).filter_by(**key)).first()
    if row is None:
        row = db.execute(insert(table).values(**key)).inserted_primary_key
        assert row is not None  # it is None where several rows are inserted at once
    id: str = row[0]
    return id


def read_released(db: Connection, notebook: Row[Any]) -> Released:
    r"""A notebook's row with all that is under it."""
    cells = db.execute(select(CELL).filter_by(notebook_id=notebook.id)).all()
    sources = db.execute(select(SOURCE.c.name, SOURCE.c.checksum).filter_by(notebook_id=notebook.id)).all()
    return Released(
        notebook.id, notebook.name, {cell.id: cell for cell in cells}, {s.name: s.checksum for s in sources}
    )


def student_name(db: Connection, student: str) -> str:
    r"""What a student is called, with the id in brackets; the id alone where the gradebook has no name."""
    row = db.execute(select(STUDENT.c.first_name, STUDENT.c.last_name).where(STUDENT.c.id == student)).first()
    name = " ".join(filter(None, row or ()))
    return f"{name} ({student})" if name else student


def read_submitted(db: Connection, student: str, assignment: str, notebook: str) -> Submitted | None:
    r"""A submitted notebook with its grades and comments; None if there is none."""
    of_assignment = select(ASSIGNMENT.c.id).where(ASSIGNMENT.c.name == assignment).scalar_subquery()
    submission = select(SUBMISSION.c.id).where(SUBMISSION.c.assignment_id == of_assignment)
    released = db.execute(select(NOTEBOOK).filter_by(assignment_id=of_assignment, name=notebook)).first()
    handed_in = db.execute(submission.where(SUBMISSION.c.student_id == student)).first()
    if released is None or handed_in is None:
        return None
    key = {"notebook_id": released.id, "assignment_id": handed_in.id}
    row = db.execute(select(SUBMITTED).filter_by(**key)).first()
    if row is None:
        return None
    cells = read_released(db, released)
    points: dict[str, float] = {}
    for table in (GRADE_CELL, TASK_CELL):
        worth = select(table.c.id, table.c.max_score).where(table.c.id.in_(cells.cells))
        points |= {cell.id: cell.max_score for cell in db.execute(worth)}
    graded, said = cells.graded(), cells.of_type("SolutionCell", "TaskCell")
    grades = {cell: Grade.of(found) for cell, found in _rows(db, GRADE, row.id, graded).items()}
    comments = _rows(db, COMMENT, row.id, said).items()
    return Submitted(
        {graded[cell].name: (grade.score, points[cell]) for cell, grade in grades.items()},
        {said[cell].name: comment.manual_comment or comment.auto_comment for cell, comment in comments},
        frozenset(graded[cell].name for cell, grade in grades.items() if grade.waits),
        row.late_submission_penalty,
    )


def write_grades(
    db: Connection, id: str, notebook: Released, outcome: Outcome | None
) -> tuple[list[Grade], list[Change]]:
    r"""Write the grades of a submitted notebook.

    Args:
        db: within a transaction.
        id: the submitted notebook's row.
        notebook: what was released.
        outcome: what came of grading; None if the notebook was not handed in.
    Returns: the grades as they are now, and what changed.
    """
    cells = notebook.graded()
    before = _rows(db, GRADE, id, cells)
    after: dict[str, Grade] = {}
    changes = []
    for cell_id, cell in cells.items():
        old = Grade.of(before[cell_id]) if cell_id in before else Grade()
        after[cell_id] = new = _graded(cell, old, outcome)
        if cell_id in before and old.auto_score != new.auto_score:
            changes.append(Change(notebook.name, cell.name, old.auto_score, new.auto_score, old.manual_score))
    _save(db, GRADE, id, before, after, ("auto_score", "needs_manual_grade"))
    return list(after.values()), changes


def read_grades(db: Connection, id: str, notebook: Released) -> list[Grade]:
    r"""The grades of a submitted notebook, by its row's id."""
    return [Grade.of(row) for row in _rows(db, GRADE, id, notebook.graded()).values()]


def _graded(cell: Row[Any], old: Grade, outcome: Outcome | None) -> Grade:
    """The grade of a cell now; a person's score is looked at once more where the rest was graded anew."""
    if outcome is None:
        return replace(old, auto_score=0.0, needs_manual_grade=False)
    if cell.type == "TaskCell" and old.manual_score is not None:
        return old
    score = outcome.scores[cell.name]
    return replace(old, auto_score=score, needs_manual_grade=score is None or old.manual_score is not None)


def write_comments(db: Connection, id: str, notebook: Released, outcome: Outcome | None) -> None:
    r"""Write the automatic comments: whether there was a response. Takes what `write_grades` does."""
    cells = notebook.of_type("SolutionCell", "TaskCell")
    before = _rows(db, COMMENT, id, cells)
    after = {cell: _Comment(before[cell].auto_comment) if cell in before else _Comment() for cell in cells}
    if outcome is not None and outcome.notebook is not None:
        answers = {nb.grade_id(cell): cell for cell in outcome.notebook.cells if nb.kind(cell) is not nb.Kind.PLAIN}
        for cell_id, cell in cells.items():
            answer = answers.get(cell.name) if cell.type == "SolutionCell" else None
            untouched = answer is not None and compute_checksum(answer) == notebook.checksums.get(cell.name)
            after[cell_id] = _Comment(NO_RESPONSE if untouched else None)
    _save(db, COMMENT, id, before, after, ("auto_comment",))


def _rows(db: Connection, table: Table, id: str, cells: Mapping[str, Row[Any]]) -> dict[str, Row[Any]]:
    # By cell and notebook: that pair is indexed, a notebook alone is not.
    where = (table.c.cell_id.in_(cells), table.c.notebook_id == id)
    return {row.cell_id: row for row in db.execute(select(table).where(*where))}


def _save(
    db: Connection,
    table: Table,
    id: str,
    before: Mapping[str, Row[Any]],
    after: Mapping[str, Grade | _Comment],
    columns: tuple[str, ...],
) -> None:
    """Insert the rows that are new, and update those of which one of these columns changed."""
    new = [{"cell_id": cell, "notebook_id": id, **asdict(now)} for cell, now in after.items() if cell not in before]
    changed = [
        {"row": before[cell].id} | {column: getattr(now, column) for column in columns}
        for cell, now in after.items()
        if cell in before and any(getattr(before[cell], column) != getattr(now, column) for column in columns)
    ]
    if new:
        db.execute(insert(table), new)
    if changed:
        values: dict[str, BindParameter[Any]] = {column: bindparam(column) for column in columns}
        # "row": a parameter may not have the name of a column that is compared with it.
        db.execute(update(table).where(table.c.id == bindparam("row")).values(values), changed)
