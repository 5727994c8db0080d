"""Bad input, to every command: one sentence, no traceback, and nothing is lost."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from disk import with_little_room
from outcomes import outcome_of
from rows import rows
from tiny_course import NAME
from typer.testing import Result

from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grade.record import Recorder

Run = Callable[..., Result]
#: Each command with what it needs besides an assignment.
COMMANDS = {
    "release": ("release",),
    "grade": ("grade", "--isolation=process", "--jobs=1"),
    "feedback": ("feedback",),
    "export": ("export", "--to=marks.csv"),
    "bundle": ("bundle", "--into=bundle"),
    "collect-zip": ("collect-zip", "downloads"),
}
NAMED = [command for command in COMMANDS if command != "collect-zip"]


@pytest.fixture
def graded(released: Course) -> Course:
    """A course in which Ann was graded, and Ben's answer has just been downloaded."""
    notebook = nb.read(released.notebook(NAME))
    outcome = outcome_of(notebook, NAME)
    with Recorder(released) as recorder:
        recorder.record("ann", NAME, [outcome], {}, "f")
    handed_in = released.submitted / "ann" / NAME
    shutil.copytree(released.release / NAME, handed_in)
    with released.gradebook() as gradebook:
        gradebook.add_student("ben")
    (released.root / "downloads").mkdir()
    with zipfile.ZipFile(released.root / "downloads/all.zip", "w") as archive:
        archive.write(handed_in / f"{NAME}.ipynb", f"ben_{NAME}.ipynb")
    return released


def files(course: Course) -> dict[str, bytes]:
    """All that instructors and students have written, and what was made of it."""
    places = (course.source, course.release, course.submitted, course.autograded, course.root / "plans")
    paths = (path for place in places for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(course.root)): path.read_bytes() for path in paths}


def one_sentence(result: Result) -> str:
    """What a command that failed has said; it ended by itself."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code != 0
    # A warning of grading without a sandbox is a line of its own.
    lines = [line for line in result.stderr.splitlines() if not line.startswith("no sandbox:")]
    assert len(lines) == 1 and lines[0].endswith("."), result.stderr
    return lines[0]


@pytest.mark.parametrize("command", NAMED)
def test_no_such_assignment(graded: Course, run: Run, command: str) -> None:
    before = files(graded)
    assert one_sentence(run(*COMMANDS[command], "07")).startswith("There is no assignment 07 in")
    assert files(graded) == before


@pytest.mark.parametrize("command", NAMED)
def test_no_such_course(tmp_path: Path, run: Run, command: str) -> None:
    assert "is not a course" in one_sentence(run(*COMMANDS[command]))


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("grade", "There is no submission"),
        ("feedback", "There is nothing graded"),
        ("export", "The gradebook holds no marks to export: run `autograder grade` first."),
        ("collect-zip", "downloads is empty: put there what the platform gave you."),
    ],
)
def test_nobody_handed_in(released: Course, run: Run, command: str, sentence: str, named: bool) -> None:
    for place in (released.submitted, released.root / "downloads"):
        place.mkdir()
    name = [NAME] if named and command in NAMED else []
    assert one_sentence(run(*COMMANDS[command], *name)).startswith(sentence)


# Bundle reads no gradebook where nothing must be held back.
@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "bundle"])
def test_a_gradebook_of_an_older_nbgrader(graded: Course, run: Run, command: str) -> None:
    path = graded.root / "gradebook.db"
    with sqlite3.connect(path) as db:
        db.execute("alter table student drop column lms_user_id")  # the last that nbgrader added
    db.close()
    before, book = files(graded), path.read_bytes()
    said = one_sentence(run(*COMMANDS[command]))
    assert "was made by another version of nbgrader" in said and "run `nbgrader db upgrade`" in said
    assert files(graded) == before and path.read_bytes() == book


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "bundle"])
def test_a_gradebook_that_is_none(graded: Course, run: Run, command: str) -> None:
    (graded.root / "gradebook.db").write_text("this is no database at all, however long it may be")
    before = files(graded)
    assert "file is not a database" in one_sentence(run(*COMMANDS[command]))
    assert files(graded) == before


@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("release", "notebooks"),
        ("release", "plans"),
        ("feedback", "feedback"),
        ("export", "out"),
        ("collect-zip", "submitted"),
    ],
)
def test_a_full_disk(graded: Course, command: str, place: str) -> None:
    """What grading does is in tests/grading/test_faults.py."""
    folder = graded.root / place
    folder.mkdir(exist_ok=True)
    (folder / "other").write_bytes(bytes(4096))
    pages = sum(-(-path.stat().st_size // 4096) for path in folder.rglob("*") if path.is_file())
    words = ("export", "--to=out/marks.csv") if command == "export" else COMMANDS[command]
    before, book = files(graded), rows(graded)
    done = with_little_room(graded, folder, 4 * pages, *words)
    assert done.returncode != 0, done.stdout
    (said,) = done.stderr.splitlines()
    assert "cannot be written (No space left on device)" in said and said.endswith(".")
    assert files(graded) == before
    assert rows(graded) == book


@pytest.mark.parametrize("content", ["{", "[]", "{}", "\x00"])
@pytest.mark.parametrize("command", ["release", "grade"])
def test_a_broken_plan_stays(graded: Course, run: Run, command: str, content: str) -> None:
    """Another seed would be made without a word, and with it other marks."""
    (graded.root / "plans" / f"{NAME}.json").write_text(content)
    before = files(graded)
    assert f"{NAME}.json is broken (" in one_sentence(run(*COMMANDS[command], NAME))
    assert files(graded) == before


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe", b"[1]", b'{"cells": 1}'])
@pytest.mark.parametrize("command", ["release", "bundle", "collect-zip", "check", "outputs"])
def test_a_broken_source(graded: Course, run: Run, command: str, content: bytes) -> None:
    graded.notebook(NAME).write_bytes(content)
    before = files(graded)
    assert "is not a valid notebook (" in one_sentence(run(*COMMANDS.get(command, [command])))
    assert files(graded) == before


@pytest.mark.parametrize("command", [*COMMANDS, "report"])
@pytest.mark.parametrize("line", ["raise SystemExit(0)", "c.CourseDirectory.db_url = 'oracle+oracledb://x'", "1 / 0"])
def test_a_config_that_does_not_run_or_names_what_is_not_there(
    graded: Course, run: Run, command: str, line: str
) -> None:
    with (graded.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\n{line}\n")
    before = files(graded)
    said = one_sentence(run(*{**COMMANDS, "report": ("report", "--into=r.html")}[command]))
    if "oracle" not in line:
        assert "nbgrader_config.py cannot be read" in said
    elif command != "bundle":
        assert "needs the Python package oracledb" in said
    assert files(graded) == before


@pytest.mark.parametrize(
    "words", [("simulate", "1", "--students=1", "--seed=1", "--into=file/x"), ("bundle", "--into=file/x")]
)
def test_a_file_where_a_folder_should_be(graded: Course, run: Run, words: tuple[str, ...]) -> None:
    (graded.root / "file").write_text("mine")
    one_sentence(run(*words))
    assert (graded.root / "file").read_text() == "mine"


@pytest.mark.parametrize("command", ["release", "feedback", "collect-zip", "grade"])
def test_a_file_in_place_of_a_folder_of_the_course(graded: Course, run: Run, command: str) -> None:
    places = {"release": graded.release, "feedback": graded.feedback, "grade": graded.autograded}
    place = places.get(command, graded.submitted)
    if place.exists():
        place.rename(graded.root / "elsewhere")
    place.write_text("mine")
    one_sentence(run(*COMMANDS[command], *([NAME] if command in NAMED else [])))
    assert place.read_text() == "mine"


@pytest.mark.parametrize("content", [b"[tool", b"[tool]\n", b"\xff", b"[project]\nversion = 1\n"])
def test_a_bundle_of_a_project_that_says_nothing(graded: Course, run: Run, content: bytes) -> None:
    (graded.root / "pyproject.toml").write_bytes(content)
    assert "does not say what a student needs" in one_sentence(run(*COMMANDS["bundle"]))
    assert not (graded.root / "bundle").exists()


def test_a_bundle_of_a_course_that_brings_nothing_along(graded: Course, run: Run) -> None:
    (graded.release / NAME / ".ipynb_checkpoints").mkdir()
    (graded.release / NAME / ".ipynb_checkpoints" / "old.ipynb").touch()
    assert "pyproject.toml is not there" in one_sentence(run(*COMMANDS["bundle"]))
    assert not (graded.root / "bundle").exists()


def test_a_roster_with_doubles(graded: Course, run: Run) -> None:
    """nbgrader takes the last line of a student; two of one name are told apart by their ids."""
    lines = ["id,first_name,last_name,email", "ann,An,Arbor,", "ann,Ann,Arbor,", "ben2,Ben,Bolt,", "ben,Ben,Bolt,"]
    (graded.root / "roster.csv").write_text("\n".join(lines))
    words = [sys.executable, "-m", "nbgrader", "db", "student", "import", "roster.csv"]
    done = subprocess.run(words, cwd=graded.root, capture_output=True, text=True)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    taken = run(*COMMANDS["collect-zip"])
    assert taken.exit_code == 0 and (graded.submitted / "ben" / NAME / f"{NAME}.ipynb").is_file()
    assert run(*COMMANDS["export"]).stdout.startswith("wrote the marks of 3 students")
    with (graded.root / "marks.csv").open(newline="", encoding="utf-8-sig") as marks:
        assert [row["first_name"] for row in csv.DictReader(marks)] == ["Ann", "Ben", "Ben"]
