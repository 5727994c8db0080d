"""When something was handed in, as it is written down."""

from __future__ import annotations

from datetime import datetime

import pytest

from autograder.intake.times import moment, text_of


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-03-02 10:00:00 UTC", 10),
        ("2026-03-02 10:00:00.000000 UTC", 10),
        ("2026-03-02T10:00:00Z", 10),
        ("2026-03-02 10:00:00", 10),
        ("2026-03-02 10:00:00 PST", 18),
        ("Mon Mar  2 10:00:00 PST 2026", 18),
        ("2026-03-02 10:00:00 AM EST", 15),
        ("2026-03-02 10:00:00 CET", 9),
        ("2026-03-02 10:00:00 +0100", 9),
        ("2026-03-02 10:00:00+01:00", 9),
        ("2026-03-02 10:00:00 UTC+3", 7),
        ("2026-03-02 10:00:00 -0800 (PST)", 18),
        ("2026-03-02 10:00:00 Europe/Berlin", 9),
        ("2026-03-02 10:00:00 America/Los_Angeles", 18),
        ("1772445600", 10),
        ("1772445600.25", 10),
        ("1772445600250", 10),
    ],
)
def test_dates_in_use(text: str, hour: int) -> None:
    assert moment(text, "UTC") == datetime(2026, 3, 2, hour)


def test_the_courses_own_zone_says_what_a_name_means() -> None:
    assert moment("2026-03-02 10:00:00 CST", "America/Chicago") == datetime(2026, 3, 2, 16)
    assert moment("2026-03-02 10:00:00 CST", "Asia/Shanghai") == datetime(2026, 3, 2, 2)
    # In one night 2:30 comes twice, under two names.
    assert moment("2026-10-25 02:30:00 CEST", "Europe/Berlin") == datetime(2026, 10, 25, 0, 30)
    assert moment("2026-10-25 02:30:00 CET", "Europe/Berlin") == datetime(2026, 10, 25, 1, 30)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-02 10:00:00 CST", "whose zone is not known, or means several"),
        ("2026-03-02 10:00:00 XYZ", "whose zone is not known, or means several"),
        ("2026-03-02 10:00:00 Europe/Nowhere", "whose zone is not known here"),
        ("2026-03-02 10:00:00 Europe/../../../etc/localtime", "whose zone is not known here"),
        ("2026-03-02 10:00:00 +99:00", "which is no date"),
        ("soon", "which is no date"),
        ("10:00", "which is no date"),  # of which day?
        ("9999-12-31 23:00:00 PST", "which is no date"),
        ("9" * 200, "which is no date"),
        ("\x00", "which is no date"),
    ],
)
def test_doubts(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        moment(text, "UTC")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_as_windows_writes_them(encoding: str) -> None:
    assert text_of("2026-03-02 10:00:00 UTC\r\n".encode(encoding)) == "2026-03-02 10:00:00 UTC"
