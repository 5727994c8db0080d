"""What cells are worth and were given in nbgrader's gradebook, where a test is withdrawn or counts again."""

from __future__ import annotations

from collections.abc import Mapping

import nbformat
from nbgrader.utils import compute_checksum
from sqlalchemy import ColumnElement, Connection, func, select, union_all, update

from autograder.course.gradebook import (
    ASSIGNMENT,
    CELL,
    GRADE,
    GRADE_CELL,
    NOTEBOOK,
    SOURCE,
    SUBMISSION,
    SUBMITTED,
    TASK_CELL,
    Change,
    Grade,
    Released,
)


def worth(db: Connection) -> dict[str, float]:
    r"""The points that can be had in each assignment, by its name."""
    cells = union_all(*(select(table.c.id, table.c.max_score) for table in (GRADE_CELL, TASK_CELL))).subquery()
    of_assignment = (
        ASSIGNMENT.join(NOTEBOOK, NOTEBOOK.c.assignment_id == ASSIGNMENT.c.id)
        .join(CELL, CELL.c.notebook_id == NOTEBOOK.c.id)
        .join(cells, cells.c.id == CELL.c.id)
    )
    points = select(ASSIGNMENT.c.name, func.sum(cells.c.max_score)).select_from(of_assignment)
    return {name: total for name, total in db.execute(points.group_by(ASSIGNMENT.c.name))}


def weigh(db: Connection, notebook: Released, points: Mapping[str, float]) -> None:
    r"""Write what tests are worth, by grade id; nbgrader's own pages and exports go by that."""
    for cell in notebook.cells.values():
        if cell.type == "GradeCell" and cell.name in points:
            where = (GRADE_CELL.c.id == cell.id, GRADE_CELL.c.max_score != points[cell.name])
            if db.execute(update(GRADE_CELL).where(*where).values(max_score=points[cell.name])).rowcount:
                _sign(db, notebook, cell.name, points[cell.name])


def _sign(db: Connection, notebook: Released, test: str, points: float) -> None:
    """Bring a test's checksum up to date: nbgrader's autograde refuses a cell of which it is not that of its points."""
    where = (SOURCE.c.notebook_id == notebook.id, SOURCE.c.name == test)
    for row in db.execute(select(SOURCE).where(*where)).all():
        meta = {"grade": True, "solution": False, "locked": row.locked, "grade_id": test, "points": points}
        cell = nbformat.from_dict({"cell_type": row.cell_type, "source": row.source, "metadata": {"nbgrader": meta}})
        db.execute(update(SOURCE).where(SOURCE.c.id == row.id).values(checksum=compute_checksum(cell)))


def write_scores(db: Connection, id: str, notebook: Released, scores: Mapping[str, float]) -> list[Change]:
    r"""Write automatic scores of a submitted notebook that was graded; what a person gave stays.

    Args:
        db: within a transaction.
        id: the submitted notebook's row.
        notebook: what was released.
        scores: of those tests that are to be written, by grade id.
    Returns: what changed.
    """
    changes = []
    for cell in notebook.graded().values():
        row = db.execute(select(GRADE).where(GRADE.c.cell_id == cell.id, GRADE.c.notebook_id == id)).first()
        if row is not None and cell.name in scores and row.auto_score != scores[cell.name]:
            old, new = Grade.of(row), scores[cell.name]
            db.execute(update(GRADE).where(GRADE.c.id == row.id).values(auto_score=new))
            changes.append(Change(notebook.name, cell.name, old.auto_score, new, old.manual_score))
    return changes


def by_hand(db: Connection, assignment: str, notebook: str, test: str) -> dict[str, float]:
    r"""What a person gave for a test, by student."""
    given = select(SUBMISSION.c.student_id, GRADE.c.manual_score).select_from(
        GRADE.join(SUBMITTED, SUBMITTED.c.id == GRADE.c.notebook_id).join(
            SUBMISSION, SUBMISSION.c.id == SUBMITTED.c.assignment_id
        )
    )
    where = (_is_of(assignment, notebook, test), GRADE.c.manual_score.is_not(None))
    return {student: score for student, score in db.execute(given.where(*where))}


def clear_by_hand(db: Connection, assignment: str, notebook: str, test: str) -> None:
    r"""Let what persons gave for a test count no longer."""
    where = (_is_of(assignment, notebook, test), GRADE.c.manual_score.is_not(None))
    db.execute(update(GRADE).where(*where).values(manual_score=None, needs_manual_grade=False))


def put_back(db: Connection, assignment: str, notebook: str, test: str, given: Mapping[str, float]) -> None:
    r"""Let what persons gave for a test, by student, count again; what they gave since then stays."""
    for student, score in given.items():
        of_student = (
            select(SUBMITTED.c.id)
            .join(SUBMISSION, SUBMISSION.c.id == SUBMITTED.c.assignment_id)
            .where(SUBMISSION.c.student_id == student)
        )
        where = (_is_of(assignment, notebook, test), GRADE.c.manual_score.is_(None))
        db.execute(update(GRADE).where(*where, GRADE.c.notebook_id.in_(of_student)).values(manual_score=score))


def _is_of(assignment: str, notebook: str, test: str) -> ColumnElement[bool]:
    cells = (
        select(CELL.c.id)
        .join(NOTEBOOK, NOTEBOOK.c.id == CELL.c.notebook_id)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
        .where(ASSIGNMENT.c.name == assignment, NOTEBOOK.c.name == notebook, CELL.c.name == test)
        .where(CELL.c.type == "GradeCell")
    )
    found: ColumnElement[bool] = GRADE.c.cell_id.in_(cells)
    return found
