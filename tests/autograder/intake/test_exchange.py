"""nbgrader's exchange, to which students write what they like."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder import AutograderError
from autograder.course.folders import CONFIG, Course
from autograder.intake.exchange import Exchange, HandIn
from autograder.intake.submissions import UploadLimits


@pytest.fixture
def exchange(tmp_path: Path) -> Exchange:
    (tmp_path / "course").mkdir()
    settings = ["c = get_config()", "c.CourseDirectory.course_id = 'a'", f"c.Exchange.root = {str(tmp_path)!r}"]
    (tmp_path / "course" / CONFIG).write_text("\n".join(settings))
    made = Exchange(Course.at(tmp_path / "course"))
    made.inbound.mkdir(parents=True)
    return made


def now() -> str:
    """As nbgrader writes it into a name."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


def hand_in(exchange: Exchange, name: str) -> Path:
    """A folder as `nbgrader submit` leaves it."""
    folder = exchange.inbound / name
    folder.mkdir(parents=True)
    (folder / "work.ipynb").write_text("{}")
    (folder / "submission_secret.txt").write_text("0" * 128)
    folder.chmod(0o777)
    return folder


def test_what_a_name_says(exchange: Exchange) -> None:
    when = now()
    hand_in(exchange, f"ada+lovelace+06_code+{when}+random")
    (found,) = exchange.arrived(set())
    assert isinstance(found, HandIn)
    assert (found.student, found.assignment, found.remark) == ("ada+lovelace", "06_code", "")
    assert f"{found.handed_in:%Y-%m-%d %H:%M:%S.%f} UTC" == when
    assert list(exchange.arrived({found.name})) == []


@pytest.mark.parametrize(
    "name",
    [
        *("ada", "ada+06", "ada+06+yesterday+x"),
        *(f"{start}+2026-01-31 23:59:00 UTC+x" for start in (".ssh+06", "ada+..", "ada\nben+06", "+06")),
        # What cannot be written into journal or log; the second is a byte that is no letter.
        *(f"ada+06+2026-01-31 23:59:00 UTC+{end}" for end in ("x\nben: 06, 10 of 10", "\udcff")),
    ],
)
def test_what_is_no_hand_in(exchange: Exchange, name: str) -> None:
    hand_in(exchange, name)
    assert list(exchange.arrived(set())) == [name]


def test_what_is_still_being_written_waits(exchange: Exchange) -> None:
    folder = hand_in(exchange, f"ada+06+{now()}+random")
    folder.chmod(0o755)  # nbgrader opens it to all in the end
    assert list(exchange.arrived(set())) == []
    folder.chmod(0o777)
    (found,) = exchange.arrived(set())
    assert isinstance(found, HandIn)


def test_a_time_that_the_disk_does_not_confirm_is_told(exchange: Exchange) -> None:
    hand_in(exchange, "ada+06+2026-01-31 23:59:00.000000 UTC+random")
    (found,) = exchange.arrived(set())
    assert isinstance(found, HandIn)
    assert found.remark.startswith("says 2026-01-31 23:59 UTC of itself, and lies there since 2")


def test_nobody_hands_in_for_somebody_else(exchange: Exchange) -> None:
    folder = hand_in(exchange, f"ada+06+{now()}+random")
    with pytest.raises(AutograderError, match="is called after ada and belongs to .+: somebody hands in for"):
        exchange.read(folder.name, "ada", UploadLimits())
    assert set(exchange.read(folder.name, folder.owner(), UploadLimits()).files) == {
        "work.ipynb",
        "submission_secret.txt",
    }


def test_pages_lie_where_their_student_alone_finds_them(exchange: Exchange) -> None:
    folder = hand_in(exchange, f"ada+06+{now()}+random")
    assert exchange.publish(folder.name, {"work": b"<p>well done"})
    place = exchange.inbound.parent / "feedback"
    (page,) = place.iterdir()
    assert page.read_bytes() == b"<p>well done" and place.stat().st_mode & 0o777 == 0o711
    (folder / "submission_secret.txt").write_text("short")
    assert not exchange.publish(folder.name, {"work": b"<p>well done"})


def test_pages_do_not_follow_a_link_to_somebody_elses_secret(exchange: Exchange, tmp_path: Path) -> None:
    """What was graded is a student's folder still, and can be a link to another one when it is answered."""
    of_ada = hand_in(exchange, f"ada+06+{now()}+random").rename(tmp_path / "of_ada")
    folder = hand_in(exchange, f"ben+06+{now()}+random")
    assert exchange.publish(folder.name, {"work": b"<p>of ben"})
    folder.rename(tmp_path / "aside")
    folder.symlink_to(of_ada)
    assert not exchange.publish(folder.name, {"work": b"<p>of ben"})


@pytest.mark.parametrize("what", ["inner", "work.ipynb"])
def test_what_becomes_a_link_meanwhile_leads_nowhere(
    exchange: Exchange, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """After it was looked at, and before it is opened."""
    (tmp_path / "inner").mkdir()
    for secret in (tmp_path / "inner" / "secret.txt", tmp_path / "work.ipynb"):
        secret.write_text("the solution")
    folder = hand_in(exchange, f"ada+06+{now()}+random")
    (folder / "inner").mkdir()
    really = os.open

    def swapped_first(path: str, flags: int, **more: int) -> int:
        if path == what and not (folder / what).is_symlink():
            (folder / what).rename(folder / "aside")
            (folder / what).symlink_to(tmp_path / what)
        return really(path, flags, **more)

    monkeypatch.setattr(os, "open", swapped_first)
    with pytest.raises(OSError, match=r"symbolic links|Not a directory"):
        exchange.read(folder.name, folder.owner(), UploadLimits())


def test_another_exchange_is_refused(tmp_path: Path) -> None:
    (tmp_path / CONFIG).write_text("c = get_config()\nc.ExchangeFactory.exchange = 'other.Exchange'\n")
    with pytest.raises(AutograderError, match="names another exchange than nbgrader's folder: collect with it"):
        Exchange(Course.at(tmp_path))
