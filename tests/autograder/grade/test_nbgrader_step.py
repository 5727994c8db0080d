"""nbgrader's own commands, with this course's configuration: the same sandbox, the same scores."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell
from stock import autograde
from tiny_course import NAME, cell_of

from autograder import AutograderError
from autograder.author.simulate import simulate
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.folders import Course
from autograder.course.late import DAY_S
from autograder.grade.class_run import scores


def two_late(course: Course) -> None:
    """Two hand in three days late; the first of them had been given a week."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00")
    for student in ("student01", "student02"):
        (course.submitted / student / NAME / "timestamp.txt").write_text("2026-03-04 12:00:00 UTC")
    term.write(course.root, term.Term(extensions={NAME: {"student01": term.Extension(7 * DAY_S, "ill")}}))


@pytest.mark.usefixtures("sandbox")
def test_nbgrader_grades_in_the_sandbox(released: Course) -> None:
    expected = simulate(released, NAME, 2, 5, released.root)
    cheat = released.submitted / "cheat" / NAME / f"{NAME}.ipynb"
    notebook = nb.read(released.submitted / "student01" / NAME / f"{NAME}.ipynb")
    cell_of(notebook, "double").source = "def double(x):\n    return 3 * x"
    cell_of(notebook, "double_value").metadata["tags"] = [nb.SKIP]
    cell_of(notebook, "double_sign").metadata["tags"] = ["skip-execution"]
    spy = f"import os\nprint(os.path.exists({str(released.root)!r}), 'double_' + 'value' in str(globals()))"
    notebook.cells.append(new_code_cell(spy, id="spy"))
    nb.write(notebook, cheat)
    (cheat.parent / "mine.txt").symlink_to(released.root / "gradebook.db")

    two_late(released)
    for student in ("student01", "student02", "cheat"):
        released.nbgrader("autograde", NAME, student)

    recorded = {(row.student, row.test): scores(released, NAME, row.student).get(row.test) for row in expected}
    assert recorded == {(row.student, row.test): row.points for row in expected}
    assert scores(released, NAME, "cheat")["double_value"] == scores(released, NAME, "cheat")["double_sign"] == 0
    with released.gradebook() as gradebook:
        penalties = [
            gradebook.find_submission_notebook(NAME, NAME, student).late_submission_penalty
            for student in ("student01", "student02")
        ]
    assert penalties[0] is None and penalties[1] > 0, "only the first has longer"
    folder = released.autograded / "cheat" / NAME
    assert {path.name for path in folder.iterdir()} == {f"{NAME}.ipynb"}
    graded = nb.read(folder / f"{NAME}.ipynb")
    assert graded.cells[-1].outputs[0].text == "False False\n"


@pytest.mark.usefixtures("sandbox")
def test_nbgrader_takes_answers_from_a_copy_beside_the_untouched_original(released: Course) -> None:
    place = released.submitted / "ann" / NAME / f"{NAME}.ipynb"
    blank = nb.read(released.release / NAME / f"{NAME}.ipynb")
    nb.write(blank, place)
    cell_of(blank, "double").source = "def double(x):\n    return 2 * x"
    nb.write(blank, place.with_name(f"{NAME}-Copy1.ipynb"))
    released.nbgrader("autograde", NAME, "ann")
    assert {"double_value": 4.0, "double_sign": 3.0}.items() <= scores(released, NAME, "ann").items()
    assert {path.name for path in (released.autograded / "ann" / NAME).iterdir()} == {f"{NAME}.ipynb"}


@pytest.mark.usefixtures("sandbox")
def test_a_notebook_that_is_a_link_is_not_graded(released: Course) -> None:
    path = released.submitted / "cheat" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.symlink_to(released.notebook(NAME))
    with pytest.raises(AutograderError, match="cheat"):
        released.nbgrader("autograde", NAME, "cheat")


def test_stock_nbgrader_is_stock(released: Course) -> None:
    """The comparison would prove nothing if it ran our step."""
    simulate(released, NAME, 1, 1, released.root)
    path = released.submitted / "student01" / NAME / f"{NAME}.ipynb"
    notebook = nb.read(path)
    notebook.cells.append(new_code_cell("import os\nprint(os.environ['JPY_PARENT_PID'] != '')", id="kernel"))
    nb.write(notebook, path)
    autograde(released, NAME, "student01")
    graded = nb.read(released.autograded / "student01" / NAME / f"{NAME}.ipynb")
    assert graded.cells[-1].outputs[0].text == "True\n"
