"""Whose turn it is to grade a course: two at once would record one submission's marks over another's."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from autograder import Unavailable
from autograder.course.folders import KEPT, Course

#: Held by who grades; in it stands who that is.
_TURN = "turn"
#: Held by who waits for that, so that whoever grades for weeks can see it.
_WANTED = "wanted"


@contextmanager
def turn(course: Course, who: str, waiting: Callable[[str], object]) -> Iterator[None]:
    r"""Grade as the only one in this course folder.

    Args:
        course: its folder; the locks are the system's, so whoever is killed holds none.
        who: what others are told of this one, such as "autograder grade".
        waiting: is called with who has the turn, before it is waited for.
    Raises: Unavailable: if the folder cannot be written.
    """
    with _open(course, _TURN) as held:
        if not _take(held):
            waiting(os.pread(held, 200, 0).decode("utf-8", "replace") or "another program")
            with _open(course, _WANTED) as wanted:
                fcntl.flock(wanted, fcntl.LOCK_EX)
                fcntl.flock(held, fcntl.LOCK_EX)
        _sign(held, who)
        yield


class Turns:
    """The turns of somebody who grades for weeks, and lets others have theirs."""

    def __init__(self, course: Course, who: str) -> None:
        r"""Take none yet; `who` is as `turn` has it."""
        self._course, self._who = course, who

    @contextmanager
    def one(self) -> Iterator[bool]:
        r"""Take a turn, until the end of `with`: False, and nothing is taken, if somebody else has it or waits."""
        with _open(self._course, _TURN) as held:
            if mine := not self.wanted() and _take(held):
                _sign(held, self._who)
            yield mine

    def wanted(self) -> bool:
        r"""Whether somebody waits for a turn."""
        with _open(self._course, _WANTED) as wanted:
            return not _take(wanted)


@contextmanager
def _open(course: Course, name: str) -> Iterator[int]:
    path = course.root / KEPT / name
    try:
        path.parent.mkdir(exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o660)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written ({error.strerror}): mend that and run this again.") from None
    try:
        with suppress(OSError):  # of another instructor's
            os.fchmod(descriptor, 0o660)
        yield descriptor
    finally:
        os.close(descriptor)  # which gives it back


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int, who: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{who}, process {os.getpid()}".encode(), 0)
