"""What a gradebook holds, so that two can be compared."""

from __future__ import annotations

import sqlite3

from autograder.course.folders import Course

ROWS = {
    "grades": "select s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade"
    " from grade g join base_cell c on c.id = g.cell_id join submitted_notebook b on b.id = g.notebook_id"
    " join notebook n on n.id = b.notebook_id join submitted_assignment s on s.id = b.assignment_id",
    "comments": "select s.student_id, n.name, c.name, k.auto_comment, k.manual_comment"
    " from comment k join base_cell c on c.id = k.cell_id join submitted_notebook b on b.id = k.notebook_id"
    " join notebook n on n.id = b.notebook_id join submitted_assignment s on s.id = b.assignment_id",
    "submissions": "select s.student_id, a.name, s.timestamp, s.extension, n.name, b.late_submission_penalty, b.flagged"
    " from submitted_notebook b join notebook n on n.id = b.notebook_id"
    " join submitted_assignment s on s.id = b.assignment_id join assignment a on a.id = s.assignment_id",
    "students": "select id, first_name, last_name, email from student",
    "courses": "select id from course",
}


def rows(course: Course) -> dict[str, list[tuple]]:
    """All that the gradebook has, without the ids that nbgrader draws."""
    with sqlite3.connect(course.root / "gradebook.db") as db:
        found = {what: sorted(db.execute(query), key=repr) for what, query in ROWS.items()}
    db.close()
    return found
