"""Who is in a course, by the commands: real gradebook, real folders; nothing that is there is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from outcomes import outcome_of
from tiny_course import NAME
from typer.testing import Result

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import CONFIG, Course
from autograder.feedback.write import feedback
from autograder.grade.record import Recorder

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

LATE = b"2026-03-04 10:00:00 UTC"


def hand_in(course: Course, student: str, when: bytes = LATE) -> None:
    """Full marks by machine, recorded as `grade` does, and what was handed in."""
    place = course.submitted / student / NAME
    place.mkdir(parents=True)
    (place / "timestamp.txt").write_bytes(when)
    with Recorder(course) as recorder:
        outcome = outcome_of(nb.read(course.notebook(NAME)), NAME)
        recorder.record(student, NAME, [outcome], {"timestamp.txt": when}, "f")


def penalty(course: Course, student: str) -> float | None:
    with course.gradebook() as gradebook:
        return gradebook.find_submission_notebook(NAME, NAME, student).late_submission_penalty


@pytest.fixture
def told(released: Course, run: Callable[..., Result]) -> Callable[..., str]:
    """What a command says that goes well, in a course that is due on 1 March and has Ada and Bob."""
    with released.gradebook() as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Byron", email="ada@x.org", lms_user_id="7")
        gradebook.add_student("bob")
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")

    def tell(*arguments: str) -> str:
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return tell


@pytest.fixture
def refused(run: Callable[..., Result]) -> Callable[..., str]:
    def refuse(*arguments: str) -> str:
        result = run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1), result.output
        return result.stderr.rstrip("\n")

    return refuse


def known(course: Course, student: str) -> tuple[str | None, ...]:
    with course.gradebook() as gradebook:
        found = gradebook.find_student(student)
        return found.first_name, found.last_name, found.email, found.lms_user_id


def test_a_student_comes_leaves_and_comes_back(released: Course, told: Callable[..., str], refused) -> None:
    assert told("student", "add", "cyd", "--first-name", "Cyd", "--email", "c@x.org") == "added Cyd (cyd)\n"
    assert known(released, "cyd") == ("Cyd", None, "c@x.org", None)
    assert refused("student", "add", "cyd") == (
        "Cyd (cyd) is in the gradebook already: change that with `autograder student rename`."
    )
    hand_in(released, "cyd")
    assert told("student", "leave", "cyd").startswith("Cyd (cyd) left on 20")
    assert "cyd" not in Path(told("export", "--to", "a.csv") and "a.csv").read_text()
    assert (released.submitted / "cyd" / NAME).is_dir() and penalty(released, "cyd")
    assert ", is back\n" in told("student", "add", "cyd")
    told("export", "--to", "b.csv")
    assert "cyd" in Path("b.csv").read_text()


def test_who_left_is_told_and_counts_in_no_mean(released: Course, told: Callable[..., str]) -> None:
    for student in ("ada", "bob"):
        hand_in(released, student)
    told("student", "leave", "bob")
    assert "• left out, since they left: bob\n" in told("export", "--format", "canvas")
    told("report", "--into", "report.html")
    page = Path("report.html").read_text()
    assert (
        "Not counted, since they left: bob." in page
        and f'{NAME.replace("_", "_<wbr>")}</a></th><td class="n">1</td>' in page
    )


def test_nobody_leaves_if_one_is_unknown(released: Course, told: Callable[..., str], refused) -> None:
    assert refused("student", "leave", "ada", "dan").startswith("The gradebook has no student dan, of 2: ")
    assert not (released.root / term.FILE).exists()


ROSTERS = {
    "as typed": b"id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,,\ncyd,Cyd,\xc3\x9cnal,c@x.org,9\n",
    "with Excel's mark": b"\xef\xbb\xbfid;first_name;last_name;email;lms_user_id\r\nada;Ada;Lovelace;;\r\n"
    b"cyd;Cyd;\xc3\x9cnal;c@x.org;9\r\n",
    "with tabs and spaces": b" id \tfirst_name\tlast_name\temail\tlms_user_id\nada\t Ada \tLovelace\n"
    b"cyd\tCyd\t\xc3\x9cnal\tc@x.org\t9\n\n",
}


@pytest.mark.parametrize("roster", ROSTERS)
def test_a_roster(released: Course, told: Callable[..., str], roster: str) -> None:
    Path("roster.csv").write_bytes(ROSTERS[roster])
    assert told("student", "import", "roster.csv") == "roster.csv: 1 students are new, 1 were there\n"
    assert known(released, "ada") == ("Ada", "Lovelace", "ada@x.org", "7"), "what it does not say stays"
    assert known(released, "cyd") == ("Cyd", "Ünal", "c@x.org", "9")


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        ("name,email\nCyd,c@x.org\n", "has the columns name, email, expected one called id, and perhaps first_name,"),
        ("", "names nobody, expected one called id"),
        ("id,email\ncyd,c@x.org\n,d@x.org\n", "line 3: there is no id: write the name for logging in there."),
        ("id\ncyd\n../eve\n", "'../eve' is no id of a student, expected"),
        ("id\ncyd\n.hidden\n", "'.hidden' is no id of a student, expected"),
        ("id,lms_user_id\ncyd,9\ndan,9\n", "cyd and dan would have the same lms_user_id, 9: "),
        ("id,lms_user_id\ncyd,7\n", "ada and cyd would have the same lms_user_id, 7: "),
        ("id,id\ncyd,dan\n", "has several columns id: leave one of each."),
        ("id,email\ncyd,a,b\n", "line 2: there are 3 values, and 2 columns in the header: put quotes around a comma."),
        ("id,email\ncyd," + "x" * 129 + "\n", "cyd: email has 129 letters, expected at most 128: cut it."),
    ],
)
def test_a_roster_that_leaves_a_doubt_enters_nobody(
    released: Course, told: Callable[..., str], refused, roster: str, said: str
) -> None:
    Path("roster.csv").write_text(roster)
    assert said in refused("student", "import", "roster.csv")
    with released.gradebook() as gradebook:
        assert {student.id for student in gradebook.students} == {"ada", "bob"}


def test_a_roster_says_what_it_does_not_take(told: Callable[..., str]) -> None:
    told("student", "leave", "bob")
    Path("roster.csv").write_text("id,group\nbob,A\n")
    said = told("student", "import", "roster.csv")
    assert "• not taken, since the gradebook has no place for it: group\n" in said
    assert "• left before, and still counted as gone: bob; " in said


def test_a_new_name(released: Course, told: Callable[..., str]) -> None:
    said = told("student", "rename", "ada", "--last-name", "Lovelace", "--email", "")
    assert said == "Ada Byron (ada) is Ada Lovelace (ada) now\n"
    assert known(released, "ada") == ("Ada", "Lovelace", None, "7")


def test_a_new_login_takes_the_work_along(released: Course, told: Callable[..., str], refused) -> None:
    hand_in(released, "ada")
    feedback(released, NAME, ["ada"])
    told("student", "extend", "ada", NAME, "--until", "2026-03-08 12:00", "--reason", "ill")
    said = told("student", "rename", "ada", "--to", "lovelace", "--last-name", "Lovelace")
    assert said.startswith("ada is lovelace now: 3 folders and the marks moved with it\n")
    assert known(released, "lovelace") == ("Ada", "Lovelace", "ada@x.org", "7")
    steps = (released.submitted, released.autograded, released.feedback)
    assert [sorted(path.name for path in step.iterdir()) for step in steps] == [["lovelace"]] * 3
    with released.gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "lovelace").score == 7
    assert term.read(released.root).extensions[NAME].keys() == {"lovelace"}
    assert "The gradebook has no student ada" in refused("student", "rename", "ada", "--to", "ada2")


def test_a_login_that_is_not_free_is_refused(released: Course, told: Callable[..., str], refused) -> None:
    assert refused("student", "rename", "ada", "--to", "bob").startswith("bob is somebody else in the gradebook: ")
    assert "is no id of a student" in refused("student", "rename", "ada", "--to", "../bob")
    hand_in(released, "ada")
    other = released.submitted / "lovelace"
    (other / "another").mkdir(parents=True)
    assert refused("student", "rename", "ada", "--to", "lovelace") == (
        f"There is work of ada and of lovelace in {other}: move one away first."
    )
    assert (released.submitted / "ada" / NAME / "timestamp.txt").exists()


def test_a_login_that_the_exchange_would_bring_back_is_refused(
    released: Course, told: Callable[..., str], refused, tmp_path: Path
) -> None:
    inbound = tmp_path / "exchange" / "unrolled" / "inbound"
    (inbound / f"ada+{NAME}+2026-03-01 10:00:00 UTC+x").mkdir(parents=True)
    with (released.root / CONFIG).open("a") as file:
        file.write(f"\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n")
    said = refused("student", "rename", "ada", "--to", "lovelace")
    assert said.startswith(f"{inbound} holds 1 submissions of ada, which `nbgrader collect` would bring again")


def test_a_move_that_was_cut_short_goes_on(
    released: Course, told: Callable[..., str], refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(released, "ada")
    rename = Path.rename

    def full(path: Path, to: Path) -> Path:
        if path == released.autograded / "ada":
            raise OSError(28, "No space left on device", str(path))
        return rename(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", full)
        assert "cannot be moved (No space left on device)" in refused("student", "rename", "ada", "--to", "lovelace")
    assert known(released, "ada")[0] == "Ada", "the gradebook is as it was"
    told("student", "rename", "ada", "--to", "lovelace")
    assert (released.submitted / "lovelace" / NAME / "timestamp.txt").exists()
    assert (released.autograded / "lovelace" / NAME / f"{NAME}.ipynb").exists()


def test_somebody_hidden_turns_out_to_be_somebody(released: Course, told: Callable[..., str], refused) -> None:
    for student in ("Participant_4711", "Participant_4712"):
        hand_in(released, student)
    assert told("student", "rename", "Participant_4711", "--to", "ada").startswith("Participant_4711 is ada now")
    assert known(released, "ada") == ("Ada", "Byron", "ada@x.org", "7") and penalty(released, "ada")
    assert "There is work of Participant_4712 and of ada in" in refused(
        "student", "rename", "Participant_4712", "--to", "ada"
    )


def test_all_who_were_hidden_are_revealed(released: Course, told: Callable[..., str], refused) -> None:
    for student in ("Participant_101", "Participant_102", "Participant_103"):
        hand_in(released, student)
    lines = ['Identifier,"Full name","Email address"', '"Participant 101","Ada Byron",ADA@x.org']
    Path("ws.csv").write_text("\n".join([*lines, '"Participant 102","Dan Doe",dan@x.org']))
    assert told("student", "reveal", "ws.csv").splitlines() == [
        "1 of 1 hidden students go by their own ids now",
        "• Participant_102 stays: the gradebook knows nobody by what ws.csv says of that line",
    ]
    assert penalty(released, "ada") and (released.submitted / "ada" / NAME).is_dir()
    assert "says of no Participant_… of the gradebook who it is" in refused("student", "reveal", "ws.csv")
    Path("ws.csv").write_text("\n".join([*lines, '"Participant 103","Ada Byron",ada@x.org']))
    assert "• Participant_103 stays: There is work of Participant_103 and of ada in" in told(
        "student", "reveal", "ws.csv"
    )


def test_an_extension_before_anything_is_handed_in(released: Course, told: Callable[..., str], refused) -> None:
    said = told("student", "extend", "ada", "1", "--until", "2026-03-08 12:00", "--reason", "ill, note seen")
    assert said.startswith(f"ada has until 2026-03-08 12:00 UTC for {NAME}: ")
    assert refused("export") == "The gradebook holds no marks to export: run `autograder grade` first."
    for student in ("ada", "bob"):
        hand_in(released, student)
    assert (penalty(released, "ada"), penalty(released, "bob")) == (None, pytest.approx(1.4))
    with released.gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "ada").extension == timedelta(days=7)
    listed = " ".join(told("student", "list").split())
    assert "ill, note seen" in listed and "Ada Byron (ada)" in listed


def test_an_extension_afterwards_and_taken_back(released: Course, told: Callable[..., str]) -> None:
    hand_in(released, "ada")
    for until, left in (("2026-03-08 12:00", None), ("2026-03-01 12:00", pytest.approx(1.4))):
        told("student", "extend", "ada", NAME, "--until", until, "--reason", "ill")
        with Recorder(released) as recorder:
            recorder.settle("ada", NAME)
        assert penalty(released, "ada") == left


def test_the_reason_is_the_instructors(released: Course, told: Callable[..., str]) -> None:
    told("student", "extend", "ada", NAME, "--until", "2026-03-08 12:00", "--reason", "a family matter")
    hand_in(released, "ada")
    (page,) = feedback(released, NAME, ["ada"]).written
    assert (
        "Handed in on 2026-03-04 10:00 UTC, as timestamp.txt says, in time for the due date that was set for you, "
        "2026-03-08 12:00 UTC." in page.read_text()
    )
    assert "family matter" not in page.read_text()
    told("report", "--into", "report.html")
    assert "a family matter" in Path("report.html").read_text()
    told("report", "--into", "blind.html", "--blind")
    hidden = Path("blind.html").read_text()
    assert "family matter" not in hidden and "ada" not in hidden.split("<body>")[1] and "Submission #1" in hidden
    assert os.stat(released.root / term.FILE).st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        ("2026-02-28 12:00", "ill", f"{NAME} is due on 2026-03-01 12:00 UTC, and 2026-02-28 12:00 is before that"),
        ("2026-03-08 12:00", " ", "An extension needs a reason"),
        ("08/03/2026 12:00", "ill", "'08/03/2026 12:00' is a date which is not written as 2026-01-31 23:59: expected"),
        ("2026-03-08", "ill", "is a date which is not written as"),
        ("2026-10-25 02:30 Europe/Berlin", "ill", "is a date which comes twice in Europe/Berlin"),
        ("2026-03-29 02:30 Europe/Berlin", "ill", "is a date which Europe/Berlin skips"),
    ],
)
def test_an_extension_that_leaves_a_doubt(
    told: Callable[..., str], refused, until: str, reason: str, said: str
) -> None:
    assert said in refused("student", "extend", "ada", NAME, "--until", until, "--reason", reason)


def test_a_file_that_somebody_broke_is_told(released: Course, told: Callable[..., str], refused) -> None:
    for content in ("{", "[]", json.dumps({"left": ["ada"]}), json.dumps({"drop_worst": -1})):
        (released.root / term.FILE).write_text(content)
        assert f"{term.FILE} is not as a command left it (" in refused("student", "leave", "bob")
        assert (released.root / term.FILE).read_text() == content


def test_what_another_command_wrote_meanwhile_stays(released: Course) -> None:
    with pytest.raises(AutograderError, match="was written by another command meanwhile: run this again"):
        with term.changed(released) as mine:
            mine.left["ada"] = "2026-11-30"
            with term.changed(released) as others:
                others.left["bob"] = "2026-11-30"
    assert term.read(released.root).left == {"bob": "2026-11-30"}
