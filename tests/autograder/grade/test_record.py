"""Recording, compared row by row with what nbgrader's own autograde leaves."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from outcomes import outcome_of
from rows import rows
from stock import autograde
from tiny_course import NAME, cell_of

from autograder import AutograderError
from autograder.author.simulate import simulate
from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.course.gradebook import Change
from autograder.grade.record import Recorder
from autograder.grading.submission import Outcome

LATE = "2026-03-02 10:00:00.000000 UTC"


def execute(course: Course, statement: str, *values: object) -> None:
    with sqlite3.connect(course.root / "gradebook.db") as db:
        assert db.execute(statement, values).rowcount
    db.close()


@pytest.fixture
def files(released: Course) -> dict[str, bytes]:
    """A late submission of student01, in the course and as data."""
    simulate(released, NAME, 1, 1, released.root)
    place = released.submitted / "student01" / NAME
    (place / "timestamp.txt").write_text(LATE)
    return {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.fixture
def outcome(released: Course) -> Outcome:
    """All points, as far as a machine can tell."""
    scores = {"double_value": 4.0, "double_sign": 3.0, "why": None}
    return Outcome(NAME, nb.read(released.notebook(NAME)), scores, [], 0.1)


ZERO = """
c.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"
c.LateSubmissionPlugin.penalty_method = "zero"
"""


@pytest.fixture(params=[("", 0.1), (ZERO, 1)], ids=["the course's rule", "nbgrader's"])
def due(released: Course, request: pytest.FixtureRequest) -> float:
    """A day that all submissions miss, and a plugin that punishes; the share of the points that it takes."""
    rule, share = request.param
    execute(released, "update assignment set duedate = '2026-03-01 00:00:00.000000'")
    with (released.root / CONFIG).open("a") as file:
        file.write(rule)
    return share


def autograded(course: Course) -> Path:
    return course.autograded / "student01" / NAME


def test_the_gradebook_is_as_nbgrader_leaves_it(
    released: Course, due: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    simulate(released, NAME, 3, 1, released.root)
    for student in ("student01", "student02"):
        (released.submitted / student / NAME / "timestamp.txt").write_text(LATE)
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(released.root, other, dirs_exist_ok=True)
    theirs, ours = Course.at(released.root), Course.at(other)
    for student in ("student01", "student02", "student03"):
        autograde(theirs, NAME, student)

    with Recorder(ours) as recorder:
        for student in ("student01", "student02", "student03"):
            graded = nb.read(theirs.autograded / student / NAME / f"{NAME}.ipynb")
            stamp = ours.submitted / student / NAME / "timestamp.txt"
            files = {stamp.name: stamp.read_bytes()} if stamp.exists() else {}
            assert recorder.record(student, NAME, [outcome_of(graded, NAME)], files, "f") == []

    assert rows(ours) == rows(theirs)
    assert {row[5] for row in rows(ours)["submissions"]} > {None}  # the late ones lost something
    assert "No response." in {row[3] for row in rows(ours)["comments"]}
    for place in (theirs.autograded, ours.autograded):
        files = {str(path.relative_to(place)): path.stat().st_mode for path in place.rglob("*")}
        assert files == {str(p.relative_to(theirs.autograded)): p.stat().st_mode for p in theirs.autograded.rglob("*")}


def test_a_regrade_keeps_what_a_person_gave(released: Course, files: dict[str, bytes], outcome: Outcome) -> None:
    with Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], files, "f")
        by_hand = "update grade set manual_score = ?, extra_credit = 1, needs_manual_grade = 0 where cell_id in"
        execute(released, f"{by_hand} (select id from base_cell where name = ?)", 2.5, "why")
        execute(released, f"{by_hand} (select id from base_cell where name = ?)", 1.0, "double_sign")
        execute(released, "update comment set manual_comment = 'look again'")
        before = rows(released)
        scores = {**outcome.scores, "double_value": 0.0, "double_sign": 0.0}
        changes = recorder.record("student01", NAME, [replace(outcome, scores=scores)], files, "g")
        assert recorder.done("student01", NAME) == "g"
    assert {change.cell: change for change in changes} == {
        "double_value": Change(NAME, "double_value", 4.0, 0.0, None),
        "double_sign": Change(NAME, "double_sign", 3.0, 0.0, 1.0),
    }
    after = rows(released)
    assert after["comments"] == before["comments"]
    grades = {row[2]: row[3:] for row in after["grades"]}
    assert grades == {"double_value": (0, None, None, 0), "double_sign": (0, 1, 1, 1), "why": (None, 2.5, 1, 1)}


def test_points_by_hand_are_late_too(released: Course, due: float, files: dict[str, bytes], outcome: Outcome) -> None:
    course = Course.at(released.root)
    with Recorder(course) as recorder:
        recorder.record("student01", NAME, [outcome], files, "f")
        assert recorder.settle("student01", NAME) == []
        where = "where cell_id = (select id from base_cell where name = 'why')"
        execute(course, f"update grade set manual_score = 2.5, needs_manual_grade = 0 {where}")
        assert recorder.settle("student01", NAME) == [pytest.approx((7 * due, 9.5 * due))]
        execute(course, "update assignment set duedate = '2026-03-09 00:00:00.000000'")
    with Recorder(course) as recorder:
        assert recorder.settle("student01", NAME) == [pytest.approx((9.5 * due, 0))]
    assert {row[5] for row in rows(course)["submissions"]} == {None}


@pytest.mark.parametrize("secret", [b"0123456789abcdef" * 8, b"\xff" * 128, b"", b"../gradebook.db"])
def test_a_secret_that_is_none_is_left(
    released: Course, files: dict[str, bytes], outcome: Outcome, secret: bytes
) -> None:
    with Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], {**files, "submission_secret.txt": secret}, "f")
    path = autograded(released) / "submission_secret.txt"
    assert (path.read_bytes() if path.exists() else None) == (secret if secret.isalnum() else None)


def test_a_missing_notebook_gets_nothing(released: Course, outcome: Outcome) -> None:
    with Recorder(released) as recorder:
        assert recorder.record("ann", NAME, [replace(outcome, notebook=None)], {}, "f") == []
        assert recorder.done("ann", NAME) is None
    assert {row[2:] for row in rows(released)["grades"]} == {
        (cell, 0, None, None, 0) for cell in ("double_value", "double_sign", "why")
    }


def test_only_notebooks_and_the_time_reach_the_autograded_folder(
    released: Course, files: dict[str, bytes], outcome: Outcome
) -> None:
    outcome.notebook.metadata["autograder"] = {"files": ["data.csv"]}
    cell_of(outcome.notebook, "greeting").source = "print('a surrogate: \ud800, a letter: é')"
    with Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], {**files, "secret.html": b"<script>", "sub/a.py": b""}, "f")
    assert {path.name for path in autograded(released).iterdir()} == {f"{NAME}.ipynb", "timestamp.txt"}
    written = nb.read(autograded(released) / f"{NAME}.ipynb")
    noted = {"fingerprint": "f", "seconds": 0.1, "remarks": []}
    assert written.metadata.autograder == {"files": ["data.csv"], **noted}
    assert written.cells == outcome.notebook.cells
    assert "fingerprint" not in outcome.notebook.metadata.autograder


@pytest.mark.parametrize("killed_at", ["gradebook", "moved away"])
def test_killed_and_run_again_the_end_is_the_same(
    released: Course,
    files: dict[str, bytes],
    outcome: Outcome,
    killed_at: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], files, "f")
    scores = {**outcome.scores, "double_value": 1.0}
    again = replace(outcome, scores=scores)
    real = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if killed_at == "moved away" and target.name.endswith(".old"):
            return real(self, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt), Recorder(released) as recorder:
        patch.setattr(Path, "rename", killed)
        recorder.record("student01", NAME, [again], files, "g")
    with Recorder(released) as recorder:
        assert recorder.done("student01", NAME) == {"gradebook": "f", "moved away": None}[killed_at]
        recorder.record("student01", NAME, [again], files, "g")
        assert recorder.done("student01", NAME) == "g"
    assert {row[2]: row[3] for row in rows(released)["grades"]}["double_value"] == 1.0
    assert [path.name for path in autograded(released).parent.iterdir()] == [NAME]


def test_nothing_is_recorded_of_a_submission_that_fails_half_way(
    released: Course, files: dict[str, bytes], outcome: Outcome, due: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(released)
    course = Course.at(released.root)
    with Recorder(course) as recorder:
        monkeypatch.setattr(recorder._late, "init_plugin", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            recorder.record("student01", NAME, [outcome], files, "f")
    assert rows(released) == before
    assert not autograded(released).exists()


def test_done_asks_the_gradebook_too(released: Course, files: dict[str, bytes], outcome: Outcome) -> None:
    with Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], files, "f")
        assert recorder.done("student02", NAME) is None
        execute(released, "delete from submitted_assignment")
        assert recorder.done("student01", NAME) is None


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("delete from assignment", f"knows nothing of {NAME}: run `autograder release {NAME}` and grade again"),
        ("delete from notebook", f"knows nothing of {NAME}: run `autograder release {NAME}` and grade again"),
        ("delete from base_cell", f"knows other graded cells than the source of {NAME}: run `autograder release"),
        ("alter table grade drop column extra_credit", "other version of nbgrader .*: back it up and run `nbgrader db"),
    ],
)
def test_a_gradebook_that_cannot_take_it(
    released: Course, files: dict[str, bytes], outcome: Outcome, statement: str, expected: str
) -> None:
    with sqlite3.connect(released.root / "gradebook.db") as db:
        db.execute(statement)
    db.close()
    with pytest.raises(AutograderError, match=expected), Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], files, "f")


def test_a_locked_gradebook(released: Course, files: dict[str, bytes], outcome: Outcome) -> None:
    released.config.CourseDirectory.db_url = f"{released.gradebook_url}?timeout=0.1"
    with Recorder(released) as recorder:
        with sqlite3.connect(released.root / "gradebook.db") as db:
            db.execute("begin exclusive")
            with pytest.raises(AutograderError, match="is locked by another program: let it finish or close it"):
                recorder.record("student01", NAME, [outcome], files, "f")
        db.close()
        recorder.record("student01", NAME, [outcome], files, "f")


def test_a_full_disk(
    released: Course, files: dict[str, bytes], outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    with Recorder(released) as recorder, pytest.raises(AutograderError, match="No space left on device"):
        recorder.record("student01", NAME, [outcome], files, "f")


def test_a_gradebook_that_is_none(released: Course) -> None:
    (released.root / "gradebook.db").write_text("this is no database at all, however long it may be")
    with pytest.raises(AutograderError, match="cannot be used .file is not a database"), Recorder(released):
        pass


@pytest.mark.parametrize("said", [b"soon", b"2026-03-02 10:00:00 CST"])
def test_a_time_in_doubt_makes_nobody_late(released: Course, due: float, outcome: Outcome, said: bytes) -> None:
    with Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], {"timestamp.txt": said}, "f")
    ((_, _, timestamp, _, _, penalty, _),) = rows(released)["submissions"]
    assert timestamp is None and penalty is None


def test_students_are_made_unless_the_course_says_otherwise(
    released: Course, files: dict[str, bytes], outcome: Outcome
) -> None:
    released.config.Autograde.create_student = False
    with Recorder(released) as recorder:
        with pytest.raises(AutograderError, match="no student student01: run `nbgrader db student add student01`"):
            recorder.record("student01", NAME, [outcome], files, "f")
    with Gradebook(released.gradebook_url, "unrolled") as gradebook:
        gradebook.add_student("student01")
    with Recorder(released) as recorder:
        recorder.record("student01", NAME, [outcome], files, "f")
