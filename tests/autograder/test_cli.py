"""What the commands print, and how they exit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from tiny_course import ANSWERS, NAME, cell_of, double
from typer.testing import Result

from autograder import Progress
from autograder.author.check import ExerciseProof, Proof
from autograder.author.simulate import Expected
from autograder.course import notebook as nb
from autograder.course.bank import Form
from autograder.course.folders import Course
from autograder.demo import Demo


def test_help_does_not_wait_for_heavy_imports() -> None:
    code = "import sys, autograder.cli; print({'torch', 'nbgrader', 'nbclient', 'nbformat'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


ROWS = [
    ExerciseProof("double", 7, False, 2, 3, 2, 2, 1),
    ExerciseProof("why", 3, True, 0, 0, 0, 0, 0),
]
KNOWN = {"double": [Form("adds", {"a": "1"}), Form("rounds", {"a": "2"}), Form("cuts", {"a": "2"})]}


def proving(monkeypatch: pytest.MonkeyPatch, proof: Proof) -> None:
    """Have the course proved with this end."""
    monkeypatch.setattr("autograder.author.check.prove", lambda course, names, **options: iter([proof]))


def test_check_of_a_sound_course(course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    proving(monkeypatch, Proof(NAME, ROWS, known=KNOWN))
    result = run("check", "1")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines() if "double" in line or "why" in line]
    assert rows == ["│ double │ 7 │ 2 │ 2/3 │ 1/2 │".split(), "│ why │ 3 │ by hand │ │ │".split()]
    assert "each left out in turn: 2 of 3 (66.7 %)" in " ".join(result.stdout.split())


def test_check_prints_every_problem(
    course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = ["the first [bold]problem[/bold]", "the second problem " * 10 + "."]
    proving(monkeypatch, Proof(NAME, ROWS, problems))
    result = run("check")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if "✗" in line] == [f"✗ {problem}" for problem in problems]


def test_check_stops_at_looks(
    course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, notebook: NotebookNode
) -> None:
    cell_of(notebook, "double_sign").metadata.nbgrader.points = 4
    notebook.cells += [new_markdown_cell("Read on.", id=f"more-{number}") for number in range(30)]
    nb.write(notebook, course.notebook(NAME))
    monkeypatch.setattr("autograder.author.check.prove", lambda *arguments, **options: pytest.fail("it was tried"))
    result = run("check")
    assert result.exit_code == 1
    assert "✗ the points sum to 11, expected 10" in result.stdout
    assert "• the notebook has 50 cells" in result.stdout


@pytest.mark.parametrize("option", [("--exercise", "double"), ("--answers", "answers.py")])
def test_what_is_about_one_assignment_is_asked_of_one(
    answering: Course, run: Callable[..., Result], option: tuple[str, str]
) -> None:
    result = run("check", *option)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{option[0]} is about one assignment, and 2 are asked for")


def test_what_would_this_get(course: Course, run: Callable[..., Result], tmp_path: Path) -> None:
    answers = (
        f"# %% wrong: drops the sign\n{double('return 2 * abs(x)')}\n\n\n# %% right: a sum\n{double('return x + x')}\n"
    )
    (tmp_path / "mine.py").write_text(answers)
    result = run("check", "1", "--answers", "mine.py")
    assert result.exit_code == 0, result.output
    rows = [[part.strip() for part in line.split("│")[1:-1]] for line in result.stdout.splitlines() if "│" in line]
    rows = [row for row in rows if row[1]]
    assert [row[:3] for row in rows] == [
        ["double: drops the sign", "4", "7"],
        ["double_value", "4", "4"],
        ["double_sign", "0", "3"],
        ["double: a sum", "7", "7"],
        ["double_value", "4", "4"],
        ["double_sign", "3", "3"],
    ]
    assert rows[1][3] == "passed" and rows[2][3].startswith("AssertionError:")
    missing = run("check", "1", "--answers", "none.py")
    assert missing.exit_code == 1 and "There are no known answers none.py" in missing.stderr


@pytest.mark.parametrize("command", ["check", "outputs", "release"])
def test_a_wrong_name_is_wrong_use(course: Course, run: Callable[..., Result], command: str) -> None:
    result = run(command, "07")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("There is no assignment 07 in")


def test_another_folder_is_wrong_use(run: Callable[..., Result]) -> None:
    result = run("check")
    assert result.exit_code == 2
    assert "is not a course" in result.stderr


def test_a_problem_is_one_sentence(course: Course, run: Callable[..., Result]) -> None:
    (course.source / NAME / "answers.txt").write_text("secret")
    result = run("release")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "answers.txt is not part of the release" in result.stderr


def test_release_and_simulate(released: Course, run: Callable[..., Result]) -> None:
    assert run("release").stdout == f"released notebooks/{NAME}/{NAME}.ipynb\n"
    arguments = ("simulate", "1", "--students", "2", "--seed", "1", "--into", "class")
    assert run(*arguments).stdout == "2 submissions in class/submitted, 6 scores in class/expected.csv\n"
    again = run(*arguments)
    assert again.exit_code == 1
    assert "never overwritten" in again.stderr


def test_release_keeps_answers_back(answering: Course, run: Callable[..., Result]) -> None:
    refused = run("release")
    assert refused.exit_code == 1
    assert refused.stdout == ""  # nothing is put out before all may be
    assert refused.stderr.count("\n") == 1
    assert f"{ANSWERS} is not released: it answers {NAME}" in refused.stderr
    assert run("release", "1").exit_code == 0
    assert run("release", "--with-answers").stdout.count("released") == 2


def test_outputs(course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Path] = []
    monkeypatch.setattr("autograder.author.outputs.refresh", done.append)
    assert run("outputs").stdout == f"stored the outputs of {NAME}\n"
    assert done == [course.notebook(NAME)]


@pytest.mark.parametrize(("score", "exit_code"), [(4.0, 0), (3.0, 1)])
def test_demo(
    course: Course, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, score: float, exit_code: int
) -> None:
    def fake(course: Course, folder: Path, students: int, progress: Progress) -> Demo:
        progress(1, 2, "grading")
        expected = [Expected("student01", NAME, "double", "double_value", 4.0, 4.0, "the solution")]
        return Demo(course, "bubblewrap", expected, {("student01", NAME, "double_value"): score})

    monkeypatch.setattr("autograder.demo.demo", fake)
    result = run("demo")
    assert result.exit_code == exit_code
    assert "student01" in result.stdout and f"feedback: {course.feedback}" in result.stdout
    difference = f"✗ student01, {NAME}, double_value (the solution): the gradebook has 3.0, expected 4"
    assert (difference in result.stdout) == (exit_code == 1)
    assert ("all 1 scores are what the answers deserve" in result.stdout) == (exit_code == 0)
