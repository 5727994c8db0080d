"""True times from a list that a platform wrote, by `collect-zip --times`; what leaves a doubt is refused."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tiny_course import NAME
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import CONFIG, Course

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

#: As Moodle's mod/assign/gradingtable.php heads a worksheet that is downloaded, in English.
HEADER = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"'
)
LINES = {
    "ada": '"Participant 101","Ada Lovelace",ada@x.org,"Submitted for grading",,10,Yes,"{}",-,',
    "bob": '"Participant 102","Bob Doe",bob@x.org,"Submitted for grading",,10,Yes,"{}",-,',
    "cyd": '"Participant 103","Cyd Doe",cyd@x.org,"Submitted for grading",,10,Yes,"{}",-,',
}


@pytest.fixture
def class_of_moodle(released: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Ada, Bob and Cyd handed in, as Moodle packs it; the course is in Berlin, and due on 1 March at noon in UTC."""
    monkeypatch.chdir(released.root)
    with (released.root / CONFIG).open("a") as file:
        file.write('\nc.Exchange.timezone = "Europe/Berlin"\n')
    with released.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@x.org", lms_user_id="1")
        for student in ("bob", "cyd"):
            gradebook.add_student(student, first_name=student.title(), last_name="Doe", email=f"{student}@x.org")
    Path("in").mkdir()
    pack({f"{name}_{number}_assignsubmission_file/x.ipynb": "mine" for name, number in NUMBERS.items()}, released)
    return released


NUMBERS = {"Ada Lovelace": 101, "Bob Doe": 102, "Cyd Doe": 103}


def pack(files: dict[str, str], course: Course, archive: str = "in/a.zip") -> None:
    notebook = nb.read(course.release / NAME / f"{NAME}.ipynb")
    with zipfile.ZipFile(archive, "w") as made:
        for name, says in files.items():
            notebook.cells[0].source = says
            made.writestr(name, json.dumps(notebook))


def worksheet(ada: str, bob: str = "-", cyd: str = "-", header: str = HEADER) -> None:
    lines = [LINES[student].format(time) for student, time in (("ada", ada), ("bob", bob), ("cyd", cyd))]
    Path("times.csv").write_text("\ufeff" + "\n".join([header, *lines]) + "\n", encoding="utf-8")


def run(*options: str) -> Result:
    return CliRunner().invoke(app, ["collect-zip", "in", "--times", "times.csv", *options])


def stamp(course: Course, student: str) -> str:
    path = course.submitted / student / NAME / "timestamp.txt"
    return path.read_text() if path.exists() else ""


def test_moodles_worksheet(class_of_moodle: Course) -> None:
    worksheet("Sunday, 1 March 2026, 12:59 PM", "Monday, March 30, 2026, 8:44 PM")
    result = run()
    assert result.exit_code == 0, result.output
    times = [stamp(class_of_moodle, student) for student in ("ada", "bob", "cyd")]
    assert times == ["2026-03-01 11:59:00 UTC", "2026-03-30 18:44:00 UTC", ""], "in winter, in summer, not known"
    assert "nothing says when 1 of these were handed in" in result.stdout


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("id,time", "ada,2026-03-01 12:00"),
        ("student_id;timestamp", "ada;2026-03-01 11:00 UTC"),
        ("Email,submitted_at", "ADA@x.org,2026-03-01T11:00:00Z"),
        ("lms_user_id\ttime", "1\t2026-03-01 12:00 Europe/Berlin"),
    ],
)
def test_any_list_of_who_and_when(class_of_moodle: Course, header: str, line: str) -> None:
    Path("times.csv").write_text(f"{header}\n{line}\n")
    assert run().exit_code == 0
    assert stamp(class_of_moodle, "ada") == "2026-03-01 11:00:00 UTC"


def test_what_was_collected_without_times_gets_them(class_of_moodle: Course) -> None:
    assert "with --times" in CliRunner().invoke(app, ["collect-zip", "in"]).stdout
    worksheet("Sunday, 1 March 2026, 8:00 AM")
    said = run().stdout
    assert (
        said.startswith("took 0 submissions")
        and "• 01_tiny: 1 that were collected before have their times now.\n" in said
    )
    assert stamp(class_of_moodle, "ada") == "2026-03-01 07:00:00 UTC"
    worksheet("Sunday, 1 March 2026, 9:00 AM")
    said = run().stdout
    assert (
        "timestamp.txt says '2026-03-01 07:00:00 UTC', and times.csv 2026-03-01 08:00:00 UTC; the first stays" in said
    )
    assert stamp(class_of_moodle, "ada") == "2026-03-01 07:00:00 UTC"
    run("--update")
    assert stamp(class_of_moodle, "ada") == "2026-03-01 08:00:00 UTC"


def test_an_older_file_does_not_get_the_time_of_a_newer_one(class_of_moodle: Course) -> None:
    CliRunner().invoke(app, ["collect-zip", "in"])
    pack({"Ada Lovelace_101_assignsubmission_file/x.ipynb": "newer"}, class_of_moodle)
    worksheet("Sunday, 1 March 2026, 8:00 AM")
    assert "was submitted before and differs" in run().stdout
    assert stamp(class_of_moodle, "ada") == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("01/03/2026 20:44", "which is not written as 2026-01-31 23:59"),
        ("Sonntag, 1. März 2026, 20:44", "whose month is not in English: download it with English as your language"),
        ("Monday, 1 March 2026, 8:44 PM", "and that day is a Sunday"),
        ("Sunday, 29 March 2026, 2:30 AM", "which Europe/Berlin skips, when summer time begins"),
        ("Sunday, 26 October 2025, 2:30 AM", "which comes twice in Europe/Berlin, when summer time ends"),
        ("Sunday, 1 March 2026, 13:44 PM", "which is no date"),
        ("yesterday", "which is not written as 2026-01-31 23:59"),
    ],
)
def test_a_time_that_leaves_a_doubt(class_of_moodle: Course, text: str, why: str) -> None:
    worksheet(text)
    refused = run()
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert refused.stderr.startswith(f"times.csv, line 2: {text!r} is a time {why}"), refused.stderr
    assert not class_of_moodle.submitted.exists(), "nothing is taken"


def test_a_zone_that_nobody_said(class_of_moodle: Course) -> None:
    config = class_of_moodle.root / CONFIG
    config.write_text(config.read_text().replace('c.Exchange.timezone = "Europe/Berlin"', ""))
    worksheet("Sunday, 1 March 2026, 8:00 AM")
    assert (
        "is a time without a time zone: set the platform's, c.Exchange.timezone, in nbgrader_config.py" in run().stderr
    )
    Path("times.csv").write_text("id,time\nada,2026-03-01 12:00\n")
    assert "is a time without a time zone" in run().stderr
    Path("times.csv").write_text("id,time\nada,2026-03-01 12:00 UTC\n")
    assert run().exit_code == 0 and stamp(class_of_moodle, "ada") == "2026-03-01 12:00:00 UTC"


def test_a_whole_class_at_one_time_is_a_clock(class_of_moodle: Course) -> None:
    worksheet(*["Sunday, 1 March 2026, 8:00 AM"] * 3)
    said = run().stderr
    assert said.startswith("times.csv says 2026-03-01 07:00 UTC of all 3: that is when it was made")


def test_a_whole_class_at_one_time_is_a_clock_in_names_too(class_of_moodle: Course) -> None:
    when = "Mar 1, 2026 844 PM"
    pack({f"{number}-9 - {name} - {when}/x.ipynb": "mine" for name, number in NUMBERS.items()}, class_of_moodle)
    result = CliRunner().invoke(app, ["collect-zip", "in"])
    assert "of all 3: that is no time of handing in, so none of them is taken for it" in result.stdout
    assert [stamp(class_of_moodle, student) for student in ("ada", "bob", "cyd")] == [""] * 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Kennung,Name\n1,Ada\n", "times.csv has the columns Kennung, Name, expected Moodle's grading worksheet"),
        ("id,time\nada,2026-03-01 12:00\nada,2026-03-02 12:00\n", "line 3: ada has another time in a line above"),
        ("id,email,time\nada,bob@x.org,2026-03-01 12:00\n", "line 2: its columns name ada and bob: correct it."),
        ("id,time\n,2026-03-01 12:00\n", "line 2: nobody is named there: write whose time it is."),
        ("id,time\nada,2999-03-01 12:00\n", "has not come yet: correct it, or its time zone."),
    ],
)
def test_a_list_that_leaves_a_doubt(class_of_moodle: Course, content: str, said: str) -> None:
    Path("times.csv").write_text(content)
    refused = run()
    assert refused.exit_code == 1 and said in refused.stderr
    assert not class_of_moodle.submitted.exists()


def test_somebody_whom_nobody_knows_is_told(class_of_moodle: Course) -> None:
    Path("times.csv").write_text("id,time\ndan,2026-03-01 12:00\nada,2026-03-01 12:00\n")
    assert "• times.csv: nobody here is dan.\n" in run().stdout


def test_two_ids_that_differ_in_case_alone_are_not_taken_for_each_other(class_of_moodle: Course) -> None:
    with class_of_moodle.gradebook() as gradebook:
        gradebook.add_student("Ada")
    Path("times.csv").write_text("id,time\nAda,2026-03-01 12:00\n")
    assert "• times.csv: nobody here is Ada.\n" in run().stdout
    assert stamp(class_of_moodle, "ada") == ""


def test_hidden_names_and_their_times(class_of_moodle: Course) -> None:
    files = {f"Participant_{number}_assignsubmission_file/x.ipynb": "mine" for number in NUMBERS.values()}
    pack(files | {"anon_Xy5zQ_815_x.ipynb": "mine"}, class_of_moodle)
    hidden = CliRunner().invoke(app, ["collect-zip", "in"]).stdout
    assert hidden.startswith("took 0 submissions") and "with --blind" in hidden
    Path("times.csv").write_text('Identifier,"Last modified (submission)"\n"Participant 101","1 March 2026, 8:00 AM"\n')
    assert run("--blind").stdout.startswith("took 4 submissions")
    assert stamp(class_of_moodle, "Participant_101") == "2026-03-01 07:00:00 UTC"
    assert (class_of_moodle.submitted / "anon_Xy5zQ" / NAME).is_dir()


def test_it_is_remembered_who_says_so(class_of_moodle: Course) -> None:
    worksheet("Sunday, 1 March 2026, 8:00 AM")
    run()
    came = term.read(class_of_moodle.root).arrived[NAME]
    assert came["ada"] == term.Arrived("Ada Lovelace_101_assignsubmission_file", "2026-03-01 07:00:00 UTC", "times.csv")
    assert came["bob"].time == ""
