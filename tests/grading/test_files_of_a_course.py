"""What lies beside a notebook: modules and data, for answers and for tests, in both ways of running them."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import given, hand_in, run
from tiny_course import NAME, cell_of, tiny, write_course

from autograder.course.folders import Course

pytestmark = pytest.mark.usefixtures("sandbox")

HELPER = "from pathlib import Path\n\nTIMES = 2\n\ndef said():\n    return Path('data.txt').read_text()\n"
TEST = '''"""Checks that 3 becomes 6, by what lies beside the notebook."""
assert helper.TIMES == parts.TIMES == 2 and open("data.txt").read() == helper.said() == "two"
assert double(3.0) == 3.0 * helper.TIMES, "double(3.0) should be 6"
_ = open("data.txt", "w").write("left by a test")
_ = open("left.txt", "w").write("left by a test")
'''


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with a module, a package and data beside the notebook, released by nbgrader: our release takes none."""
    notebook = tiny()
    cell_of(notebook, "imports").source += "\nimport helper\nimport parts"
    cell_of(notebook, "double_value").source = TEST
    course = write_course(tmp_path, notebook)
    beside = course.source / NAME
    (beside / "parts").mkdir()
    (beside / "parts" / "__init__.py").write_text("from helper import TIMES\n")
    (beside / "helper.py").write_text(HELPER)
    (beside / "data.txt").write_text("two")
    course.nbgrader("generate_assignment", NAME)
    return course


@pytest.mark.parametrize("way", ["apart", "--tests-in-student-process"])
def test_they_are_found_and_stay_as_they_are(course: Course, way: str) -> None:
    hand_in(course, "right", "return helper.TIMES * x")
    hand_in(course, "own", "from mine import times\nreturn times(x)")
    (course.submitted / "own" / NAME / "mine.py").write_text("def times(x):\n    return x + x\n")
    shadows = hand_in(course, "shadows", "return helper.TIMES * x").parent
    (shadows / "helper.py").write_text("TIMES = 5\n")
    (shadows / "random.py").write_text("raise RuntimeError\n")
    (shadows / "data.txt").write_text("five")
    before = sorted(course.source.rglob("*"))

    done = run(course, "grade", "--jobs", "2", *([] if way == "apart" else [way]))
    assert done.returncode == 0, done.stdout + done.stderr
    everything = {"double_value": 4.0, "double_sign": 3.0}
    assert given(course) == {"right": everything, "own": everything, "shadows": everything}
    assert sorted(course.source.rglob("*")) == before and not list(course.root.rglob("left.txt"))
    assert (course.source / NAME / "data.txt").read_text() == "two"
