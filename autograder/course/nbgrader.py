"""A release as nbgrader makes it, in a folder of one's own."""

from __future__ import annotations

from pathlib import Path

from traitlets.config import Config

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course


def generate(course: Course, name: str, into: Path, *, record: bool) -> Path:
    r"""Let nbgrader make a release in a folder of one's own.

    Args:
        course: where the source is.
        name: the assignment's full name.
        into: where the release goes, in a folder of the assignment's name.
        record: whether the gradebook learns of it.
    Returns: the released notebook.
    Raises: AutograderError: if the source is broken, or nbgrader refuses.
    """
    for path in course.notebooks(name):
        if problems := nb.misplaced_markers(nb.read(path)):
            raise AutograderError(f"{name} is not released: {'; '.join(each.rstrip('.') for each in problems)}.")
    settings = Config()
    settings.CourseDirectory.release_directory = str(into)
    settings.SaveCells.enabled = record
    settings.GenerateAssignment.no_database = not record
    course.nbgrader("generate_assignment", name, settings=settings)
    return into / name / f"{name}.ipynb"
