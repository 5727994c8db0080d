"""Marks in files: real gradebook, the columns that each platform's documentation names, nothing replaced."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import NAME
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course.folders import Course

#: In nbgrader, the name of an assignment can hold a comma, and so can that of a student.
OTHER = "02, other"


# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def graded(released: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Ada: 4 of 7 by machine, 2.5 of 3 by hand, 1 off. Bob: 7, and an answer that nobody read. Cyd: nothing."""
    monkeypatch.chdir(released.root)
    with released.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")
        gradebook.add_assignment(OTHER)
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace, Countess", email="a@x.org", lms_user_id="7")
        gradebook.add_student("bob")
        gradebook.add_student("cyd", first_name="Cyd", last_name="Ünal")
        for student in ("ada", "bob"):
            gradebook.add_submission(NAME, student, timestamp="2026-03-02 10:00")
        for cell, ada, bob in (("double_value", 4, 4), ("double_sign", 0, 3)):
            for student, score in (("ada", ada), ("bob", bob)):
                grade = gradebook.find_grade(cell, NAME, NAME, student)
                grade.auto_score, grade.needs_manual_grade = score, False
        read = gradebook.find_grade("why", NAME, NAME, "ada")
        read.manual_score, read.needs_manual_grade = 2.5, False
        gradebook.find_submission_notebook(NAME, NAME, "ada").late_submission_penalty = 1
        gradebook.db.commit()
    return released


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments])


def exported(*arguments: str, to: str = "grades.csv") -> list[list[str]]:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    with Path(to).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def test_csv_has_the_columns_of_nbgrader_and_a_line_for_everyone(graded: Course) -> None:
    header, *lines = exported()
    assert header == [
        *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
        *("raw_score", "late_submission_penalty", "score", "max_score"),
    ]
    when = ["2026-03-01 12:00:00", "2026-03-02 10:00:00"]
    assert lines == [
        [NAME, *when, "bob", "", "", "", "7", "0", "7", "10"],
        [NAME, *when, "ada", "Lovelace, Countess", "Ada", "a@x.org", "6.5", "1", "5.5", "10"],
        [NAME, when[0], "", "cyd", "Ünal", "Cyd", "", "0", "0", "0", "10"],
    ]


def test_scores_are_those_of_nbgraders_own_exporter(graded: Course) -> None:
    header, *lines = exported("--to", "ours.csv", to="ours.csv")
    ours = [float(line[header.index("score")]) for line in lines]
    nbgrader("export", "--to", "theirs.csv")
    # nbgrader puts no quotes around a name with a comma: from the end, columns are where they should be.
    theirs = [line.rsplit(",", 2) for line in Path("theirs.csv").read_text(encoding="utf-8").splitlines()]
    assert sorted(float(score) for start, score, _ in theirs if start.startswith(NAME)) == sorted(ours)


def nbgrader(*arguments: str) -> None:
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_canvas(graded: Course) -> None:
    assert exported("--format", "canvas") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME],
        ["    Points Possible", "", "", "", "", "10"],
        ["bob", "", "", "bob", "", "7"],
        ["Lovelace, Countess, Ada", "7", "", "ada", "", "5.5"],
        ["Ünal, Cyd", "", "", "cyd", "", "0"],
    ]


def test_moodle(graded: Course) -> None:
    assert exported("--format", "moodle") == [
        ["First name", "Last name", "Username", "Email address", NAME],
        ["", "", "bob", "", "7"],
        ["Ada", "Lovelace, Countess", "ada", "a@x.org", "5.5"],
        ["Cyd", "Ünal", "cyd", "", "0"],
    ]


def test_moodle_by_number_where_everyone_has_one(graded: Course) -> None:
    with graded.gradebook() as gradebook:
        for student, number in (("bob", "8"), ("cyd", "9")):
            gradebook.update_or_create_student(student, lms_user_id=number)
    header, *lines = exported("--format", "moodle")
    assert [line[header.index("ID number")] for line in lines] == ["8", "7", "9"]


def test_brightspace(graded: Course) -> None:
    assert exported("--format", "brightspace") == [
        ["OrgDefinedId", "Username", f"{NAME} Points Grade", "End-of-Line Indicator"],
        ["", "bob", "7", "#"],
        ["7", "ada", "5.5", "#"],
        ["", "cyd", "0", "#"],
    ]


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x.org")', "+1", "-1", "@SUM(A1)", "\t=1+1", "\r\n=1+1"])
@pytest.mark.parametrize(("form", "column"), [("csv", 4), ("csv", 5), ("canvas", 0), ("moodle", 0), ("moodle", 1)])
def test_no_name_is_a_formula(graded: Course, name: str, form: str, column: int) -> None:
    with graded.gradebook() as gradebook:
        gradebook.update_or_create_student("ada", first_name=name, last_name=name)
    (line,) = [line for line in exported("--format", form) if "ada" in line]
    assert line[column].startswith(f"'{name.strip()[:2]}")


def test_quotes_and_line_breaks_stay_in_their_column(graded: Course) -> None:
    with graded.gradebook() as gradebook:
        gradebook.update_or_create_student("ada", first_name='Ada "the\nfirst"', last_name="O'Hara, \u738b")
    assert ['Ada "the first"', "O'Hara, \u738b", "ada"] in [line[:3] for line in exported("--format", "moodle")]


#: What each importer asks of a file, and where that stands. A function from the lines to whom each mark is for.
def taken_by_canvas(lines: list[list[str]], users: dict[str, str]) -> dict[str, str]:
    """Source: instructure/canvas-lms, lib/gradebook_importer.rb: row_has_student_headers?, process_student."""
    header, points, *rows = lines
    assert len(header) > 3 and "Student" in header[0] and "ID" in header[1] and "Points Possible" in points[0]
    assert header[2:5] == ["SIS User ID", "SIS Login ID", "Section"]
    assert all(row[1].isdigit() or not row[1] for row in rows), "to_i would make another user's number of it"
    return {users.get(row[1]) or users[row[3]]: row[5] for row in rows}


def taken_by_moodle(lines: list[list[str]], users: dict[str, str]) -> dict[str, str]:
    """Source: moodle/moodle, grade/import/csv/classes/load_data.php: map_user_data_with_value, insert_grade_record."""
    header, *rows = lines
    assert len({*header}) == len(header) and {len(row) for row in rows} == {len(header)}
    column = header.index("Username")
    assert all(row[column] in users for row in rows), "an unknown user ends the import"
    assert all(float(row[-1]) <= 100 for row in rows)
    return {users[row[column]]: row[-1] for row in rows}


def test_canvas_gets_no_number_that_is_none(graded: Course) -> None:
    with graded.gradebook() as gradebook:
        gradebook.update_or_create_student("cyd", lms_user_id="7x")
    assert exported("--format", "canvas")[-1] == ["Ünal, Cyd", "", "", "cyd", "", "0"]


@pytest.mark.parametrize(("form", "taken"), [("canvas", taken_by_canvas), ("moodle", taken_by_moodle)])
def test_importers_give_each_mark_to_its_student(graded: Course, form: str, taken) -> None:  # noqa: ANN001
    users = {"7": "ada", "ada": "ada", "bob": "bob", "cyd": "cyd"}
    assert taken(exported("--format", form), users) == {"ada": "5.5", "bob": "7", "cyd": "0"}
    assert not Path("grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_spreadsheet_knows_the_umlauts(graded: Course) -> None:
    exported()
    assert Path("grades.csv").read_bytes().startswith(b"\xef\xbb\xbfassignment,")


@pytest.mark.parametrize(
    "listed",
    [
        "username,grade\nADA,1\ncyd,bob\n",
        "\ufeffID;Name\n7;Ada\n8;Cyd\ncyd;x\n",
        'name\temail\tno\n"A\tB"\ta@x.org\t1\nC\tcyd\tbob\n',
    ],
    ids=["by id", "by number, from a spreadsheet", "by e-mail"],
)
def test_who_has_left_the_platform_is_left_out_and_named(graded: Course, listed: str) -> None:
    Path("users.csv").write_text(listed, encoding="utf-8")
    result = run("--format", "moodle", "--participants", "users.csv")
    assert "• left out, since users.csv does not name them: bob" in result.stdout
    with Path("grades.csv").open(newline="", encoding="utf-8") as file:
        assert [line[2] for line in csv.reader(file)] == ["Username", "ada", "cyd"]


def test_a_list_of_others_is_refused(graded: Course) -> None:
    Path("users.csv").write_text("username\ndan\n")
    assert refused("--participants", "users.csv") == (
        "users.csv names none of the 3 students by id, number or e-mail address, expected the platform's list of its "
        "users: export that."
    )
    assert refused("--participants", "no.csv").startswith("no.csv cannot be read as CSV in UTF-8 (")
    Path("users.csv").write_bytes("username\ndan\n".encode("utf-16"))
    assert refused("--participants", "users.csv").startswith("users.csv cannot be read as CSV in UTF-8 (")


def test_nbgrader_runs_the_plugin(graded: Course) -> None:
    nbgrader("export", "--exporter=autograder.report.export.Canvas", "--to=theirs.csv")
    exported("--format", "canvas", "--to", "ours.csv", to="ours.csv")
    assert Path("theirs.csv").read_bytes() == Path("ours.csv").read_bytes()


def test_what_waits_for_a_person_is_said(graded: Course) -> None:
    assert run().stdout.splitlines() == [
        "wrote the marks of 3 students to grades.csv",
        f"• {NAME}: 1 answers wait for a person and count nothing yet",
    ]


def test_some_students_alone(graded: Course) -> None:
    assert [line[0] for line in exported("1", "--format", "canvas", "--student", "ada")[2:]] == [
        "Lovelace, Countess, Ada"
    ]


def test_nobody_elses_marks_can_be_read_on_the_machine(graded: Course) -> None:
    run()
    assert Path("grades.csv").stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_stays(graded: Course) -> None:
    Path("grades.csv").write_text("mine")
    assert refused() == "grades.csv is there already: move it away, or name another file with --to."
    assert Path("grades.csv").read_text() == "mine"


def test_a_student_who_is_not_there(graded: Course) -> None:
    assert refused("--student", "dan") == "The gradebook has no student dan: it has 3 others."


def test_a_folder_that_is_not_there(graded: Course) -> None:
    said = "no/grades.csv cannot be written (No such file or directory): name another file with --to."
    assert refused("--to", "no/grades.csv") == said


def test_a_gradebook_without_marks(released: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released.root)
    assert refused() == "The gradebook holds no marks to export: run `autograder grade` first."


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr.rstrip("\n")
