"""Threads that try answers to the exercises of a course, one a core, each with a station that stays up."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from autograder.author.trial import station_for
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading import plan
from autograder.grading.trusted.station import Station
from autograder.grading.worker import cores

#: The station of each thread, for all that is tried in it: starting one takes longer than most trials.
_here = threading.local()


@contextmanager
def trying(course: Course, names: Iterable[str]) -> Iterator[Executor]:
    r"""Threads in which `station()` has imported what these assignments need.

    What takes time happens in the processes of their stations, and what these import, they import once for all.

    Args:
        course: where the assignments are.
        names: their full names.
    """
    plans = [plan.of(nb.read(path)) for name in names for path in course.notebooks(name)]
    stations: list[Station] = []

    def prepare() -> None:
        _here.station = station_for(plans)
        stations.append(_here.station)

    # Each thread holds hundreds of connections, and the limit to begin with is one for programs of long ago.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    pool = ThreadPoolExecutor(cores(), "try", prepare)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for station in stations:
            station.close()  # whoever is interrupted in the middle of a trial waits no longer
        pool.shutdown()


def station() -> Station:
    r"""The station of this thread, of those that `trying` made."""
    found: Station = _here.station
    return found.start()
