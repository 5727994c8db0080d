"""What a student needs to know of each lost point, as the first cell of the page; made of what students may see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from autograder import notebook as nb
from autograder.grading.submission import WITHHELD
from autograder.late import LatePenalty
from autograder.notebook import Exercise
from autograder.recognise import bank_of, failures, message, recognised

_DOCSTRING = re.compile(r'\s*[rR]?("""|\'\'\')(.+?)\1', re.DOTALL)
_STUB = "raise NotImplementedError"


def anchor(heading: str) -> str:
    r"""The place of a heading in the page, as nbconvert names it."""
    return quote(heading.replace(" ", "-"), safe="?/:@!$&'()*+,;=")


_MAKER = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
_MAKER.filters["anchor"] = anchor
#: One block of HTML without an empty line: to Markdown, what a message says is then no mark-up.
_PAGE = _MAKER.from_string(
    """\
<div>
<h2>What cost points</h2>
{% if late %}
<p><strong>Handed in late: {{ "%g" | format(late) }} points off.</strong>{% if rule %} {{ rule }}.{% endif %}</p>
{% endif %}
{% for each in losses %}
<h3>{{ each.title }}: {{ "%g" | format(each.score) }} of {{ "%g" | format(each.points) }}</h3>
<ul>
{% if each.undone %}
<li>This exercise is not done: your answer still raises NotImplementedError, as the TODO did.</li>
{% endif %}
{% if each.by_hand %}
<li>A person judges <a href="#{{ each.id }}">this answer</a>; look there for a comment.</li>
{% endif %}
{% for name in each.mistakes %}
<li>Your answer behaves like a known mistake: <strong>{{ name }}</strong>.</li>
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


@dataclass(frozen=True)
class Test:
    """A test that cost points: what it checked, and what it saw."""

    id: str
    checked: str
    seen: str


@dataclass
class Loss:
    """An exercise that cost points, as a student reads of it.

    Attributes:
        id: the grade id of its answer.
        title: number and name.
        score: reached, of `points`.
        undone: whether the answer is still the TODO.
        by_hand: whether a person judges it.
        tests: those that cost points; none if it is not done.
        mistakes: the bank's names of mistakes that the answer behaves like.
        heading: its own in the notebook, if it has one.
        section: that of the section which leads to it.
    """

    id: str
    title: str
    score: float
    points: float
    undone: bool
    by_hand: bool
    tests: list[Test]
    mistakes: list[str] = field(default_factory=list)
    heading: str | None = None
    section: str | None = None


class Explain(NbGraderPreprocessor):
    """Put a summary of what cost points before everything else; comes after GetGrades and RedactHidden."""

    # nbconvert sets this for all that it runs, and complains of those that do not know it.
    display_data_priority = List().tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Nothing is added where nothing was lost."""
        page = resources["nbgrader"]
        found = losses(notebook, page["assignment"])
        late = page.get("late_penalty") or 0
        if found or late:
            text = _PAGE.render(losses=found, late=late, rule=self._rule)
            notebook.cells.insert(0, new_markdown_cell(re.sub(r"\n\s*\n", "\n", text), id="what-cost-points"))
        return notebook, resources

    @cached_property
    def _rule(self) -> str | None:
        """The course's rule for lateness, if it is one that can be said."""
        kinds = ("AssignLatePenalties", "LatePenalty")
        # These alone: nbconvert adds settings of its own, which others complain of.
        settings = Config({kind: self.config[kind] for kind in kinds if kind in self.config})
        plugin = AssignLatePenalties(config=settings).plugin_class
        return plugin(config=settings).rule if issubclass(plugin, LatePenalty) else None


def losses(notebook: NotebookNode, assignment: str) -> list[Loss]:
    r"""The exercises of a graded notebook that cost points.

    Args:
        notebook: with scores in its cells, as GetGrades puts them there, and without hidden tests.
        assignment: its name, by which the bank knows its mistakes.
    """
    known = recognised(bank_of(assignment), failures(notebook.cells))
    found = []
    for exercise in nb.exercises(notebook):
        loss = _loss(exercise)
        # A person who has not read an answer yet has given nothing and said nothing.
        unread = exercise.by_hand and not loss.score and not exercise.todo.metadata.nbgrader.get("comment")
        if loss.score < loss.points and not unread:
            lost = {test.id for test in loss.tests}
            loss.mistakes = [mistake.name for mistake in known if lost & mistake.fails.keys()]
            loss.heading = exercise.heading.removeprefix("### ").strip() if exercise.heading else None
            loss.section = _section(notebook, exercise)
            found.append(loss)
    return found


def _loss(exercise: Exercise) -> Loss:
    cells = [exercise.todo, *exercise.tests]
    score = sum(cell.metadata.nbgrader.get("score") or 0 for cell in cells)
    failed = [test for test in exercise.tests if (test.metadata.nbgrader.get("score") or 0) < nb.points(test)]
    errors = [_error(test) for test in failed]
    undone = _STUB in exercise.todo.source and any(e is not None and e.ename == "NotImplementedError" for e in errors)
    tests = [] if undone else [_test(test) for test in failed]
    return Loss(exercise.id, title(exercise), score, exercise.points, undone, exercise.by_hand, tests)


def title(exercise: Exercise) -> str:
    r"""What an exercise is called: number and name, or its id where its heading says neither."""
    heading = nb.parse_heading(exercise.heading or "")
    return f"Exercise {heading.number} · {heading.title}" if heading else exercise.id


def _error(test: NotebookNode) -> NotebookNode | None:
    return next((output for output in test.get("outputs", ()) if output.output_type == "error"), None)


def _test(test: NotebookNode) -> Test:
    docstring = _DOCSTRING.match(test.source)
    checked = " ".join(docstring[2].split()) if docstring else nb.grade_id(test)
    error = _error(test)
    if error is None:
        return Test(nb.grade_id(test), checked, "a part of what it asks for.")
    return Test(nb.grade_id(test), checked, _seen(error))


def _seen(error: NotebookNode) -> str:
    said = message(error)
    if said == WITHHELD:
        return (
            f"your answer stopped with a {error.ename}. What it says is left out, since it could show the inputs of a "
            "hidden test: run this test in your notebook, and try other sizes and numbers."
        )
    return said if error.ename == "AssertionError" and said else f"{error.ename}: {said}" if said else error.ename


def _section(notebook: NotebookNode, exercise: Exercise) -> str | None:
    """The last heading of the second level before an exercise."""
    found = None
    for cell in notebook.cells:
        if cell is exercise.todo:
            break
        if cell.cell_type == "markdown" and nb.kind(cell) is nb.Kind.PLAIN:
            found = next((line[3:].strip() for line in cell.source.split("\n") if line.startswith("## ")), found)
    return found
