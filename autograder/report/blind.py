"""A report without names: submissions are called as formgrader's Manual Grading calls them while it hides names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from autograder.course.folders import Course
from autograder.course.gradebook import ASSIGNMENT, NOTEBOOK, SUBMISSION, SUBMITTED
from autograder.report.statistics import Statistics


def blind(course: Course, db: Connection, found: Statistics) -> Statistics:
    r"""The same numbers, without what tells whose they are: ids, the reasons of extensions, who left."""
    called = _numbered(course, db, found.name)
    return replace(
        found,
        works=[replace(work, student=called[work.student]) for work in found.works],
        looks={called[student]: remarks for student, remarks in found.looks.items()},
        limits=[called[student] for student in found.limits],
        seconds={called[student]: seconds for student, seconds in found.seconds.items()},
        alike=replace(
            found.alike,
            pairs=[replace(pair, first=called[pair.first], second=called[pair.second]) for pair in found.alike.pairs],
        ),
        gone=["somebody"] * len(found.gone),
        longer=[replace(each, student=called.get(each.student, "somebody"), reason="") for each in found.longer],
    )


def _numbered(course: Course, db: Connection, assignment: str) -> dict[str, str]:
    """What each student's submission is called.

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
