"""What a page shows below a cell."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import pytest
from nbformat.v4 import new_code_cell, new_output
from PIL import Image
from tiny_course import graded

from autograder import AutograderError
from autograder.course.kernel import CellRun
from website.outputs import shown

ERROR = new_output("error", ename="NotImplementedError", evalue="TODO", traceback=["a frame"])
TEST = graded('"""It doubles."""\nassert double(2) == 4', "double_two", grade=True, solution=False, points=1)


def test_what_is_printed_stays(tmp_path):
    printed = new_output("stream", name="stdout", text="0.462\n")
    assert shown(CellRun(None, (printed,), 1), new_code_cell(), tmp_path, "cell 1") == [printed]


@pytest.mark.parametrize(("cell", "said"), [(TEST, "this test passes once"), (new_code_cell(), "this runs once")])
def test_an_exercise_that_is_not_done_is_one_line(tmp_path, cell, said):
    (line,) = shown(CellRun("NotImplementedError: TODO", (ERROR,), 1), cell, tmp_path, "cell 1")
    assert said in line.data["text/html"]


def test_any_other_error_is_one_to_mend(tmp_path):
    with pytest.raises(AutograderError, match="cell 1 fails with NameError: x, expected it to run"):
        shown(CellRun("NameError: x", (), 1), new_code_cell(), tmp_path, "cell 1")


def test_a_picture_is_a_file_with_its_description(tmp_path):
    png = BytesIO()
    Image.new("RGB", (80, 40), "white").save(png, "png")
    data, about = {"image/png": b64encode(png.getvalue()).decode()}, {"image/png": {"alt": 'h_t is "up"'}}
    drawn = new_output("display_data", data=data, metadata=about)
    (output,) = shown(CellRun(None, (drawn,), 1), new_code_cell(), tmp_path, "cell 1")
    (file,) = tmp_path.iterdir()
    html = output.data["text/html"]
    assert file.name in html
    assert 'alt="h_t is &quot;up&quot;"' in html
    assert 'width="40" height="20"' in html, "as large as in a notebook, twice as sharp"


def test_progress_bars_leave_nothing(tmp_path):
    view = "application/vnd.jupyter.widget-view+json"
    bar = new_output("display_data", data={view: {"model_id": "1"}, "text/plain": "HBox(children=(…"})
    assert shown(CellRun(None, (bar,), 1), new_code_cell(), tmp_path, "cell 1") == []
