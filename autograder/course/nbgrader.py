"""A release as nbgrader makes it, in a folder of one's own."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from traitlets.config import Config

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.notebook import Kind


def writes_tests(course: Course, source: NotebookNode) -> bool:
    r"""Whether nbgrader makes tests of a source's out of what is said there to be tested."""
    marker = course.config.InstantiateTests.get("autotest_delimiter", "AUTOTEST")
    return any(marker in cell.source for cell in source.cells if nb.kind(cell) is Kind.TEST)


def generate(course: Course, name: str, into: Path, *, record: bool, whole: bool = False) -> Path:
    r"""Let nbgrader make a release in a folder of one's own; in a student's, tests are folded and stop nobody.

    Args:
        course: where the source is.
        name: the assignment's full name.
        into: where the release goes, in a folder of the assignment's name.
        record: whether the gradebook learns of it.
        whole: with hidden tests and mark schemes in it.
    Returns: the released notebook.
    Raises: AutograderError: if the source is broken, or nbgrader refuses.
    """
    for path in course.notebooks(name):
        if problems := nb.misplaced_markers(nb.read(path)):
            raise AutograderError(f"{name} is not released: {'; '.join(each.rstrip('.') for each in problems)}.")
    settings = Config()
    settings.CourseDirectory.release_directory = str(into)
    settings.SaveCells.enabled = record
    if whole:
        settings.ClearHiddenTests.enabled = settings.ClearMarkScheme.enabled = False
    settings.GenerateAssignment.no_database = not record
    course.nbgrader("generate_assignment", name, settings=settings)
    made = into / name / f"{name}.ipynb"
    if not whole:
        released = nb.read(made)
        for cell in released.cells:
            if nb.kind(cell) is Kind.TEST and cell.cell_type == "code":
                _set_aside(cell)
        nb.write(released, made)
    return made


def _set_aside(test: NotebookNode) -> None:
    """Let Run All go on after a test that fails, and fold it where its first line says what it is about."""
    tags = test.metadata.get("tags", [])
    test.metadata["tags"] = [*tags, *({"raises-exception"} - set(tags))]
    if test.source.startswith(('"""', "'''")):
        test.metadata.setdefault("jupyter", {})["source_hidden"] = True
