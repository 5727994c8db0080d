"""Pages that tell students how they did: nbgrader's own, without hidden tests and without anything that runs."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, GetGrades, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from autograder import AutograderError, Unavailable, folder
from autograder import notebook as nb
from autograder.course import Course
from autograder.explain import Explain
from autograder.gradebook import read_submitted
from autograder.losses import WAITS
from autograder.page import SafeHTMLExporter
from autograder.recognise import message
from autograder.record import SECRET, TIMESTAMP


class RedactHidden(NbGraderPreprocessor):
    """Leave of a test what students may see: its visible part, passed or failed, and the message."""

    # nbconvert sets this for all that it runs, and complains of those that do not know it.
    display_data_priority = List().tag(config=True)

    def __init__(self, **settings: Any) -> None:
        """Learn from the course how hidden regions are marked."""
        super().__init__(**settings)
        # Their own settings and no others: they complain of those that nbconvert makes.
        tests, schemes = (
            step(config=Config({step.__name__: self.config[step.__name__]}))
            for step in (ClearHiddenTests, ClearMarkScheme)
        )
        self._markers = (
            (tests.begin_test_delimeter, tests.end_test_delimeter),
            (schemes.begin_mark_scheme_delimeter, schemes.end_mark_scheme_delimeter),
        )

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Take the regions out of any cell, and all outputs out of a test, since they may quote its hidden part."""
        for begin, end in self._markers:
            cell.source = _without(cell.source, begin, end)
        if nb.kind(cell) is nb.Kind.TEST and cell.cell_type == "code":
            cell.outputs = [_verdict(cell)]
        return cell, resources


def _without(source: str, begin: str, end: str) -> str:
    """A source without the lines between two markers; a region that is not closed has no end."""
    kept, inside = [], False
    for line in source.split("\n"):
        if begin in line:
            inside = True
        elif end in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def _verdict(cell: NotebookNode) -> NotebookNode:
    """One line in place of a test's outputs."""
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    meta = cell.metadata.nbgrader
    score, points = meta.get("score"), meta.get("points") or 0
    if error is None:
        word = "passed" if score is None or score >= points else "partly passed" if score > 0 else "failed"
        return nbformat.v4.new_output("stream", name="stdout", text=word)
    said = message(error)
    line = f"failed: {error.ename}: {said}" if said else f"failed: {error.ename}"
    return nbformat.v4.new_output("error", ename=str(error.ename), evalue=said, traceback=[line])


class _Grades(GetGrades):
    """nbgrader's step, from a gradebook that is open already: nbgrader opens one for each page."""

    def __init__(self, gradebook: Gradebook, **settings: Any) -> None:
        super().__init__(**settings)
        self._gradebook = gradebook

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        page = resources["nbgrader"]
        with self._gradebook.engine.connect() as db:
            found = read_submitted(db, page["student"], page["assignment"], page["notebook"])
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
    """Feedback that was written, and "student: sentence" for each that was not."""

    written: list[Path] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def feedback(
    course: Course,
    assignment: str,
    students: list[str] | None = None,
    told: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> Pages:
    r"""Write the pages of everyone who was graded, in place of those there are.

    Args:
        course: where the graded answers are.
        assignment: the assignment's full name.
        students: whose pages; everyone's if None.
        told: is called as told(students done, in all, who is next).
    Raises: AutograderError: if nobody was graded, or gradebook or disk refuse.
    """
    there = sorted(path.parent.name for path in course.autograded.glob(f"*/{assignment}"))
    missing = sorted(set(students or []) - set(there)) or ([] if there else ["anyone"])
    if missing:
        raise AutograderError(f"There is nothing graded of {assignment} from {', '.join(missing)}: grade it first.")
    pages, names = Pages(), there if students is None else sorted(set(students))
    with course.gradebook() as gradebook:
        exporter = _exporter(course, gradebook)
        for done, student in enumerate(names):
            told(done, len(names), student)
            try:
                pages.written += _write(course, exporter, assignment, student)
            except Unavailable:
                raise
            except Exception as error:
                why = str(error) if isinstance(error, AutograderError) else f"{type(error).__name__}: {error}"
                pages.failed.append(f"{student}: no feedback, {why}")
    return pages


def _exporter(course: Course, gradebook: Gradebook) -> SafeHTMLExporter:
    """nbgrader's exporter for feedback, with our steps in it whatever the course configures."""
    settings = deepcopy(course.config)
    settings.HTMLExporter.template_name = "feedback"
    nbgrader = GenerateFeedback(coursedir=CourseDirectory(config=settings), config=settings)
    exporter = SafeHTMLExporter(parent=nbgrader, config=nbgrader.config)
    steps = [import_item(step) if isinstance(step, str) else step for step in nbgrader.preprocessors]
    # In this order: what explains is made of what is left.
    for step in [*(step for step in steps if step not in (RedactHidden, Explain)), RedactHidden, Explain]:
        exporter.register_preprocessor(_Grades(gradebook, parent=exporter) if step is GetGrades else step)
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
    folder.replace(course.feedback / student / assignment, files, int(str(permissions), 8), shared=shared)
    return pages
