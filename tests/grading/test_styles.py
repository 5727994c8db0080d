"""Tests as other courses write them: graded to nbgrader's scores, or refused before anybody is graded, never 0."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from rows import rows
from running import configure, run
from stock import autograde
from styles import FIT, UNFIT, Style
from tiny_course import graded

from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

IMPORTS = "import numpy as np\nimport pandas as pd\nimport torch"
CONFIGURED = "c = get_config()\nc.CourseDirectory.course_id = 'styles'\n"


def write(course: Course, name: str, styles: Mapping[str, Style], imports: str = "") -> None:
    """An assignment with an exercise for each style."""
    cells = [new_code_cell(imports, id="imports")]
    for style, of in styles.items():
        solution = f"### BEGIN SOLUTION\n{of.right}\n### END SOLUTION"
        cells += [new_code_cell(of.given, id=f"{style}_given")] if of.given else []
        cells.append(graded(solution, f"{style}_answer", grade=False, solution=True))
        cells.append(graded(of.test, style, grade=True, solution=False, points=1))
    nb.write(new_notebook(cells=cells, metadata=KERNEL), course.source / name / f"{name}.ipynb")


KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def hand_in(course: Course, name: str, student: str, styles: Mapping[str, Style]) -> None:
    """The release with the answers that are called as the student is: "right", "wrong"; else it stays untouched."""
    notebook = nb.read(course.release / name / f"{name}.ipynb")
    for cell in notebook.cells:
        style = styles.get(nb.grade_id(cell).removesuffix("_answer"))
        if style and nb.grade_id(cell).endswith("_answer"):
            cell.source = getattr(style, student, cell.source)
    nb.write(notebook, course.submitted / student / name / f"{name}.ipynb")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of both kinds of styles, released by nbgrader, with what students handed in."""
    root = tmp_path_factory.mktemp("styles")
    (root / CONFIG).write_text(CONFIGURED)
    course = Course.at(root)
    for name, styles in (("fit", FIT), ("unfit", UNFIT)):
        write(course, name, styles, IMPORTS)
        course.nbgrader("generate_assignment", name)
        for student in ("right", "wrong", "untouched"):
            hand_in(course, name, student, styles)
    return course


@pytest.fixture(scope="module")
def nbgraders(handed_in: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], float]:
    """What nbgrader gives, by student and style."""
    course = Course.at(shutil.copytree(handed_in.root, tmp_path_factory.mktemp("theirs") / "course"))
    for student in ("right", "wrong", "untouched"):
        for name in ("fit", "unfit"):
            autograde(course, name, student)
    return given(course)


def given(course: Course) -> dict[tuple[str, str], float]:
    """What the gradebook gives, by student and style."""
    return {(student, style): score for student, _, style, score, *_ in rows(course)["grades"]}


def test_fit_styles_are_graded_as_nbgrader_does_and_unfit_ones_are_refused(
    handed_in: Course, nbgraders: dict[tuple[str, str], float], tmp_path: Path
) -> None:
    course = Course.at(shutil.copytree(handed_in.root, tmp_path / "course"))
    done = run(course, "grade", "unfit", "fit")
    assert done.returncode == 1
    assert given(course) == {key: score for key, score in nbgraders.items() if key[1] in FIT}
    assert all(score == 1 for (student, _), score in given(course).items() if student == "right")
    assert all(score < 1 for (student, _), score in given(course).items() if student != "right")
    for style in UNFIT:
        (line,) = [line for line in done.stderr.splitlines() if f"unfit, test {style}:" in line]
        assert "the source's own answer earns 0 of 1 in it" in line and f'c.Autograder.together = ["{style}"]' in line


def test_single_tests_run_where_the_answers_do(
    handed_in: Course, nbgraders: dict[tuple[str, str], float], tmp_path: Path
) -> None:
    course = Course.at(shutil.copytree(handed_in.root, tmp_path / "course"))
    configure(course, f"c.Autograder.together = {[*UNFIT]}")
    done = run(course, "grade", "unfit")
    assert done.returncode == 0, done.stdout + done.stderr
    assert given(course) == {key: score for key, score in nbgraders.items() if key[1] in UNFIT}


def test_what_the_settings_may_not_be(handed_in: Course, tmp_path: Path) -> None:
    course = Course.at(shutil.copytree(handed_in.root, tmp_path / "course"))
    configure(course, "c.Autograder.together = 'fit'")
    done = run(course, "grade", "fit")
    assert done.returncode == 1
    assert done.stderr == "c.Autograder.together is 'fit', expected a list of tests' ids: correct it.\n"


def test_a_test_that_an_untouched_release_passes_is_refused_and_no_other(handed_in: Course, tmp_path: Path) -> None:
    course = Course.at(shutil.copytree(handed_in.root, tmp_path / "course"))
    write(course, "loose", {"loose": Style("x = 1", "x = 2", "assert True")})
    course.nbgrader("generate_assignment", "loose")
    hand_in(course, "loose", "right", {})
    done = run(course, "grade", "loose")
    assert done.returncode == 1
    assert "loose, test loose: an untouched release earns 1 of 1 in it: let it fail where the answer is" in done.stderr
    assert not course.autograded.exists()


def test_a_source_that_fails_its_own_test_is_refused_until_it_is_mended(handed_in: Course, tmp_path: Path) -> None:
    course = Course.at(shutil.copytree(handed_in.root, tmp_path / "course"))
    style = Style("def one():\n    return 2", "", "assert one() == 1, 'one is 1'")
    write(course, "broken", {"one": style})
    course.nbgrader("generate_assignment", "broken")
    hand_in(course, "broken", "right", {"one": style})
    done = run(course, "grade", "broken")
    assert done.returncode == 1
    assert "test one: the source's own answer earns 0 of 1 in it (AssertionError: one is 1): mend the" in done.stderr
    write(course, "broken", {"one": Style("def one():\n    return 1", "", style.test)})
    assert run(course, "grade", "broken").returncode == 0
    assert given(course) == {("right", "one"): 0}


def test_a_notebook_for_another_kernel_is_refused_by_name(handed_in: Course, tmp_path: Path) -> None:
    course = Course.at(shutil.copytree(handed_in.root, tmp_path / "course"))
    write(course, "java", {"one": Style("int one = 1;", "", "assert one == 1;")})
    notebook = nb.read(course.notebook("java"))
    notebook.metadata = {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}
    nb.write(notebook, course.notebook("java"))
    (course.submitted / "right" / "java").mkdir()
    done = run(course, "grade", "java", "fit", "--student", "right")
    assert done.returncode == 1
    assert "java, java.ipynb is in java, expected Python" in done.stderr
    assert {student for student, _ in given(course)} == {"right"}


def test_a_last_line_that_should_be_a_number_and_is_none_earns_nothing(handed_in: Course, tmp_path: Path) -> None:
    course = Course.at(shutil.copytree(handed_in.root, tmp_path / "course"))
    style = Style("def part(x):\n    return 1.0", "def part(x):\n    return [x]", "part(2)")
    styles = {
        "apart": style,
        "beside": Style("def other(x):\n    return 1.0", "def other(x):\n    return [x]", "other(2)"),
    }
    configure(course, "c.Autograder.together = ['beside']")
    write(course, "numbers", styles)
    course.nbgrader("generate_assignment", "numbers")
    for student in ("right", "wrong"):
        hand_in(course, "numbers", student, styles)
    assert run(course, "grade", "numbers").returncode == 0
    assert given(course) == {
        ("right", "apart"): 1,
        ("right", "beside"): 1,
        ("wrong", "apart"): 0,
        ("wrong", "beside"): 0,
    }
    shown = (course.autograded / "wrong" / "numbers" / "numbers.ipynb").read_text()
    assert shown.count("no number with this answer, expected one from 0 to 1") >= 2
