"""What platforms hand over, as they hand it over, into `submitted/`; nothing that is there is lost."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_course import NAME
from typer.testing import CliRunner, Result

from autograder import notebook as nb
from autograder.cli import app
from autograder.course import Course

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def enrolled(released: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course whose gradebook knows three students, two of them of one name."""
    monkeypatch.chdir(released.root)
    with released.gradebook() as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", lms_user_id="4711")
        gradebook.add_student("zoe", first_name="Zoë", last_name="van der Berg")
        gradebook.add_student("max1", first_name="Max", last_name="Doe", lms_user_id="1")
        gradebook.add_student("max2", first_name="Max", last_name="Doe", lms_user_id="2")
    Path("in").mkdir()
    return released


@pytest.fixture
def answer(enrolled: Course) -> Callable[[str], bytes]:
    """A submission that says something."""

    def make(says: str) -> bytes:
        notebook = nb.read(enrolled.release / NAME / f"{NAME}.ipynb")
        notebook.cells[0].source = says
        return json.dumps(notebook).encode()

    return make


def archive(path: str, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for number, (name, content) in enumerate(files.items()):
            file.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 10, number, 0)), content)


def run(*options: str) -> Result:
    result = CliRunner().invoke(app, ["collect-zip", "in", *options])
    assert result.exit_code == 0, result.output
    return result


def said(course: Course, student: str) -> str:
    """The first cell of what is in `submitted/`."""
    return nb.read(course.submitted / student / NAME / f"{NAME}.ipynb").cells[0].source


PLACES = {
    "Moodle, folders": ("Zoe van der Berg_123_assignsubmission_file_/my homework (1).ipynb", "zoe"),
    "Moodle, one name": ("Ada Lovelace_123_assignsubmission_file_x.ipynb", "ada"),
    "Canvas": ("lovelaceada_4711_99_01_tiny-2.ipynb", "ada"),
    "Canvas, late": ("lovelaceada_LATE_4711_99_final FINAL.ipynb", "ada"),
    "Canvas, by number alone": ("doemax_2_99_x.ipynb", "max2"),
    "Canvas, by name alone": ("vanderbergzoe_8_99_x.ipynb", "zoe"),
    "Brightspace": ("4711-815 - Ada Lovelace - Nov 24, 2026 1012 AM/x.ipynb", "ada"),
    "Brightspace, with a colon": ("4711-815 - Zoë van der Berg - Mar 1, 2026 10:12 PM/x.ipynb", "zoe"),
    "a folder each": ("ada/x.ipynb", "ada"),
    "the id first": ("ada_x.ipynb", "ada"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("packed", ["in an archive", "unpacked"])
def test_a_platforms_way_to_name_files(
    enrolled: Course, answer: Callable[[str], bytes], place: str, packed: str
) -> None:
    name, student = PLACES[place]
    if packed == "unpacked":
        path = Path("in", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer("mine"))
    else:
        archive("in/Assignment 1 (download).zip", {name: answer("mine"), "index.html": b""})
    assert run().stdout == f"took 1 submissions into {enrolled.submitted}\n"
    assert [path.name for path in enrolled.submitted.iterdir()] == [student]
    assert said(enrolled, student) == "mine"


def test_the_time_is_the_platforms(enrolled: Course, answer: Callable[[str], bytes], monkeypatch) -> None:
    archive("in/a.zip", {"4711-815 - Ada Lovelace - Mar 1, 2026 1012 AM/x.ipynb": answer("mine")})
    run()
    stamp = (enrolled.submitted / "ada" / NAME / "timestamp.txt").read_text()
    assert stamp.endswith(" UTC") and stamp[:7] in ("2026-03", "2026-02")  # wherever this machine is


def test_the_last_of_several_is_taken(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("in/a.zip", {"ada/x.ipynb": answer("first"), "ada/y.ipynb": answer("second")})
    told = f"• ada sent {NAME} more than once: a.zip/ada/y.ipynb was taken, a.zip/ada/x.ipynb was left."
    assert told in run().stdout
    assert said(enrolled, "ada") == "second"


def test_an_archive_within_the_archive(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("inner.zip", {"x.ipynb": answer("mine")})
    archive("in/a.zip", {"lovelaceada_4711_99_work.zip": Path("inner.zip").read_bytes()})
    run()
    assert said(enrolled, "ada") == "mine"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("ada/essay.pdf", b"%PDF", "ada sent essay.pdf, which is no notebook: ask for the .ipynb file."),
        ("ada/x.ipynb", b"{", "ada sent x.ipynb, which holds no exercise of this course: ask for the right file."),
        ("eve/x.ipynb", b"{", "a.zip/eve/x.ipynb: no student of the gradebook is named in it, so it was left."),
        ("doemax_3_99_x.ipynb", b"{", "a.zip/doemax_3_99_x.ipynb: no student of the gradebook is named in it"),
        ("ada/x.ipynb", b" " * 25_000_001, "a.zip/ada/x.ipynb: more than 25 MB, so it was left."),
        ("ada/work.zip", b"PK", "ada sent work.zip, which is no notebook: ask for the .ipynb file."),
    ],
)
def test_what_is_left_is_told(enrolled: Course, name: str, content: bytes, told: str) -> None:
    archive("in/a.zip", {name: content})
    result = run()
    assert result.stdout.startswith("took 0 submissions") and told in result.stdout
    assert not enrolled.submitted.exists()


def test_a_name_that_leads_out_of_the_folder_leads_nowhere(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("in/a.zip", {"../../ada/x.ipynb": answer("mine")})
    run()
    assert said(enrolled, "ada") == "mine"
    assert not (enrolled.root.parent / "ada").exists()


def test_what_is_there_stays_unless_told_and_is_kept(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("in/a.zip", {"ada/x.ipynb": answer("first")})
    run()
    assert run().stdout == f"took 0 submissions into {enrolled.submitted}\n"  # the same again
    archive("in/a.zip", {"ada/x.ipynb": answer("second")})
    assert "• ada, 01_tiny: a.zip/ada/x.ipynb was left; it was submitted before and differs" in run().stdout
    assert said(enrolled, "ada") == "first"
    run("--update")
    assert said(enrolled, "ada") == "second"
    (kept,) = (enrolled.root / "downloaded" / NAME / "replaced").iterdir()
    assert nb.read(kept / f"{NAME}.ipynb").cells[0].source == "first"


def test_links_are_not_followed(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    Path("secret.ipynb").write_bytes(answer("secret"))
    Path("in/ada").mkdir()
    os.symlink(Path("secret.ipynb").resolve(), "in/ada/x.ipynb")
    result = CliRunner().invoke(app, ["collect-zip", "in"])
    assert (result.exit_code, result.stderr) == (1, "in is empty: put there what the platform gave you.\n")


def test_a_folder_that_is_none(enrolled: Course) -> None:
    result = CliRunner().invoke(app, ["collect-zip", "nowhere"])
    assert result.exit_code == 1
    assert result.stderr == "nowhere is not a folder: put there what the platform gave you, and name it.\n"
