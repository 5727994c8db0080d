"""The whole way with real nbgrader: release, hand in, grade, feedback, report."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_course import NAME

from autograder import AutograderError
from autograder.course.folders import Course
from autograder.demo import STAMP, demo
from autograder.grade.class_run import scores


def test_nbgrader_gives_what_answers_deserve(course: Course) -> None:
    told: list[str] = []
    result = demo(
        course, course.root / "build" / "demo", 3, lambda done, total, what: told.append(f"{done}/{total} {what}")
    )
    assert result.differences() == []
    assert len(result.expected) == 9
    assert {(row.answer, row.points) for row in result.expected if row.test == "why"} >= {("the solution", None)}
    assert len({row.answer for row in result.expected}) > 1
    assert scores(result.course, NAME, "student01").keys() >= {"double_value", "double_sign"}
    assert [page.parent.parent.name for page in result.pages] == ["student01", "student02", "student03"]
    assert all(page.is_file() for page in result.pages)
    assert told[0].startswith("0/9 known mistakes")
    assert f"1/9 releasing {NAME}" in told
    assert any(each.startswith(f"5/9 feedback on {NAME}") for each in told)
    assert told[-1] == f"8/9 report on {NAME}"
    assert [path.relative_to(result.course.root) for path in result.reports] == [Path("reports", f"{NAME}.html")]
    assert "How the class did" in result.reports[0].read_text()

    row = result.expected[0]
    result.recorded[row.student, row.assignment, row.test] = 99.0
    (difference,) = result.differences()
    assert difference.startswith(f"student01, {NAME}, double_value (")
    assert difference.endswith(f": the gradebook has 99.0, expected {row.points:g}")

    result.recorded[row.student, row.assignment, row.test] = row.points
    written = next(row for row in result.expected if row.points is None)
    result.recorded[written.student, NAME, "why"] = 3.0
    (difference,) = result.differences()
    assert difference.endswith("the gradebook has 3.0, expected none before a person gives one")


def test_only_a_folder_of_its_own_is_deleted(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "build" / "demo"
    folder.mkdir(parents=True)
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(AutograderError, match="was not made by `autograder demo`: move it away"):
        demo(course, folder, 1, lambda *args: None)
    assert (folder / "thesis.txt").exists() and not (folder / STAMP).exists()
