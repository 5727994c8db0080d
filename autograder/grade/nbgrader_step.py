"""nbgrader's own `autograde`, and formgrader's button, with our sandbox in it: a step for its list of preprocessors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.gradebook import grant
from autograder.grade.proof import proven
from autograder.grading.stored_plans import load
from autograder.grading.worker import Worker
from autograder.intake.submissions import UploadLimits, for_exchange, read


class SandboxedExecute(NbGraderPreprocessor):
    """Takes the place of nbgrader's `Execute`: answers run in the sandbox, tests do not run beside them.

    What it leaves in the cells gives the same scores by nbgrader's own rules.
    """

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        r"""Grade a submitted notebook.

        Raises: AutograderError: if it cannot be read or graded.
        """
        which = resources["nbgrader"]
        # nbgrader works in the course's folder while it converts.
        course = Course.at(Path())
        limits, together = course.grading()
        _extend(course, which["student"], which["assignment"])
        handed_in = read(course, which["student"], which["assignment"], UploadLimits())
        worker = Worker(limits)
        plans = proven(course, load(course, which["assignment"], together), worker)
        others = {f"{plan.name}.ipynb" for plan in plans if plan.name != which["notebook"]}
        files = {name: content for name, content in handed_in.files.items() if name not in others}
        (outcome,) = worker([plan for plan in plans if plan.name == which["notebook"]], files)
        if outcome.notebook is None:
            raise AutograderError(f"{which['student']}: {' '.join(outcome.remarks)}")
        (withdrawn,) = (plan.withdrawn for plan in plans if plan.name == which["notebook"])
        for cell in outcome.notebook.cells:
            if nb.kind(cell) is nb.Kind.TEST and nb.grade_id(cell) in withdrawn:
                # No output is all points, of those that it is worth now.
                cell.outputs, cell.metadata.nbgrader.points = [], withdrawn[nb.grade_id(cell)]
        for remark in [*handed_in.remarks, *outcome.remarks]:
            self.log.warning("%s: %s", which["student"], remark)
        place = Path(resources["metadata"]["path"])
        _clear(place)
        for name, content in for_exchange(handed_in.files).items():
            (place / name).write_bytes(content)
        return outcome.notebook, resources


def _extend(course: Course, student: str, assignment: str) -> None:
    """Let nbgrader's penalty see an extension that was given before the gradebook had a row for it."""
    if given := term.read(course.root).extension(student, assignment):
        with course.gradebook() as gradebook:
            id = gradebook.find_submission(assignment, student).id
            gradebook.db.commit()  # or this one would wait for itself
            with gradebook.engine.begin() as db:
                grant(db, id, given.time)


def _clear(autograded: Path) -> None:
    """Take away what nbgrader copied from the submission: links were followed, and feedback would hand it out."""
    for path in autograded.rglob("*"):
        if (path.is_file() or path.is_symlink()) and path.suffix != ".ipynb":
            path.unlink()
