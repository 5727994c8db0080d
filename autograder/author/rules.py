"""What a source notebook must look like: pure functions, a notebook in, a list of problems out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode

from autograder.author import assertions
from autograder.author.house_rules import HouseRules
from autograder.course import names
from autograder.course import notebook as nb
from autograder.course.bank import Bank, KnownAnswer
from autograder.course.notebook import Exercise, Kind
from autograder.grading import plan

#: Outputs that differ from run to run or from machine to machine, and are not stored.
UNSTABLE = ("image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json")


def problems(notebook: NotebookNode, house: HouseRules, together: frozenset[str] = frozenset()) -> list[str]:
    r"""Everything that a look at the notebook can tell, without running it.

    Args:
        notebook: a source.
        house: what the course asks for.
        together: grade ids of the tests that run in the student's process; "*" is all of them.
    """
    markers = nb.misplaced_markers(notebook)
    if markers:
        # Nothing else can be told before it is clear what is solution and what is not.
        return markers
    rules = (metadata, solutions, written_answers, assertions.form, stored_outputs)
    found = [problem for rule in rules for problem in rule(notebook)] + fitness(notebook, together)
    return found + points(notebook, house) + headings(notebook, house) + size(notebook, house)


def hints(notebook: NotebookNode, house: HouseRules) -> list[str]:
    r"""What somebody may want to think about, and nothing that hinders a release."""
    if house.cells is None or house.cells[0] <= len(notebook.cells) <= house.cells[1]:
        return []
    usual = f"usual are {house.cells[0]} to {house.cells[1]} (c.Check.cells)"
    return [f"the notebook has {len(notebook.cells)} cells, {usual}: is it one lesson?"]


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


def points(notebook: NotebookNode, house: HouseRules) -> list[str]:
    r"""Points sum to what the course asks for."""
    total = sum(nb.points(cell) for cell in notebook.cells)
    if house.total_points is None or total == house.total_points:
        return []
    return [f"the points sum to {total:g}, expected {house.total_points:g}"]


def headings(notebook: NotebookNode, house: HouseRules) -> list[str]:
    r"""Headings are numbered, and each says what its exercise is worth."""
    found, numbers = [], []
    for exercise in nb.exercises(notebook):
        where = f"exercise {exercise.id}"
        heading = nb.parse_heading(exercise.heading or "")
        if not heading:
            if not house.headings:
                continue
            wanted = "### Exercise 2 · rnn_forward · ●●○ · 10 min · 3 points"
            found.append(f"{where}: its heading is {exercise.heading!r}, expected one like {wanted!r}")
            continue
        numbers.append(heading.number)
        if heading.points != exercise.points:
            found.append(f"{where}: its heading promises {heading.points:g} points, its cells give {exercise.points:g}")
    if house.headings and numbers != list(range(1, len(numbers) + 1)):
        found.append(f"the exercises are numbered {numbers}, expected 1, 2, 3 …")
    return found


def fitness(notebook: NotebookNode, together: frozenset[str] = frozenset()) -> list[str]:
    r"""Tests can run in a process of their own, if they are to: they use names that are known there."""
    return [why for _, why in plan.of(notebook, together=together).unfit]


def size(notebook: NotebookNode, house: HouseRules) -> list[str]:
    r"""Each cell is short enough to be read at once."""
    longest = {
        Kind.PLAIN: house.code_lines,
        Kind.SOLUTION: house.todo_lines,
        Kind.MANUAL: house.todo_lines,
        Kind.TEST: house.test_lines,
    }
    found = []
    for cell in notebook.cells:
        where = f"cell {cell.get('id', nb.grade_id(cell))}"
        words = _words(nb.without_regions(cell.source))  # a mark scheme takes the room that it needs
        if cell.cell_type == "markdown" and house.words is not None and words > house.words:
            found.append(f"{where}: {words} words, expected at most {house.words}")
        lines, most = len(nb.without_regions(cell.source).split("\n")), longest.get(nb.kind(cell))
        if cell.cell_type == "code" and most is not None and lines > most:
            found.append(f"{where}: {lines} lines outside solution and hidden tests, expected at most {most}")
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


def known_answers(notebook: NotebookNode, bank: Bank, house: HouseRules) -> list[str]:
    r"""Every exercise has known answers, every test a mistake that fails it, and all names exist."""
    found: list[str] = []
    owners: dict[str, Exercise] = {}
    for exercise in nb.exercises(notebook):
        if not exercise.by_hand:
            owners |= {region.qualname: exercise for region in nb.regions(exercise.todo, nb.SOLUTION)}
    for qualname in owners:
        of_kind: tuple[tuple[str, Sequence[KnownAnswer], int], ...] = (
            ("mistakes", bank.mistakes, house.mistakes),
            ("right answers", bank.right_answers, house.right_answers),
        )
        for what, known, least in of_kind:
            mine = [answer.name for answer in known if answer.function == qualname]
            if len(mine) < least:
                found.append(f"{qualname}: the bank has {len(mine)} {what}, expected at least {least}")
    for what, named in (("mistakes", _tests_by_name(bank)), ("right answers", _right_by_name(bank))):
        for (qualname, name), ways in named.items():
            if len(ways) > 1:
                found.append(f"{qualname}: two {what} are named {name!r}, expected different names")
    bound = {name for cell in notebook.cells if cell.cell_type == "code" for name in names.bound(cell.source)}
    for name in bank.given:
        if name not in bound:
            found.append(f"the known answers take {name} for given, and no cell of the notebook defines it")
    return found + (_known_fails(owners, bank) if house.mistakes else _known_tests(owners, bank))


def _tests_by_name(bank: Bank) -> dict[tuple[str, str], set[object]]:
    """Mistakes by function and name, each with the tests that it fails: forms of one mistake share name and tests."""
    found: dict[tuple[str, str], set[object]] = {}
    for mistake in bank.mistakes:
        found.setdefault((mistake.function, mistake.name), set()).add(frozenset(mistake.fails))
    return found


def _right_by_name(bank: Bank) -> dict[tuple[str, str], set[object]]:
    found: dict[tuple[str, str], set[object]] = {}
    for number, answer in enumerate(bank.right_answers):
        found.setdefault((answer.function, answer.name), set()).add(number)
    return found


def _known_fails(owners: Mapping[str, Exercise], bank: Bank) -> list[str]:
    """What mistakes say of tests is true, and every test has a mistake that fails it."""
    failed = {test for mistake in bank.mistakes for test in mistake.fails}
    every = {nb.grade_id(test): None for exercise in owners.values() for test in exercise.tests}
    missing = [f"test {test}: no known mistake fails it" for test in every if test not in failed]
    return _known_tests(owners, bank) + missing


def _known_tests(owners: Mapping[str, Exercise], bank: Bank) -> list[str]:
    """Every mistake names tests that it fails, of its own exercise."""
    found = []
    for mistake in bank.mistakes:
        tests = {nb.grade_id(test) for test in owners[mistake.function].tests}
        where = f"{mistake.function}, {mistake.name!r}"
        if not mistake.fails:
            found.append(f"{where}: it names no test that it fails")
        found += [f"{where}: {test} is not a test of this exercise" for test in mistake.fails if test not in tests]
    return found
