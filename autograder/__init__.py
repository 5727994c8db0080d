"""Release, check and grade the course; what instructors run."""

from collections.abc import Callable

from autograder import former_names as _former_names  # noqa: F401 - importing it is what it takes


class AutograderError(Exception):
    r"""Something is wrong that the instructor can mend; the message is one sentence that says how."""


class Unavailable(AutograderError):
    r"""Gradebook, disk or release are such that no submission can be recorded, not this one alone."""


#: Hears how far a step is: what is done, how much there is in all, and what comes next or was done last.
Progress = Callable[[int, int, str], None]


def unheard(done: int, total: int, what: str) -> None:
    r"""Hear of progress and say nothing: for who does not watch."""
