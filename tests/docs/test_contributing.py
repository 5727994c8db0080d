"""CONTRIBUTING.md: followed to the letter, it adds an exercise to notebook 06; its rules are those of the course."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell
from tiny_course import cell_of, graded

from autograder.author.house_rules import HouseRules
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.grading import stored_plans

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
NAME, FUNCTION = "06_intuitive_code", "surprise"
#: What stands in the page for the name of one's own function.
PLACEHOLDER = "NAME"

HEADING = """### Exercise 4 · surprise · ●○○ · 5 min · 1 point

The loss asks one question: how surprised is the network by the letter that came? Write
`surprise(log_probabilities, letter, alphabet)`: minus the log-probability of that letter, a number that is never
negative."""

TODO = '''def surprise(log_probabilities: Tensor, letter: str, alphabet: str) -> float:
    r"""Tell how surprised a network is by the letter that came.

    Args:
        log_probabilities: one for each letter, (V,).
        letter: the one that came.
        alphabet: V letters in the same order.
    Returns: minus the log-probability of the letter.
    """
    # Hint 1: the place of the letter in the alphabet is its place in log_probabilities.
    # Hint 2: item() makes a number of a tensor with one number in it.
    # About 1 line.
    ### BEGIN SOLUTION
    return -log_probabilities[alphabet.index(letter)].item()
    ### END SOLUTION'''

VALUE = '''"""The surprise is minus the log-probability of the letter that came."""
log_probabilities = torch.tensor([-1.8971, -0.3567, -2.3026, -2.9957])  # of 15, 70, 10 and 5 %
looks_like = {
    "This is below zero: take minus the log-probability.": -2.3026,
    "This is the surprise at the likeliest letter: look at the one that came.": 0.3567,
}
answer = surprise(log_probabilities, "L", "HELO")
assert_number(answer, 2.3026, "The surprise at an L", "L has 10 %.", looks_like=looks_like, tol=1e-3)
### BEGIN HIDDEN TESTS
for place in torch.randperm(4).tolist():
    log_probabilities = (4 * torch.rand(4)).log_softmax(0)
    expected = -log_probabilities[place].item()
    name = f"The surprise at {'HELO'[place]} for {[round(value, 2) for value in log_probabilities.tolist()]}"
    because = f"The letter that came stands at place {place}, whichever is likely."
    assert_number(surprise(log_probabilities, "HELO"[place], "HELO"), expected, name, because, tol=1e-5)
### END HIDDEN TESTS'''

ALPHABET = '''"""The letter is looked up in the alphabet that is passed in."""
log_probabilities = torch.tensor([-2.3026, -2.3026, -0.6931, -1.6094, -2.3026])  # of 10, 10, 50, 20 and 10 %
because = "I is the third letter of this alphabet."
assert_number(surprise(log_probabilities, "I", "AEIOU"), 0.6931, "The surprise at I of 'AEIOU'", because, tol=1e-3)
### BEGIN HIDDEN TESTS
for V in (3, 9):
    alphabet = "".join("HELOabcdefg"[i] for i in torch.randperm(11)[:V])
    log_probabilities = (4 * torch.rand(V)).log_softmax(0)
    for place, letter in enumerate(alphabet):
        expected = -log_probabilities[place].item()
        name, because = f"The surprise at {letter} of {alphabet!r}", f"The letter stands at place {place}."
        assert_number(surprise(log_probabilities, letter, alphabet), expected, name, because, tol=1e-5)
### END HIDDEN TESTS'''

ANSWERS = """

# %% wrong: leaves out the minus sign
# fails surprise_value: take minus
# fails surprise_alphabet: I is the third letter
def surprise(log_probabilities: Tensor, letter: str, alphabet: str) -> float:
    return log_probabilities[alphabet.index(letter)].item()


# %% wrong: takes the likeliest letter, not the one that came
# fails surprise_value: look at the one that came
# fails surprise_alphabet: The letter stands at place
def surprise(log_probabilities: Tensor, letter: str, alphabet: str) -> float:
    return -log_probabilities.max().item()


# %% wrong: knows only HELO
# fails surprise_alphabet: I is the third letter
def surprise(log_probabilities: Tensor, letter: str, alphabet: str) -> float:
    return -log_probabilities["HELO".find(letter)].item()


# %% right: as a tensor without dimensions
def surprise(log_probabilities: Tensor, letter: str, alphabet: str) -> float:
    return -log_probabilities[alphabet.index(letter)]


# %% right: in a loop
def surprise(log_probabilities: Tensor, letter: str, alphabet: str) -> float:
    for value, other in zip(log_probabilities.tolist(), alphabet, strict=True):
        if other == letter:
            return -value
    raise ValueError(letter)
"""


# What the page says


def test_it_is_short():
    lines = TEXT.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 120


def test_it_has_every_rule_of_the_course():
    house = HouseRules.of(Course.at(ROOT))
    said = {
        "total_points": f"All sum to {house.total_points}",
        "cells": "{} to {} cells".format(*house.cells),
        "words": f"{house.words} words a text cell",
        "code_lines": f"{house.code_lines} lines a code cell",
        "todo_lines": f"{house.todo_lines} a TODO cell",
        "test_lines": f"{house.test_lines} a test",
        "headings": f"`{HEADING.splitlines()[0]}`",
        "mistakes": f"at least {house.mistakes} mistakes",
        "right_answers": f"{house.right_answers} right answers for each function",
        "stepper": "the release and its stepper",
    }
    assert list(said) == [field.name for field in fields(HouseRules)]
    text = " ".join(TEXT.split())
    assert not [rule for rule, words in said.items() if words not in text]


def test_every_line_that_it_shows_is_one_of_those_below():
    followed = "\n".join([HEADING, TODO, VALUE, ALPHABET, ANSWERS]).splitlines()
    shown = re.findall(r"`(#[^`]+)`", TEXT)
    assert len(shown) == 8
    assert set(shown) <= {line.strip() for line in followed}


# What comes of it


def commands() -> list[str]:
    """What it says to type, a command a line."""
    (block,) = re.findall(r"^ *```\n(.*?)^ *```$", TEXT, re.MULTILINE | re.DOTALL)
    return [line.partition("  #")[0].strip() for line in block.splitlines()]


def run(course: Course, command: str) -> subprocess.CompletedProcess[str]:
    """Type it in the course's folder."""
    program, *words = shlex.split(command.replace(PLACEHOLDER, FUNCTION))
    assert program == ".venv/bin/autograder"
    surroundings = {**os.environ, "COLUMNS": "120", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "autograder", *words]
    return subprocess.run(command, cwd=course.root, env=surroundings, capture_output=True, text=True)


@pytest.fixture
def course(tmp_path: Path, small_bank: Callable[[str, Path], Path]) -> Course:
    """What is needed of the project to work on notebook 06."""
    shutil.copy(ROOT / CONFIG, tmp_path)
    shutil.copytree(ROOT / "source" / NAME, tmp_path / "source" / NAME)
    small_bank(NAME, tmp_path)
    take_back(Course.at(tmp_path))
    return Course.at(tmp_path)


def take_back(course: Course) -> None:
    """Leave three exercises, with all points, where somebody has followed the page already."""
    notebook, written = nb.read(course.notebook(NAME)), bank.path_of(course, NAME)
    *_, last = kept = nb.exercises(notebook)[:3]
    answers = re.split(r"^(?=# %%)", written.read_text(), flags=re.MULTILINE)
    for exercise in nb.exercises(notebook)[3:]:
        gone = [exercise.todo, *exercise.tests]
        notebook.cells = [cell for cell in notebook.cells if cell not in gone and exercise.heading not in cell.source]
        functions = [f"def {region.qualname}(" for region in nb.regions(exercise.todo, nb.SOLUTION)]
        answers = [answer for answer in answers if not any(function in answer for function in functions)]
    heading = next(cell for cell in notebook.cells if last.heading in cell.source)
    heading.source = re.sub(r"\S+ points?$", "3 points", heading.source, count=1, flags=re.MULTILINE)
    for test in last.tests:
        test.metadata.nbgrader.points = 1
    assert sum(exercise.points for exercise in kept) == 10
    nb.write(notebook, course.notebook(NAME))
    written.write_text("".join(answers).rstrip() + "\n")


def write_exercise(course: Course) -> None:
    """Steps 1 to 3: the heading, the TODO cell and the tests, and a point from Exercise 3."""
    notebook = nb.read(course.notebook(NAME))
    for name in ("predict_next_letter", "predict_next_alphabet"):
        cell_of(notebook, name).metadata.nbgrader.points = 0.5
    heading = cell_of(notebook, "predict-next-heading")
    heading.source = heading.source.replace("· 3 points", "· 2 points")
    below = notebook.cells.index(cell_of(notebook, "predict_next_alphabet")) + 1
    notebook.cells[below:below] = [
        new_markdown_cell(HEADING, id=f"{FUNCTION}-heading"),
        graded(TODO, FUNCTION, grade=False, solution=True),
        graded(VALUE, f"{FUNCTION}_value", grade=True, solution=False, points=0.5),
        graded(ALPHABET, f"{FUNCTION}_alphabet", grade=True, solution=False, points=0.5),
    ]
    nb.write(notebook, course.notebook(NAME))


def exercises(printed: str) -> list[str]:
    """Those that were proved, as the table has them."""
    return re.findall(r"^│ (\w+) ", printed, re.MULTILINE)


@pytest.mark.slow
def test_whoever_follows_it_has_an_exercise(course: Course) -> None:
    outputs, check_one, check, release, everything = commands()
    assert everything == "make test"
    write_exercise(course)
    written = bank.path_of(course, NAME)
    before = written.read_text()

    done = run(course, outputs)
    assert done.returncode == 0, done.stderr

    written.write_text(before + ANSWERS.replace("# fails surprise_value: take", "# fails surprise_valeu: take"))
    done = run(course, check_one)
    assert done.returncode == 1
    assert "surprise, 'leaves out the minus sign': surprise_valeu is not a test of this exercise" in done.stdout
    assert not exercises(done.stdout) and not (course.root / ".autograder").exists(), "nothing was tried"

    written.write_text(before + ANSWERS)
    done = run(course, check_one)
    assert done.returncode == 0, done.stdout + done.stderr
    assert exercises(done.stdout) == [FUNCTION]
    assert "3/3" in done.stdout and "2/2" in done.stdout

    done = run(course, check)
    assert done.returncode == 0, done.stdout + done.stderr
    assert exercises(done.stdout) == ["encode", "simple_rnn", "predict_next", FUNCTION]

    done = run(course, release)
    assert done.returncode == 0, done.stdout + done.stderr
    released = nb.read(course.release / NAME / f"{NAME}.ipynb")
    todo = cell_of(released, FUNCTION).source
    assert todo.startswith(f"def {FUNCTION}(") and "raise NotImplementedError" in todo and "-log_prob" not in todo
    for test, source in ((f"{FUNCTION}_value", VALUE), (f"{FUNCTION}_alphabet", ALPHABET)):
        assert cell_of(released, test).source == source.partition("### BEGIN HIDDEN TESTS")[0].rstrip("\n")
    recorded = (stored_plans.known_mistakes(course, NAME) or {})[NAME][FUNCTION]
    assert {form.name for form in recorded} == set(re.findall("# %% wrong: (.+)", ANSWERS))
