"""Processes that try answers to the exercises of a course, at most one a core, each with a station that stays up."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from autograder.author.trial import station_for
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading import plan
from autograder.grading.trusted.station import Station
from autograder.grading.worker import cores

#: How many parts are worth a process: what it imports takes as long as trying so many.
_WORTH_IT = 4

#: The station of this process, for all that is tried in it: starting one takes longer than most trials.
_station: Station | None = None


@contextmanager
def trying(course: Course, names: Iterable[str], parts: int) -> Iterator[Executor]:
    r"""Processes in which `station()` has imported what these assignments need.

    Args:
        course: where the assignments are.
        names: their full names.
        parts: how many are to be tried.
    """
    sources = (nb.read(path) for name in names for path in course.notebooks(name))
    modules = sorted({module for source in sources for module in plan.of(source).modules})
    workers = max(1, min(parts // _WORTH_IT, cores()))
    with ProcessPoolExecutor(workers, get_context("spawn"), _prepare, (modules,)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def station() -> Station:
    r"""The station of this process."""
    assert _station is not None, "only a process of `trying` has a station"
    return _station.start()


def _prepare(modules: list[str]) -> None:
    global _station
    _station = station_for(modules)
    atexit.register(_station.close)
