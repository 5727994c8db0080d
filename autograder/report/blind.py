"""A report without names: submissions are called as formgrader's Manual Grading calls them while it hides names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from autograder.course.folders import Course
from autograder.course.gradebook import ASSIGNMENT, NOTEBOOK, SUBMISSION, SUBMITTED


def numbered(course: Course, db: Connection, assignment: str) -> dict[str, str]:
    r"""What each student's submission is called, by the student's id.

    Source: nbgrader, apps/api.py, get_notebook_submission_indices: by the order of the rows' ids, among those of which
    there is an autograded notebook. Those of which there is none come after, in the order of theirs.
    """
    among = SUBMITTED.join(NOTEBOOK, NOTEBOOK.c.id == SUBMITTED.c.notebook_id)
    among = among.join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
    among = among.join(SUBMISSION, SUBMISSION.c.id == SUBMITTED.c.assignment_id)
    columns = select(NOTEBOOK.c.name, SUBMITTED.c.id, SUBMISSION.c.student_id).select_from(among)
    rows = db.execute(columns.where(ASSIGNMENT.c.name == assignment).order_by(NOTEBOOK.c.name, SUBMITTED.c.id)).all()
    first: dict[str, Row[Any]] = {}
    for row in rows:  # by the notebook's name
        first.setdefault(row.student_id, row)
    graded = {
        student: (course.autograded / student / assignment / f"{row.name}.ipynb").is_file()
        for student, row in first.items()
    }
    in_order = sorted(first.values(), key=lambda row: (not graded[row.student_id], row.id))
    return {row.student_id: f"Submission #{number}" for number, row in enumerate(in_order, start=1)}
