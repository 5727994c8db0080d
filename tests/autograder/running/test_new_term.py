"""The next term: the course is there, works, and knows nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_course import NAME
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import term
from autograder.course.folders import CONFIG, Course

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def ended(released: Course, run: Callable[..., Result]) -> Callable[..., Result]:
    """A term with people in it, everywhere that people can be."""
    with released.gradebook() as gradebook:
        gradebook.add_student("secretada")
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")
    for place in ("submitted", "autograded", "feedback", "downloads"):
        (released.root / place / "secretada").mkdir(parents=True)
        (released.root / place / "secretada" / "x.txt").write_text("secretada")
    (released.root / "roster.csv").write_text("id\nsecretada\n")
    for arguments in (
        ("assignment", "weight", "1", "2"),
        ("student", "extend", "secretada", "1", "--until", "2026-03-02 12:00", "--reason", "ill"),
        ("student", "leave", "secretada"),
    ):
        assert run(*arguments).exit_code == 0
    return run


def test_the_course_is_there_without_its_people(
    released: Course, ended: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path_factory
) -> None:
    into = tmp_path_factory.mktemp("next") / "term"
    result = ended("new-term", str(into))
    assert result.exit_code == 0, result.output
    assert "left, since it may be about people: " in result.stdout
    assert "downloads" in result.stdout and "roster.csv" in result.stdout and "gradebook.db" in result.stdout
    assert "calls the course unrolled, as this term" in " ".join(result.stdout.split())
    files = {str(path.relative_to(into)): path for path in into.rglob("*") if path.is_file()}
    assert files.keys() == {CONFIG, term.FILE, f"source/{NAME}/{NAME}.ipynb", f"answers/{NAME}.py"}
    assert not any(b"secretada" in path.read_bytes() for path in files.values())
    assert (term.read(into).weights, term.read(into).extensions) == ({NAME: 2.0}, {})
    monkeypatch.chdir(into)
    listed = CliRunner().invoke(app, ["assignment", "list"])
    assert listed.exit_code == 0 and NAME in listed.stdout and "2026" not in listed.stdout


def test_a_folder_that_is_there_stays(ended: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    result = ended("new-term", "mine")
    assert result.stderr == "mine is there already: name a folder that is not.\n"
    inside = ended("new-term", "source/next")
    assert inside.exit_code == 1 and "which is copied there: name another folder." in inside.stderr


def test_a_gradebook_by_name_is_told(released: Course, ended: Callable[..., Result]) -> None:
    with (released.root / CONFIG).open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = 'sqlite:///{released.root / 'gradebook.db'}'\n")
    said = ended("new-term", "build/next").stdout
    assert "names this term's gradebook, c.CourseDirectory.db_url: name another one there" in said
    assert "build" not in said.split("left, since it may be about people: ")[1].split(";")[0]
