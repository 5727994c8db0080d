"""Grading one submission with nbgrader, as this course configures it."""

from __future__ import annotations

from nbformat.v4 import new_code_cell
from stock import autograde
from tiny_course import NAME

from autograder.author.simulate import simulate
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grade.class_run import scores


def test_long_demonstrations_are_not_run(released: Course) -> None:
    expected = simulate(released, NAME, students=1, seed=1, into=released.root)
    path = released.submitted / "student01" / NAME / f"{NAME}.ipynb"
    submission = nb.read(path)
    demonstration = new_code_cell("print('training')", id="demonstration", metadata={"tags": [nb.SKIP]})
    submission.cells.insert(2, demonstration)
    nb.write(submission, path)

    autograde(released, NAME, "student01")

    graded = nb.read(released.root / "autograded" / "student01" / NAME / f"{NAME}.ipynb")
    outputs = {cell.id: cell.outputs for cell in graded.cells if cell.cell_type == "code"}
    assert outputs["demonstration"] == []
    assert outputs["greeting"] != []
    recorded = scores(released, NAME, "student01")
    assert {row.test: recorded.get(row.test) for row in expected} == {row.test: row.points for row in expected}
