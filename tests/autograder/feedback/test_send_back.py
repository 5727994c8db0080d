"""The way back: what came from a platform goes back to whoever sent it, by the rules of the platform's own importer."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from outcomes import outcome_of
from tiny_course import NAME
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.term import Arrived, Term
from autograder.feedback.write import feedback
from autograder.grade.record import Recorder

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

#: How each platform packs the work of Ada, Bob and Cyd, who has handed in late.
PACKED = {
    "canvas": {
        "ada": "lovelaceada_4711_901_07_final-2.ipynb",
        "bob": "doebob_4712_902_x.ipynb",
        "cyd": "doecyd_LATE_4713_903_x.ipynb",
    },
    "moodle": {
        "ada": "Ada Lovelace_101_assignsubmission_file/x.ipynb",
        "bob": "Bob Doe_102_assignsubmission_file_/x.ipynb",
        "cyd": "Cyd Doe_103_assignsubmission_file_my_work_7.ipynb",
    },
    "brightspace": {
        "ada": "4711-815 - Ada Lovelace - Nov 24, 2026 1012 AM/x.ipynb",
        "bob": "4712-815 - Bob Doe - Nov 24, 2026 10:13 AM/x.ipynb",
        "cyd": "4713-815 - Cyd Doe - Nov 25, 2026 812 PM/x.ipynb",
    },
}


@pytest.fixture
def graded(released: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Three students with feedback; Ada has half of what a machine gives."""
    monkeypatch.chdir(released.root)
    with released.gradebook() as gradebook:
        for student, last in (("ada", "Lovelace"), ("bob", "Doe"), ("cyd", "Doe")):
            gradebook.add_student(student, first_name=student.title(), last_name=last)
    with Recorder(released) as recorder:
        for student in PACKED["canvas"]:
            outcome = outcome_of(nb.read(released.notebook(NAME)), NAME)
            if student == "ada":
                outcome.scores["double_sign"] = 0.0
            recorder.record(student, NAME, [outcome], {}, "f")
    feedback(released, NAME)
    return released


def collect(course: Course, files: dict[str, str], *options: str) -> None:
    notebook = nb.read(course.release / NAME / f"{NAME}.ipynb")
    shutil.rmtree("in", ignore_errors=True)
    Path("in").mkdir()
    with zipfile.ZipFile("in/a.zip", "w") as archive:
        for student, path in files.items():
            notebook.cells[0].source = student
            archive.writestr(path, json.dumps(notebook))
    result = CliRunner().invoke(app, ["collect-zip", "in", *options])
    assert result.exit_code == 0, result.output


def run(platform: str, *options: str) -> Result:
    return CliRunner().invoke(app, ["return", "1", "--to", platform, *options])


def packed(platform: str, *options: str) -> dict[str, str]:
    """The files in the archive, by their places."""
    result = run(platform, *options)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(f"{NAME}-{platform}.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def to_canvas(path: str) -> str | None:
    """Source: instructure/canvas-lms, app/models/abstract_assignment.rb: infer_comment_context_from_filename."""
    parts = [part for part in Path(path).name.split("_") if part != "LATE"]
    if parts[0] == "anon":
        user, attachment = parts[1:3]
    else:
        user, attachment = [part for part in parts if re.fullmatch(r"\d+", part)][:2]
    if parts[-1].startswith("link"):
        return None
    # A file that is not one of the user's submission is ignored.
    return {("4711", "901"): "ada", ("4712", "902"): "bob", ("4713", "903"): "cyd"}.get((user, attachment))


def to_moodle(path: str) -> str | None:
    """Source: moodle/moodle, mod/assign/feedback/file/importziplib.php: is_valid_filename_for_import."""
    for part in path.split("/"):
        info = part.split("_", 4)
        if (
            len(info) >= 4
            and info[1].isdecimal()
            and info[1] in ("101", "102", "103")
            and info[2] == "assignsubmission"
        ):
            assert info[3] in ("file", "onlinetext"), "get_plugin_by_type knows no other"
            return {"101": "ada", "102": "bob", "103": "cyd"}[info[1]]
    return None


def to_brightspace(path: str) -> str | None:
    """No public source says what it reads: safe is a folder that is called, to the letter, as it was downloaded."""
    folder = path.partition("/")[0]
    return next((s for s, name in PACKED["brightspace"].items() if name.partition("/")[0] == folder), None)


IMPORTERS = {"canvas": to_canvas, "moodle": to_moodle, "brightspace": to_brightspace}


@pytest.mark.parametrize("platform", PACKED)
def test_everybody_gets_their_own_and_nobody_anybody_elses(graded: Course, platform: str) -> None:
    collect(graded, PACKED[platform])
    files = packed(platform)
    reached = {path: IMPORTERS[platform](path) for path in files}
    assert {*reached.values()} == {"ada", "bob", "cyd"}
    for path, student in reached.items():
        others = {"ada", "bob", "cyd"} - {student}
        if path.endswith(".html"):
            assert f"({student})" in files[path] and not any(f"({other})" in files[path] for other in others)
    summaries = {reached[path]: text for path, text in files.items() if path.endswith(".txt")}
    assert len(summaries) == (0 if platform == "canvas" else 3)
    for student, text in summaries.items():
        assert text.startswith(f"{NAME}: {4 if student == 'ada' else 7} of 10 points\n\n"), text
        assert f"Exercise 1 · double: {4 if student == 'ada' else 7} of 7\n" in text
        assert "Exercise 2 · why: not judged yet of 3\n" in text


@pytest.mark.parametrize(
    ("platform", "called"),
    [
        ("canvas", "12_4711_901_x.ipynb"),  # a name that is a number would be read as the user's
        ("canvas", "anon_4711_901_x.ipynb"),
        ("canvas", "lovelaceada_4711.ipynb"),
        ("canvas", "Ada Lovelace_101_assignsubmission_file_"),
        ("moodle", "Eve_102_assignsubmission_file_Ada_101_assignsubmission_file_"),
        ("moodle", "Ada_Lovelace_101_assignsubmission_file_"),
        ("moodle", "../Ada_101_assignsubmission_file_"),
        ("moodle", "ada"),
        ("brightspace", "4711-815 - Ada Lovelace - yesterday"),
        ("brightspace", "lovelaceada_4711_901_x.ipynb"),
    ],
)
def test_a_name_that_is_not_known_exactly_is_left_out_and_named(graded: Course, platform: str, called: str) -> None:
    collect(graded, {student: path for student, path in PACKED[platform].items() if student != "ada"})
    with term.changed(graded) as remembered:
        remembered.arrived[NAME]["ada"] = Arrived(called)
    result = run(platform)
    assert f"• left out: ada: the work came as {called!r}, which is no name of {platform}'s.\n" in result.stdout
    assert "packed the feedback of 2 students" in result.stdout
    with zipfile.ZipFile(f"{NAME}-{platform}.zip") as archive:
        assert not any("(ada)" in archive.read(name).decode() for name in archive.namelist())


def test_who_shares_a_number_gets_nothing(graded: Course) -> None:
    collect(graded, PACKED["moodle"])
    with term.changed(graded) as remembered:
        remembered.arrived[NAME]["bob"] = Arrived("Bob Doe_0101_assignsubmission_file_")
    result = run("moodle")
    assert "packed the feedback of 1 students" in result.stdout
    assert "• left out: ada: moodle knows the work of several students by 101, so nobody gets this." in result.stdout
    assert "• left out: bob: moodle knows the work of several students by 101, so nobody gets this." in result.stdout


def test_who_left_and_whose_way_is_not_known_are_named(graded: Course) -> None:
    collect(graded, {"ada": PACKED["moodle"]["ada"], "bob": PACKED["moodle"]["bob"]})
    with term.changed(graded) as remembered:
        remembered.left["bob"] = "2026-11-30"
    said = run("moodle").stdout
    assert "• left out: bob: left the course.\n" in said
    assert "• left out: cyd: nothing is known of how the work came; collect it with `collect-zip`.\n" in said


def test_hidden_names_go_back_as_they_came(graded: Course) -> None:
    with graded.gradebook() as gradebook:
        gradebook.add_student("Participant_101")
        gradebook.add_student("anon_Xy5zQ")
    with Recorder(graded) as recorder:
        for student in ("Participant_101", "anon_Xy5zQ"):
            recorder.record(student, NAME, [outcome_of(nb.read(graded.notebook(NAME)), NAME)], {}, "f")
    feedback(graded, NAME, ["Participant_101", "anon_Xy5zQ"])
    files = {"x": "Participant_101_assignsubmission_file_/x.ipynb", "y": "anon_LATE_Xy5zQ_815_link_x.ipynb"}
    collect(graded, files, "--blind")
    assert {path.partition("/")[0] for path in packed("moodle")} == {"Participant_101_assignsubmission_file"}
    assert list(packed("canvas")) == [f"anon_Xy5zQ_815_{NAME}_feedback.html"]


def test_a_new_login_changes_no_way_back(graded: Course) -> None:
    collect(graded, PACKED["moodle"])
    assert CliRunner().invoke(app, ["student", "rename", "ada", "--to", "lovelace"]).exit_code == 0
    feedback(graded, NAME, ["lovelace"])
    files = packed("moodle")
    assert any(to_moodle(path) == "ada" and "(lovelace)" in text for path, text in files.items())


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    return result.stderr.rstrip("\n")


def test_what_is_refused(graded: Course) -> None:
    said = refused("moodle")
    assert said.startswith("Nothing is packed for moodle, of 3 students: nothing is known of how the work came;")
    Path("mine.zip").write_text("mine")
    said = "mine.zip is there already: move it away, or name another file with --into."
    assert refused("moodle", "--into", "mine.zip") == said and Path("mine.zip").read_text() == "mine"
    shutil.rmtree(graded.feedback)
    assert refused("moodle") == f"There is no feedback to {NAME}: run `autograder feedback {NAME}` first."
    assert Term() == term.read(graded.root), "nothing was remembered by asking"
