"""What a student needs to know of each lost point, for the page to say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.gradebook import read_lateness, student_name
from autograder.course.late import LatePenalty
from autograder.feedback.lost_points import checked, lost_points
from autograder.feedback.outline import parts
from autograder.feedback.recognise import Recogniser
from autograder.grading.stored_plans import as_released, withdrawn
from autograder.grading.withdrawn import Key, said, tests, weigh


class Explain(NbGraderPreprocessor):
    """Say of each exercise what it reached and what cost points; comes after GetGrades and RedactHidden."""

    # nbconvert sets this for all that it runs, and complains of those that do not know it.
    display_data_priority: List[Any] = List().tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """For the page's template; nothing in the notebook changes."""
        page = resources["nbgrader"]
        released = self._released(page["assignment"]).get(page["notebook"])
        lost = lost_points(notebook, page["notebook"], self._known(page["assignment"]), released)
        page["exercises"] = parts(notebook, released, lost)
        page["withdrawn"] = self._withdrawn(page["assignment"], page["notebook"])
        page["title"] = nb.title_of(released or notebook) or page["notebook"].replace("_", " ")
        page["course"] = self._directory.course_id
        page["rule"] = self._rule
        if "when" not in page:
            self._ask(page)
        page["handed_in"] = page["when"].sentence(self._zone)
        return notebook, resources

    def _ask(self, page: dict[str, Any]) -> None:
        """Who the student is and when the work came, where nbgrader's own command writes the page."""
        course = Course.at(Path(self._directory.root))
        with course.gradebook() as gradebook, gradebook.engine.connect() as db:
            page["name"] = student_name(db, page["student"])
            page["when"] = read_lateness(db, term.read(course.root), page["student"], page["assignment"])

    @cached_property
    def _zone(self) -> str:
        """The course's time zone."""
        return Course.at(Path(self._directory.root)).zone

    def _known(self, assignment: str) -> Recogniser:
        """The mistakes that are known of an assignment."""
        if assignment not in self._recognisers:
            try:
                course = Course.at(Path(self._directory.root))
                self._recognisers[assignment] = Recogniser.of(course, assignment)
            except AutograderError:
                self._recognisers[assignment] = Recogniser()
        return self._recognisers[assignment]

    @cached_property
    def _recognisers(self) -> dict[str, Recogniser]:
        return {}

    @cached_property
    def _directory(self) -> CourseDirectory:
        """The course, as nbgrader sees it."""
        return CourseDirectory(config=Config({"CourseDirectory": self.config["CourseDirectory"]}))

    def _released(self, assignment: str) -> Mapping[str, NotebookNode]:
        """The notebooks as they were released, by name; none where they cannot be read."""
        if assignment not in self._notebooks:
            try:
                course = Course.at(Path(self._directory.root))
                notebooks, gone = as_released(course, assignment), withdrawn(course, assignment)
                self._said[assignment] = said(notebooks, gone)
                weigh(notebooks, gone)
                self._notebooks[assignment] = notebooks
            except AutograderError:
                self._notebooks[assignment], self._said[assignment] = {}, {}
        return self._notebooks[assignment]

    def _withdrawn(self, assignment: str, notebook: str) -> list[tuple[str, str, str]]:
        """Of each test that is withdrawn: its id, what it checked, and what became of its points."""
        cells = tests(self._released(assignment))
        of_notebook = ((key, told) for key, told in self._said[assignment].items() if key[0] == notebook)
        return [(key[1], checked(cells[key]) or key[1], told) for key, told in of_notebook]

    @cached_property
    def _notebooks(self) -> dict[str, Mapping[str, NotebookNode]]:
        return {}

    @cached_property
    def _said(self) -> dict[str, Mapping[Key, str]]:
        return {}

    @cached_property
    def _rule(self) -> str | None:
        """The course's rule for lateness, if it is one that can be said."""
        kinds = ("AssignLatePenalties", "LatePenalty")
        # These alone: nbconvert adds settings of its own, which others complain of.
        settings = Config({kind: self.config[kind] for kind in kinds if kind in self.config})
        plugin = AssignLatePenalties(config=settings).plugin_class
        return plugin(config=settings).rule if issubclass(plugin, LatePenalty) else None
