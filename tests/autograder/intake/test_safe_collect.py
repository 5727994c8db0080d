"""What nbgrader's own collecting takes from the exchange."""

from __future__ import annotations

import getpass
import shutil
from pathlib import Path

import pytest
from tiny_course import NAME

from autograder.course.folders import CONFIG, Course

ME = getpass.getuser()
EARLY, LATE = "2026-03-01 10:00:00.000000 UTC", "2026-03-01 11:00:00.000000 UTC"


@pytest.fixture
def collecting(released_once: Path, tmp_path: Path) -> Course:
    """The course, released, with an exchange to which this user hands in."""
    root = Path(shutil.copytree(released_once, tmp_path / "course"))
    with (root / CONFIG).open("a") as file:
        file.write(f"c.Exchange.root = {str(tmp_path / 'exchange')!r}\n")
    return Course.at(root)


def hand_in(course: Course, student: str, when: str, text: str | None) -> Path:
    """A folder in the exchange; a link to the source in place of a text."""
    inbound = Path(course.config.Exchange.root) / "unrolled" / "inbound"
    inbound.parent.parent.mkdir(mode=0o777, exist_ok=True)
    folder = inbound / f"{student}+{NAME}+{when}+random"
    folder.mkdir(parents=True)
    path = folder / f"{NAME}.ipynb"
    if text is None:
        path.symlink_to(course.notebook(NAME))
    else:
        path.write_text(text)
    (folder / "timestamp.txt").write_text(when)
    return folder


def collect(course: Course) -> dict[str, str]:
    """As formgrader's button does; what lies there then, by student."""
    course.nbgrader("collect", NAME)
    return {path.parts[-3]: path.read_text() for path in course.submitted.glob("*/*/*.ipynb")}


def test_a_link_leads_nowhere(collecting: Course) -> None:
    folder = hand_in(collecting, ME, EARLY, None)
    (folder / "notes.ipynb").write_text("mine")
    assert collect(collecting) == {ME: "mine"}
    (left,) = collecting.submitted.glob(f"*/{NAME}/*.ipynb")
    assert left.name == "notes.ipynb"


def test_nobody_hands_in_for_somebody_else(collecting: Course) -> None:
    hand_in(collecting, "somebody-else", EARLY, "forged")
    hand_in(collecting, ME, EARLY, "mine")
    assert collect(collecting) == {ME: "mine"}


def test_what_cannot_be_taken_leaves_what_can(collecting: Course, caplog: pytest.LogCaptureFixture) -> None:
    hand_in(collecting, ME, EARLY, "mine")
    assert collect(collecting) == {ME: "mine"}
    late = hand_in(collecting, ME, LATE, "too much")
    for number in range(1001):
        (late / str(number)).mkdir()
    assert collect(collecting) == {ME: "mine"}
    (why,) = {record.getMessage() for record in caplog.records if "was left" in record.getMessage()}
    assert "holds more than 1000 files" in why
    for number in range(1001):
        (late / str(number)).rmdir()
    assert collect(collecting) == {ME: "too much"}
