"""What students may see of a graded test: its visible part, passed or failed, and the message."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course, shows_hidden_messages
from autograder.feedback.lost_points import HIDDEN, checked
from autograder.feedback.recognise import message
from autograder.grading.stored_plans import as_released, withdrawn
from autograder.grading.withdrawn import Key, said


class RedactHidden(NbGraderPreprocessor):
    """Leave of a test what students may see: its visible part, passed or failed, and the message."""

    # nbconvert sets this for all that it runs, and complains of those that do not know it.
    display_data_priority: List[Any] = List().tag(config=True)

    def __init__(self, **settings: Any) -> None:
        r"""Learn from the course how hidden regions are marked, and whether students read what they say.

        Raises: AutograderError: if the course does not say that in a way that is known.
        """
        super().__init__(**settings)
        self._told: dict[str, dict[Key, str]] = {}
        self._withdrawn: dict[str, str] = {}
        self._shows_hidden_messages = shows_hidden_messages(self.config)
        # Their own settings and no others: they complain of those that nbconvert makes.
        tests, schemes = (
            step(config=Config({step.__name__: self.config[step.__name__]}))
            for step in (ClearHiddenTests, ClearMarkScheme)
        )
        self._markers = (
            (tests.begin_test_delimeter, tests.end_test_delimeter),
            (schemes.begin_mark_scheme_delimeter, schemes.end_mark_scheme_delimeter),
        )

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Know which tests are withdrawn, and go through all cells."""
        page = resources.get("nbgrader", {})
        self._withdrawn = self._said(page["assignment"], page["notebook"]) if "assignment" in page else {}
        redacted: tuple[NotebookNode, dict[str, Any]] = super().preprocess(notebook, resources)
        return redacted

    def _said(self, assignment: str, notebook: str) -> dict[str, str]:
        """What became of each test of a notebook that is withdrawn, by grade id."""
        if assignment not in self._told:
            self._told[assignment] = {}
            with suppress(AutograderError):  # there may be no course around it, or no plan
                # nbgrader's own command sets no root: it is where it runs.
                root = CourseDirectory(config=Config({"CourseDirectory": self.config["CourseDirectory"]})).root
                course = Course.at(Path(root))
                if gone := withdrawn(course, assignment):
                    self._told[assignment] = said(as_released(course, assignment), gone)
        return {test: told for (of, test), told in self._told[assignment].items() if of == notebook}

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Take the regions out of any cell, and all outputs out of a test, since they may quote its hidden part."""
        hidden = not self._shows_hidden_messages and self._may_be_hidden(cell)
        for begin, end in self._markers:
            cell.source = _without(cell.source, begin, end)
        if nb.kind(cell) is nb.Kind.TEST and cell.cell_type == "code":
            # What was seen in a withdrawn test is no remark on the answer.
            told = self._withdrawn.get(nb.grade_id(cell))
            cell.outputs = [_output("stream", name="stdout", text=f"{told}.") if told else _verdict(cell, hidden)]
        return cell, resources

    def _may_be_hidden(self, test: NotebookNode) -> bool:
        """Whether what failed in a test could have come of a hidden part: where it is not known, it could."""
        lines, (begin, _) = test.source.split("\n"), self._markers[0]
        failed_by = test.metadata.get("autograder", {}).get("failed_by_line")
        return any(begin in line for line in (lines[:failed_by] if isinstance(failed_by, int) else lines))


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


def _verdict(cell: NotebookNode, hidden: bool) -> NotebookNode:
    """One line in place of a test's outputs; of what failed in a hidden part, only what the test is about."""
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    meta = cell.metadata.nbgrader
    score, points = meta.get("score"), meta.get("points") or 0
    if error is None:
        word = "passed" if score is None or score >= points else "partly passed" if score > 0 else "failed"
        return _output("stream", name="stdout", text=word)
    if hidden:
        return _output("error", ename=HIDDEN, evalue="", traceback=[f"failed: {checked(cell) or 'a hidden test'}"])
    said = message(error)
    line = f"failed: {error.ename}: {said}" if said else f"failed: {error.ename}"
    return _output("error", ename=str(error.ename), evalue=said, traceback=[line])


def _output(kind: str, **content: Any) -> NotebookNode:
    made: NotebookNode = nbformat.v4.new_output(kind, **content)
    return made
