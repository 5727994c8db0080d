"""nbgrader's own autograde, as it comes: what our grader is compared with."""

from __future__ import annotations

from nbgrader.converters import Autograde
from traitlets.config import Config

from autograder.course.folders import Course
from autograder.course.kernel import QUIET


def autograde(course: Course, name: str, student: str) -> None:
    """Let nbgrader grade one submission, with the preprocessors that it comes with."""
    settings = Config()
    settings.Execute.extra_arguments = QUIET
    settings.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
    course.nbgrader("autograde", name, student, settings=settings)
