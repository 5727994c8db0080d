"""Pages that tell students how they did: nbgrader's own, without hidden tests and without anything that runs."""

from __future__ import annotations

import multiprocessing
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import GetGrades
from traitlets.utils.importstring import import_item

from autograder import AutograderError, Progress, Unavailable, unheard
from autograder.course import term
from autograder.course.files import replace_folder
from autograder.course.folders import Course
from autograder.course.gradebook import read_lateness, read_submitted, student_name
from autograder.course.term import Term
from autograder.feedback.lost_points import WAITS
from autograder.feedback.page import SafeHTMLExporter
from autograder.feedback.recognise import Recogniser
from autograder.feedback.redact import RedactHidden
from autograder.feedback.summary import Explain
from autograder.grading.worker import cores
from autograder.intake.submissions import SECRET, TIMESTAMP

#: How many students' pages are written in one go; what they share is worked out once for each.
_AT_ONCE = 50


class _Grades(GetGrades):
    """nbgrader's step, from a gradebook that is open already: nbgrader opens one for each page."""

    def __init__(self, gradebook: Gradebook, remembered: Term, **settings: Any) -> None:
        super().__init__(**settings)
        self._gradebook, self._term = gradebook, remembered

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        page = resources["nbgrader"]
        with self._gradebook.engine.connect() as db:
            found = read_submitted(db, page["student"], page["assignment"], page["notebook"])
            page["name"] = student_name(db, page["student"])
            page["when"] = read_lateness(db, self._term, page["student"], page["assignment"])
        if found is None:
            raise AutograderError(f"the gradebook has no scores of {page['notebook']}: grade it again.")
        penalty = found.late_penalty or 0
        page |= {"score": found.score - penalty, "max_score": found.max_score, "late_penalty": penalty}
        for cell in notebook.cells:
            meta = cell.metadata.get("nbgrader", {})
            if meta.get("solution") or meta.get("task"):
                meta["comment"] = found.comments.get(meta.get("grade_id"))
            if meta.get("grade") or meta.get("task"):
                meta["score"], meta["points"] = found.grades.get(meta.get("grade_id"), (0, 0))
                meta[WAITS] = meta.get("grade_id") in found.waiting
        return notebook, resources


@dataclass
class Pages:
    """Feedback that was written, "student: sentence" for each that was not, and what to know of how it was made."""

    written: list[Path] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    guesses: str = ""


def feedback(
    course: Course,
    assignment: str,
    students: list[str] | None = None,
    progress: Progress = unheard,
) -> Pages:
    r"""Write the pages of everyone who was graded, in place of those there are.

    Args:
        course: where the graded answers are.
        assignment: the assignment's full name.
        students: whose pages; everyone's if None.
        progress: is called as progress(students done, in all, who was last).
    Raises: AutograderError: if nobody was graded, or gradebook or disk refuse.
    """
    there = sorted(path.parent.name for path in course.autograded.glob(f"*/{assignment}"))
    missing = sorted(set(students or []) - set(there)) or ([] if there else ["anyone"])
    if missing:
        raise AutograderError(f"There is nothing graded of {assignment} from {', '.join(missing)}: grade it first.")
    names = there if students is None else sorted(set(students))
    pages = Pages(guesses=Recogniser.of(course, assignment).guesses(assignment))
    for done, (written, failed) in enumerate(_written(course, assignment, names), 1):
        pages.written += written
        pages.failed += failed
        progress(done, len(names), names[done - 1])
    return pages


def _written(course: Course, assignment: str, names: list[str]) -> Iterator[tuple[list[Path], list[str]]]:
    """For each student the pages that were written, and why not if they were not; of a large class on all cores."""
    parts = [names[first : first + _AT_ONCE] for first in range(0, len(names), _AT_ONCE)]
    if len(parts) < 3 or cores() == 1:  # a process first imports for as long as writing takes
        yield from _write_all(course, assignment, names)
        return
    # A process that is forked here would share the locks of this one's threads.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(min(cores(), len(parts)), context) as pool:
        for part in pool.map(_write_part, [(course, assignment, part) for part in parts]):
            yield from part


def _write_part(part: tuple[Course, str, list[str]]) -> list[tuple[list[Path], list[str]]]:
    return list(_write_all(*part))


def _write_all(course: Course, assignment: str, names: Sequence[str]) -> Iterator[tuple[list[Path], list[str]]]:
    with course.gradebook() as gradebook:
        exporter = _exporter(course, gradebook)
        for student in names:
            try:
                yield _write(course, exporter, assignment, student), []
            except Unavailable:
                raise
            except Exception as error:
                why = str(error) if isinstance(error, AutograderError) else f"{type(error).__name__}: {error}"
                yield [], [f"{student}: no feedback, {why}"]


def _exporter(course: Course, gradebook: Gradebook) -> SafeHTMLExporter:
    """nbgrader's exporter for feedback, with our steps in it whatever the course configures."""
    settings = deepcopy(course.config)
    nbgrader = GenerateFeedback(coursedir=CourseDirectory(config=settings), config=settings)
    remembered = term.read(course.root)
    exporter = SafeHTMLExporter(parent=nbgrader, config=nbgrader.config)
    steps = [import_item(step) if isinstance(step, str) else step for step in nbgrader.preprocessors]
    # In this order: what explains is made of what is left.
    for step in [*(step for step in steps if step not in (RedactHidden, Explain)), RedactHidden, Explain]:
        exporter.register_preprocessor(_Grades(gradebook, remembered, parent=exporter) if step is GetGrades else step)
    return exporter


def _for_release(source: Path) -> dict[str, bytes]:
    """What `nbgrader release_feedback` reads; it ends on the first submission that lacks one, so none does.

    Nobody can fetch by a secret that was made up here: what did not come through the exchange goes back another way.
    """
    made_up = {TIMESTAMP: b"", SECRET: secrets.token_hex(64).encode()}
    return {name: path.read_bytes() if (path := source / name).is_file() else made_up[name] for name in made_up}


def _write(course: Course, exporter: SafeHTMLExporter, assignment: str, student: str) -> list[Path]:
    source, files = course.autograded / student / assignment, {}
    for path in sorted(source.glob("*.ipynb")):
        page = {"student": student, "assignment": assignment, "notebook": path.stem}
        resources = {"nbgrader": page, "metadata": {"name": path.stem, "path": str(source)}}
        text, _ = exporter.from_notebook_node(nbformat.v4.reads(path.read_text(encoding="utf-8")), resources)
        # Half a character, which a student may print, cannot be written.
        files[f"{path.stem}.html"] = text.encode("utf-8", "replace")
    pages = [course.feedback / student / assignment / name for name in files]
    files |= _for_release(source)
    shared = course.config.CourseDirectory.get("groupshared", False)
    permissions = course.config.GenerateFeedback.get("permissions", 664 if shared else 644)
    replace_folder(course.feedback / student / assignment, files, int(str(permissions), 8), shared=shared)
    return pages
