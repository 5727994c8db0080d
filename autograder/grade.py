"""Grading, for now by nbgrader itself, and the scores that it recorded."""

from __future__ import annotations

from traitlets.config import Config

from autograder.course import Course
from autograder.kernel import QUIET


def grade(course: Course, name: str, student: str) -> None:
    r"""Grade one submission and record its scores in the gradebook.

    Args:
        course: where the submission is.
        name: the assignment's full name.
        student: whose submission.
    Raises: AutograderError: if nbgrader cannot grade it.
    """
    settings = Config()
    settings.Execute.extra_arguments = QUIET
    course.nbgrader("autograde", name, student, settings=settings)


def scores(course: Course, name: str, student: str) -> dict[str, float]:
    r"""The automatic score of every cell that has one, by the cell's id, as the gradebook has it.

    Raises: nbgrader.api.MissingEntry: if there is no such submission in the gradebook.
    """
    from nbgrader.api import Gradebook

    with Gradebook(course.gradebook_url, course.config.CourseDirectory.course_id) as gradebook:
        notebook = gradebook.find_submission_notebook(name, name, student)
        return {grade.name: grade.auto_score for grade in notebook.grades if grade.auto_score is not None}
