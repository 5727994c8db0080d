"""What a student needs to know of each lost point, as the first cell of the page."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.late import LatePenalty
from autograder.feedback.lost_points import lost_points, title, waits
from autograder.feedback.page import IN_NOTEBOOK
from autograder.feedback.recognise import Recogniser


def anchor(heading: str) -> str:
    r"""The place of a heading in the page, as nbconvert names it."""
    return IN_NOTEBOOK + quote(heading.replace(" ", "-"), safe="?/:@!$&'()*+,;=")


_MAKER = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
_MAKER.filters["anchor"] = anchor
#: One block of HTML without an empty line: to Markdown, what a message says is then no mark-up.
_PAGE = _MAKER.from_string(
    """\
<div>
{% if waiting %}
<h2>Not judged yet</h2>
<p>A person still reads what you wrote; until then it counts 0:
{% for each in waiting %}
<a href="#{{ each.id }}">{{ each.title }}</a>{{ "." if loop.last else "," }}
{% endfor %}
</p>
{% endif %}
{% if lost_points or late %}
<h2>What cost points</h2>
{% endif %}
{% if late %}
<p><strong>Handed in late: {{ "%g" | format(late) }} points off.</strong>{% if rule %} {{ rule }}.{% endif %}</p>
{% endif %}
{% for each in lost_points %}
<h3>{{ each.title }}: {{ "%g" | format(each.score) }} of {{ "%g" | format(each.points) }}</h3>
<ul>
{% if each.missing %}
<li>The cell for this answer is not in the notebook that you handed in. Copy it from the notebook that you were given,
and keep cells where they are.</li>
{% elif each.undone and each.by_hand %}
<li>This exercise is not done: you have not written an answer.</li>
{% elif each.undone %}
<li>This exercise is not done: your answer still raises NotImplementedError, as the TODO did.</li>
{% elif each.by_hand %}
<li>A person judged <a href="#{{ each.id }}">this answer</a>; look there for a comment.</li>
{% elif each.stopped %}
<li><a href="#{{ each.id }}">The cell of your answer</a> did not come to its end, so what it should define is not there.
<br><em>Seen:</em> {{ each.stopped }}</li>
{% endif %}
{% for names in each.mistakes %}
{% if names | length == 1 %}
<li>Your answer behaves like a known mistake: <strong>{{ names[0] }}</strong>. Is it yours?</li>
{% else %}
<li>Your answer behaves like several known mistakes; is one of them yours?
{% for name in names %}
<strong>{{ name }}</strong>{{ "." if loop.last else "; or" }}
{% endfor %}
</li>
{% endif %}
{% endfor %}
{% for test in each.tests %}
<li><a href="#{{ test.id }}">Checked</a>: {{ test.checked }}<br><em>Seen:</em>
{{ "the same." if loop.previtem is defined and loop.previtem.seen == test.seen else test.seen }}</li>
{% endfor %}
{% if each.section or each.heading %}
<li>Read again:
{% if each.section %}
<a href="#{{ each.section | anchor }}">{{ each.section }}</a>{{ ", then" if each.heading }}
{% endif %}
{% if each.heading %}
<a href="#{{ each.heading | anchor }}">what the exercise asks for</a>
{% endif %}
</li>
{% endif %}
</ul>
{% endfor %}
</div>"""
)


class Explain(NbGraderPreprocessor):
    """Put a summary of what cost points before everything else; comes after GetGrades and RedactHidden."""

    # nbconvert sets this for all that it runs, and complains of those that do not know it.
    display_data_priority: List[Any] = List().tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Nothing is added where nothing was lost."""
        page = resources["nbgrader"]
        source = self._source(page["assignment"], page["notebook"])
        found = lost_points(notebook, page["notebook"], self._known(page["assignment"]), source)
        late = page.get("late_penalty") or 0
        waiting = [each for each in nb.exercises(notebook) if waits(each.todo)]
        if found or late or waiting:
            waits_for = [{"id": each.id, "title": title(each)} for each in waiting]
            text = _PAGE.render(lost_points=found, late=late, rule=self._rule, waiting=waits_for)
            notebook.cells.insert(0, new_markdown_cell(re.sub(r"\n\s*\n", "\n", text), id="what-cost-points"))
        return notebook, resources

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

    def _source(self, assignment: str, name: str) -> NotebookNode | None:
        """The notebook as instructors wrote it; None where it cannot be read."""
        if (assignment, name) not in self._sources:
            folder = self._directory.format_path(self._directory.source_directory, ".", assignment)
            path = Path(folder, f"{name}.ipynb")
            try:
                self._sources[assignment, name] = nb.read(path)
            except AutograderError:
                self._sources[assignment, name] = None
        return self._sources[assignment, name]

    @cached_property
    def _sources(self) -> dict[tuple[str, str], NotebookNode | None]:
        return {}

    @cached_property
    def _rule(self) -> str | None:
        """The course's rule for lateness, if it is one that can be said."""
        kinds = ("AssignLatePenalties", "LatePenalty")
        # These alone: nbconvert adds settings of its own, which others complain of.
        settings = Config({kind: self.config[kind] for kind in kinds if kind in self.config})
        plugin = AssignLatePenalties(config=settings).plugin_class
        return plugin(config=settings).rule if issubclass(plugin, LatePenalty) else None
