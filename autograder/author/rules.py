"""What a source notebook must look like: pure functions, a notebook in, a list of problems out."""

from __future__ import annotations

import re
from collections import Counter

from nbformat import NotebookNode

from autograder.author import assertions
from autograder.course import notebook as nb
from autograder.course.bank import Bank
from autograder.course.notebook import Exercise, Kind
from autograder.grading import plan

TOTAL_POINTS = 10
CELLS = (20, 40)
WORDS = 120
#: Longest code a reader should meet at once. A TODO cell is counted without its solution (docstring and
#: hints take room), a test cell without its hidden part.
LINES = {Kind.PLAIN: 25, Kind.SOLUTION: 40, Kind.MANUAL: 40, Kind.TEST: 30}
MISTAKES, RIGHT_ANSWERS = 3, 2

#: Outputs that differ from run to run or from machine to machine, and are not stored.
UNSTABLE = ("image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json")


def problems(notebook: NotebookNode) -> list[str]:
    r"""Everything that a look at the notebook can tell, without running it."""
    markers = nb.misplaced_markers(notebook)
    if markers:
        # Nothing else can be told before it is clear what is solution and what is not.
        return markers
    rules = (metadata, solutions, written_answers, points, assertions.form, fitness, size, stored_outputs)
    return [problem for rule in rules for problem in rule(notebook)]


def metadata(notebook: NotebookNode) -> list[str]:
    r"""nbgrader's own metadata: ids unique, schema 3, tests locked."""
    found = []
    graded = [cell for cell in notebook.cells if nb.kind(cell) is not Kind.PLAIN]
    for name, times in Counter(nb.grade_id(cell) for cell in graded).items():
        if times > 1:
            found.append(f"the id {name} is given to {times} cells")
    for cell in graded:
        meta, where = cell.metadata["nbgrader"], f"cell {nb.grade_id(cell)}"
        if meta.get("schema_version") != 3:
            found.append(f"{where}: nbgrader's schema_version is {meta.get('schema_version')}, expected 3")
        if nb.kind(cell) is Kind.TEST and not meta.get("locked"):
            found.append(f"{where}: a test cell that is not locked, so students may edit it")
        if nb.kind(cell) in (Kind.TEST, Kind.SOLUTION) and cell.cell_type != "code":
            found.append(f"{where}: a {nb.kind(cell).value} cell of type {cell.cell_type}, expected code")
    return found


def solutions(notebook: NotebookNode) -> list[str]:
    r"""Every solution is a marked region inside a function."""
    found = []
    for cell in notebook.cells:
        if nb.kind(cell) is not Kind.SOLUTION:
            continue
        where = f"cell {nb.grade_id(cell)}"
        regions = nb.regions(cell, nb.SOLUTION)
        if not regions:
            found.append(f"{where}: a TODO cell without BEGIN SOLUTION; nbgrader would blank all of it")
        if not all(region.qualname for region in regions):
            found.append(f"{where}: a solution that is not inside a function, so that it cannot be exchanged")
    return found


def written_answers(notebook: NotebookNode) -> list[str]:
    r"""A person can grade a text: the question above it has a mark scheme, and it comes with a model answer."""
    found = []
    for exercise in nb.exercises(notebook):
        if nb.kind(exercise.todo) is not Kind.MANUAL or exercise.todo.cell_type != "markdown":
            continue
        where = f"written answer {exercise.id}"
        if not exercise.points:
            found.append(f"{where}: it is worth no points")
        if not _within(exercise.todo, nb.SOLUTION):
            found.append(f"{where}: it has no model answer between BEGIN SOLUTION and END SOLUTION")
        if exercise.question is None:
            found.append(f"{where}: no read-only text cell with its question stands right above it")
            continue
        scheme = _within(exercise.question, nb.MARK_SCHEME)
        if not scheme:
            found.append(f"{where}: its question has no text between BEGIN MARK SCHEME and END MARK SCHEME")
        elif _within(exercise.todo, nb.SOLUTION) not in scheme:
            found.append(f"{where}: its mark scheme does not quote the model answer, so formgrader would not show it")
        visible = nb.without_regions(exercise.question.source).split("\n")
        if not any(line.strip() and not line.startswith("#") for line in visible):
            found.append(f"{where}: its question does not say, below the heading, what a full answer holds")
    return found


def _within(cell: NotebookNode, marker: str) -> str:
    """The text of all regions of one kind."""
    lines = cell.source.split("\n")
    inside = (line for region in nb.regions(cell, marker) for line in lines[region.begin + 1 : region.end])
    return "\n".join(inside).strip()


def points(notebook: NotebookNode) -> list[str]:
    r"""Points sum to ten, and every heading says what its exercise is worth."""
    exercises, found = nb.exercises(notebook), []
    total = sum(nb.points(cell) for cell in notebook.cells)
    if total != TOTAL_POINTS:
        found.append(f"the points sum to {total:g}, expected {TOTAL_POINTS}")
    numbers = []
    for exercise in exercises:
        where = f"exercise {exercise.id}"
        heading = exercise.heading and nb.parse_heading(exercise.heading)
        if not heading:
            wanted = "### Exercise 2 · rnn_forward · ●●○ · 10 min · 3 points"
            found.append(f"{where}: its heading is {exercise.heading!r}, expected one like {wanted!r}")
            continue
        numbers.append(heading.number)
        if heading.points != exercise.points:
            found.append(f"{where}: its heading promises {heading.points:g} points, its cells give {exercise.points:g}")
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(f"the exercises are numbered {numbers}, expected 1, 2, 3 …")
    return found


def fitness(notebook: NotebookNode) -> list[str]:
    r"""Tests can run in a process of their own: they use names that are known there."""
    return plan.of(notebook).unfit


def size(notebook: NotebookNode) -> list[str]:
    r"""A notebook of 20–40 cells, each short enough to be read at once."""
    found, (least, most) = [], CELLS
    if not least <= len(notebook.cells) <= most:
        found.append(f"the notebook has {len(notebook.cells)} cells, expected {least} to {most}")
    for cell in notebook.cells:
        where = f"cell {cell.get('id', nb.grade_id(cell))}"
        words = _words(nb.without_regions(cell.source))  # a mark scheme takes the room that it needs
        if cell.cell_type == "markdown" and words > WORDS:
            found.append(f"{where}: {words} words, expected at most {WORDS}")
        lines = len(nb.without_regions(cell.source).split("\n"))
        longest = LINES.get(nb.kind(cell), WORDS)
        if cell.cell_type == "code" and lines > longest:
            found.append(f"{where}: {lines} lines outside solution and hidden tests, expected at most {longest}")
    return found


def _words(markdown: str) -> int:
    """Words that are read: a formula counts as one, code blocks and table rules not at all."""
    text = re.sub(r"```.*?```", " ", markdown, flags=re.DOTALL)
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", " formula ", text, flags=re.DOTALL)
    return sum(any(character.isalnum() for character in word) for word in text.split())


def stored_outputs(notebook: NotebookNode) -> list[str]:
    r"""The stored run is whole, without error, and holds text alone."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    counts = [cell.execution_count for cell in code]
    if counts != list(range(1, len(code) + 1)):
        return ["the stored execution counts are not 1, 2, 3 …: run `autograder outputs`"]
    found = ["the notebook stores the state of widgets: run `autograder outputs`"] * ("widgets" in notebook.metadata)
    for cell in code:
        for output in cell.outputs:
            if output.output_type == "error":
                found.append(f"cell {nb.grade_id(cell)}: stores the error {output.ename}")
            for mime in set(output.get("data", ())) & set(UNSTABLE):
                found.append(f"cell {nb.grade_id(cell)}: stores {mime}; run `autograder outputs`")
    return found


def known_answers(notebook: NotebookNode, bank: Bank) -> list[str]:
    r"""Every exercise has known answers, every test a mistake that fails it, and all names exist."""
    found, owners = [], {}
    for exercise in nb.exercises(notebook):
        if not exercise.by_hand:
            owners |= {region.qualname: exercise for region in nb.regions(exercise.todo, nb.SOLUTION)}
    for qualname in owners:
        for what, known, least in (
            ("mistakes", bank.mistakes, MISTAKES),
            ("right answers", bank.right_answers, RIGHT_ANSWERS),
        ):
            mine = [answer.name for answer in known if answer.exercise == qualname]
            if len(mine) < least:
                found.append(f"{qualname}: the bank has {len(mine)} {what}, expected at least {least}")
            found += [f"{qualname}: two {what} are named {n!r}" for n, times in Counter(mine).items() if times > 1]
    for answer in (*bank.mistakes, *bank.right_answers):
        if answer.exercise not in owners:
            found.append(f"{answer.name!r}: the bank names exercise {answer.exercise}, there are {', '.join(owners)}")
    return found + _known_fails(owners, bank)


def _known_fails(owners: dict[str, Exercise], bank: Bank) -> list[str]:
    found, failed = [], set()
    for mistake in bank.mistakes:
        exercise = owners.get(mistake.exercise)
        tests = {nb.grade_id(test) for test in exercise.tests} if exercise else set()
        failed |= tests & set(mistake.fails)
        if not mistake.fails:
            found.append(f"{mistake.exercise}, {mistake.name!r}: it names no test that it fails")
        for test in mistake.fails:
            if exercise and test not in tests:
                found.append(f"{mistake.exercise}, {mistake.name!r}: {test} is not a test of this exercise")
    every = {nb.grade_id(test): None for exercise in owners.values() for test in exercise.tests}
    return found + [f"test {test}: no known mistake fails it" for test in every if test not in failed]
