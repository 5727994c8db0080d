"""Pages that tell students how they did, for now by nbgrader itself."""

from __future__ import annotations

from pathlib import Path

from autograder.course import Course


def write_feedback(course: Course, name: str, student: str) -> Path:
    r"""Write the feedback on one graded submission.

    Args:
        course: where the submission is.
        name: the assignment's full name.
        student: whose submission.
    Returns: the page.
    Raises: AutograderError: if nbgrader cannot write it.
    """
    course.nbgrader("generate_feedback", name, student)
    return course.feedback / student / name / f"{name}.html"
