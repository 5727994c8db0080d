"""A test that was wrong, withdrawn after hand-in: no point, no remark and no page goes by it, and it can come back."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from rows import rows
from running import configure, hand_in, run
from tiny_course import NAME, cell_of, write_bank
from typer.testing import CliRunner, Result

from autograder.author.release import release
from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course.folders import Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

#: What students answer, and have for double_value and double_sign together, of 4 and 3; due is late by four days.
CLASS = {
    "ann": ("return 2 * abs(x)", 4),
    "bo": ("return x + x", 7),
    "cy": ("return x + 3", 0),
    "due": ("return 2 * abs(x)", 4),
}
LATE = 0.2
SAID = "This test was withdrawn: everybody who handed in has its 3 points."


@pytest.fixture(scope="module")
def graded_once(released_once: Path, sandbox: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("withdrawn") / "course"
    shutil.copytree(released_once, root)
    course = Course.at(root)
    write_bank(course)
    configure(course, "c.LatePenalty.days_of_grace = 2", "c.LatePenalty.percent_per_day = 10")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")
        gradebook.add_student("eve")
    for student, (body, _) in CLASS.items():
        path = hand_in(course, student, body)
        day = "2026-03-05" if student == "due" else "2026-02-28"
        path.with_name("timestamp.txt").write_text(f"{day} 11:00:00 UTC")
    assert run(course, "grade").returncode == 0
    return root


@pytest.fixture
def graded(graded_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    root = tmp_path / "Übung"
    shutil.copytree(graded_once, root)
    monkeypatch.chdir(root)
    return Course.at(root)


def do(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str) -> Result:
    result = CliRunner().invoke(app, words)
    assert result.exit_code, result.output
    return result


def nbgraders(course: Course) -> dict[str, tuple[float, float]]:
    """Mark and maximum of each student, as nbgrader's own pages and exports read them."""
    with course.gradebook() as gradebook:
        found = {each.student.id: each for each in gradebook.assignment_submissions(NAME)}
        penalties = {id: sum(n.late_submission_penalty or 0 for n in each.notebooks) for id, each in found.items()}
        return {id: (each.score - penalties[id], each.max_score) for id, each in found.items()}


def exported(course: Course, name: str) -> dict[str, tuple[float, float]]:
    do("export", "--to", name)
    with (course.root / name).open(encoding="utf-8-sig") as file:
        return {line["student_id"]: (float(line["score"]), float(line["max_score"])) for line in csv.DictReader(file)}


def text(path: Path) -> str:
    return " ".join(re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]+>", " ", path.read_text(), flags=re.S).split())


def page(course: Course, student: str) -> str:
    return text(course.feedback / student / NAME / f"{NAME}.html")


def by_hand(course: Course, student: str, test: str, score: float) -> None:
    with course.gradebook() as gradebook:
        gradebook.find_grade(test, NAME, NAME, student).manual_score = score
        gradebook.db.commit()


def checksum(course: Course) -> str:
    with course.gradebook() as gradebook:
        return str(gradebook.find_source_cell("double_sign", NAME, NAME).checksum)


def test_everybody_has_its_points_until_it_is_taken_back(graded: Course) -> None:
    before, marks = rows(graded), nbgraders(graded)
    assert marks == {id: (pytest.approx(have * (1 - LATE * (id == "due"))), 10) for id, (_, have) in CLASS.items()}
    do("feedback")
    assert "drops the sign" in page(graded, "ann")

    said = do("withdraw", "01", "double_sign")
    assert f"{NAME}, double_sign: {SAID}" in said
    assert "3 of 4 marks change\n  ann: 4 → 7\n  cy: 0 → 3\n  due: 3.2 → 5.6\n• nothing changes for bo\n" in said
    now = {"ann": (7, 10), "bo": (7, 10), "cy": (3, 10), "due": (pytest.approx(5.6), 10)}
    assert nbgraders(graded) == now
    assert exported(graded, "marks.csv") == {**now, "eve": (0, 10)}

    do("feedback")
    ann, cy = page(graded, "ann"), page(graded, "cy")
    assert re.search(r"7 of 10 points .*Exercise 1 · double 7 of 7", ann)
    assert ann.count(SAID) == 2  # above all, and in the test's cell
    assert not re.search("keep the sign.*keep the sign|drops the sign|known mistake", ann), "what the test shows is all"
    assert (
        "adds 3" in cy
        and "failed: AssertionError: wrong on a number" in cy
        and "should be -2: keep" not in cy.split("Seen:")[1].split("Read")[0]
    )
    do("report", "--into", "report.html")
    report = text(graded.root / "report.html")
    assert f"double_sign : {SAID}" in report and "drops the sign" not in report and "adds 3 1" in report
    assert "Exercise 1 · double 7 86 %" in report  # (7 + 7 + 3 + 7) / 28

    after = rows(graded)
    for words in (["grade"], ["grade", "--regrade"]):
        done = run(graded, *words)
        assert done.returncode == 0, done.stderr
        assert "→" not in done.stdout, "nothing is new"
    assert rows(graded) == after

    said = do("withdraw", "01", "double_sign", "--undo")
    assert "double_sign: This test counts again, for 3 points." in said and "  due: 5.6 → 3.2" in said
    assert rows(graded) == before
    do("feedback")
    assert "drops the sign" in page(graded, "ann") and "withdrawn" not in page(graded, "ann")


def test_its_points_leave_the_total(graded: Course) -> None:
    before, signed = rows(graded), checksum(graded)
    said = do("withdraw", "01", "double_sign", "--out-of-total")
    assert "• its total is 7 points, no longer 10\n" in said
    assert "1 of 4 marks change\n  bo: 7 → 4\n• nothing changes for ann, cy, due\n" in said
    now = {"ann": (4, 7), "bo": (4, 7), "cy": (0, 7), "due": (pytest.approx(3.2), 7)}
    assert nbgraders(graded) == now
    assert exported(graded, "marks.csv") == {**now, "eve": (0, 7)}
    do("feedback")
    assert re.search(r"4 of 7 points .*Exercise 1 · double 4 of 4", page(graded, "ann"))
    assert page(graded, "ann").count("This test was withdrawn: its 3 points left the total, for everybody.") == 2
    do("report", "--into", "report.html")
    assert "Exercise 1 · double 4 75 %" in text(graded.root / "report.html")

    # nbgrader's own autograde, and formgrader's button, go by it.
    graded.nbgrader("autograde", NAME, "bo")
    assert nbgraders(graded) == now
    # So does its own feedback.
    (graded.feedback / "bo" / NAME / f"{NAME}.html").unlink()
    graded.nbgrader("generate_feedback", NAME, "bo")
    assert page(graded, "bo").count("This test was withdrawn: its 3 points left the total") == 2
    assert do("withdraw", "01", "double_sign").count("→") == 4  # the other way now
    graded.nbgrader("autograde", NAME, "ann")
    assert nbgraders(graded)["ann"] == (7, 10)
    do("withdraw", "01", "double_sign", "--undo")
    assert (rows(graded), checksum(graded)) == (before, signed)


def test_what_a_person_gave_stays_and_comes_back(graded: Course) -> None:
    by_hand(graded, "ann", "why", 2.5)
    by_hand(graded, "ann", "double_sign", 1.0)
    before = rows(graded)
    do("withdraw", "01", "double_sign")
    assert nbgraders(graded)["ann"] == (9.5, 10)
    do("withdraw", "01", "double_sign", "--out-of-total")
    assert nbgraders(graded)["ann"] == (6.5, 7)
    do("withdraw", "01", "double_sign", "--undo")
    assert rows(graded)["grades"] == before["grades"]

    do("withdraw", "01", "double_sign")
    said = do("release", "01")
    assert f"• {NAME}: withdrawn until now, and counting again: double_sign" in said
    done = run(graded, "grade")
    assert "bo" not in done.stdout and "ann: double_sign 3 → 0, but 1 given by hand stands" in done.stdout, done.stdout
    assert nbgraders(graded)["ann"] == (7.5, 10)
    assert (
        "is not withdrawn; of its tests, withdrawn: none." in refused("withdraw", "01", "double_sign", "--undo").stderr
    )


def test_one_that_all_fail_or_nobody_can_fail_stops_no_grading(graded: Course) -> None:
    source = nb.read(graded.notebook(NAME))
    cell_of(source, "double_value").source = '"""Checks nothing."""\nassert True'
    cell_of(source, "double_sign").source = '"""Checks nothing."""\nassert unheard_of'
    nb.write(source, graded.notebook(NAME))
    with graded.gradebook() as gradebook:
        for student in CLASS:
            gradebook.remove_submission(NAME, student)
    shutil.rmtree(graded.autograded)
    release(graded, NAME)
    assert "it uses unheard_of" in run(graded, "grade").stderr
    assert "• nobody is graded yet" in do("withdraw", "01", "double_sign")
    assert "an untouched release earns 4 of 4" in run(graded, "grade").stderr
    do("withdraw", "01", "double_value", "--out-of-total")
    done = run(graded, "grade")
    assert done.returncode == 0, done.stderr
    assert f"• {NAME}: withdrawn, whatever they give: double_value, double_sign" in done.stdout
    assert nbgraders(graded) == {id: (pytest.approx(3 * (1 - LATE * (id == "due"))), 6) for id in CLASS}


def test_what_cannot_be_withdrawn_or_not_from_everybody(graded: Course) -> None:
    before = rows(graded)
    there = f"in {NAME}; there are: double_value, double_sign."
    assert refused("withdraw", "01", "sign").stderr == f"There is no test sign {there}\n"
    assert refused("withdraw", "01", "why").stderr == f"There is no test why {there}\n"
    both = refused("withdraw", "01", "double_sign", "--undo", "--out-of-total")
    assert both.exit_code == 2 and "say one of the two" in both.stderr
    assert rows(graded) == before
    shutil.rmtree(graded.autograded / "cy" / NAME)
    lost = CliRunner().invoke(app, ["withdraw", "01", "double_sign"])
    assert "cy: no graded notebook says what the test gave: grade it again" in lost.stderr
    assert {id: mark for id, (mark, _) in nbgraders(graded).items() if id != "due"} == {"ann": 7, "bo": 7, "cy": 0}
    shutil.rmtree(graded.root / "plans")
    shutil.copy(graded.notebook(NAME), graded.source / NAME / "other.ipynb")
    said = refused("withdraw", "01", "double_sign").stderr
    assert said == f"{NAME} has 2 tests of the name double_sign: say {NAME}/double_sign or other/double_sign.\n"
