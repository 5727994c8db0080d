"""When something was handed in: a date as programs, editors and people write it."""

from __future__ import annotations

import codecs
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateutil.parser import parse

from autograder import AutograderError

#: Hours east of Greenwich, where a short name means one zone only. CST, IST or BST, which mean several, are not here.
_HOURS = {
    **{"UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2},
    **{"EST": -5, "EDT": -4, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10},
    **{"HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
}
#: Seconds since 1970, or thousandths of them, as programs count; dates without hyphens have other lengths.
_COUNTED = re.compile(r"(\d{9,10})(\d{3})?(\.\d*)?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s?(?P<half>[APap][Mm]))?"
#: "Monday, 30 November 2026, 8:44 PM", and the same as it is written in the United States.
_DAY_FIRST = re.compile(rf"(?:(?P<weekday>\w+), )?(?P<day>\d{{1,2}})\.? (?P<month>\w+) (?P<year>\d{{4}}), {_CLOCK}")
_MONTH_FIRST = re.compile(rf"(?:(?P<weekday>\w+), )?(?P<month>\w+) (?P<day>\d{{1,2}}), (?P<year>\d{{4}}), {_CLOCK}")
_NO_ZONE = "without a time zone: set the platform's, c.Exchange.timezone, in nbgrader_config.py"
#: A day and a time that everybody reads alike.
_EXACT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(?!\d)")
#: What dateutil fills gaps with: it would take today, which makes late.
_NO_YEAR = datetime(1, 1, 1)
#: What is longer is no date.
_LONGEST = 200


def text_of(content: bytes) -> str:
    r"""What stands in a small text file, without the marks of encoding that editors on Windows put before it."""
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content[:_LONGEST].decode("utf-16" if utf16 else "utf-8-sig", "replace").strip()


def moment(text: str, here: str) -> datetime:
    r"""The moment that a text names, in UTC and without a zone, as nbgrader keeps it.

    Args:
        text: a date with a time; without a zone it is in UTC, as nbgrader reads it.
        here: the course's zone, such as Europe/Berlin: short names mean what they mean there.
    Raises: ValueError: if it is no date, or there is a doubt about its zone; says which, to stand behind the text.
    """
    if counted := _COUNTED.fullmatch(text):
        return datetime.fromtimestamp(int(counted[1]), UTC).replace(tzinfo=None)
    date, _, place = text.rpartition(" ")
    if "/" in place and place[0].isalpha():  # Europe/Berlin, and not 1/31/2026
        local, named = _parsed(date)[0], _zone(place)
        if named is None:
            raise ValueError("whose zone is not known here")
        return _in_utc(local.replace(tzinfo=named))
    local, name, offset = _parsed(text)
    if offset is not None:
        return _east(local, timedelta(seconds=offset))
    if name is None:
        return local
    for fold in (0, 1):  # at the end of summer, an hour comes twice
        known = local.replace(tzinfo=_zone(here), fold=fold)
        if known.tzname() == name:
            return _in_utc(known)
    if name in _HOURS:
        return _east(local, timedelta(hours=_HOURS[name]))
    raise ValueError("whose zone is not known, or means several")


def exact(text: str, here: str) -> datetime:
    r"""As `instant`, for what an instructor types.

    Raises: AutograderError: if it leaves a doubt.
    """
    try:
        return instant(text, here)
    except ValueError as error:
        expected = "expected one such as 2026-01-31 23:59 or, with its zone, 2026-01-31 23:59 Europe/Berlin"
        raise AutograderError(f"{text[:_LONGEST]!r} is a date {error}: {expected}.") from None


def instant(text: str, here: str | None) -> datetime:
    r"""The moment that a date means beyond doubt, in UTC and without a zone, as nbgrader keeps it.

    Args:
        text: year, month and day with hyphens between them, hours and minutes; then, if it is said, the zone.
        here: the zone that is meant where none is said, such as Europe/Berlin; None if nobody knows.
    Raises: ValueError: if it is written otherwise, or leaves a doubt; says which, to stand behind the text.
    """
    if not _EXACT.match(text):
        raise ValueError("which is not written as 2026-01-31 23:59")
    date, _, place = text.rpartition(" ")
    if "/" in place:
        return at_home(_parsed(date)[0], place)
    local, name, offset = _parsed(text)
    if name is not None or offset is not None:
        return moment(text, here or "UTC")
    if here is None:
        raise ValueError(_NO_ZONE)
    return at_home(local, here)


def of_platform(text: str, here: str | None) -> datetime:
    r"""The moment that a platform's list names, in UTC and without a zone.

    Args:
        text: as `instant` takes it; or as Moodle writes it in English, "Monday, 30 November 2026, 8:44 PM".
        here: the zone that is meant where none is said; None if nobody knows.
    Raises: ValueError: if it is written otherwise, or leaves a doubt; says which, to stand behind the text.
    """
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if found is None:
        return instant(text, here)
    if here is None:
        raise ValueError(_NO_ZONE)
    return at_home(_local(found), here)


def _local(found: re.Match[str]) -> datetime:
    """A date in English words; one that names a day of the week must fall on it."""
    if found["month"] not in _MONTHS:
        raise ValueError("whose month is not in English: download it with English as your language")
    hour = int(found["hour"])
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("which is no date")
        hour = hour % 12 + (12 if half.upper() == "PM" else 0)
    try:
        local = datetime(
            int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]), hour, int(found["minute"])
        )
    except ValueError:
        raise ValueError("which is no date") from None
    if found["weekday"] and found["weekday"] != _WEEKDAYS[local.weekday()]:
        raise ValueError(f"and that day is a {_WEEKDAYS[local.weekday()]}")
    return local


def at_home(local: datetime, here: str) -> datetime:
    r"""The moment, in UTC and without a zone, at which clocks in a zone show a time.

    Raises: ValueError: if there is no such zone, or they show it never or twice, in the nights when clocks change.
    """
    zone = _zone(here)
    if zone is None:
        raise ValueError(f"and {here} is no zone")
    first, second = (_in_utc(local.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    if first < second:
        raise ValueError(f"which comes twice in {here}, when summer time ends")
    if first > second:
        raise ValueError(f"which {here} skips, when summer time begins")
    return first


def _parsed(text: str) -> tuple[datetime, str | None, int | None]:
    """A date without its zone; the zone's short name, and its seconds east of Greenwich, if they are there."""
    found: list[tuple[str | None, int | None]] = []

    def noted(name: str | None, offset: int | None) -> None:
        found.append((name, offset))

    try:
        # Of UTC+3, dateutil makes what POSIX does, which is three hours the other way.
        local = parse(re.sub(r"\b(UTC|GMT)(?=[+-]\d)", "", text), tzinfos=noted, default=_NO_YEAR)
    except (ValueError, OverflowError, TypeError):
        raise ValueError("which is no date") from None
    if local.year == _NO_YEAR.year:
        raise ValueError("which is no date")
    (name, offset), *_ = found
    return local.replace(tzinfo=None), name, offset


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, no name, or a folder of zones
        return None


def _east(local: datetime, offset: timedelta) -> datetime:
    try:
        return _in_utc(local.replace(tzinfo=timezone(offset)))
    except ValueError:  # no place is days away from Greenwich
        raise ValueError("which is no date") from None


def _in_utc(local: datetime) -> datetime:
    try:
        return local.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise ValueError("which is no date") from None
