"""Where submissions are graded: workers here or on a cluster, each with a station that stays up in between."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from autograder import AutograderError, Unavailable
from autograder.course.limits import RunLimits
from autograder.course.outcome import Outcome
from autograder.grading.plan import Plan
from autograder.grading.submission import grade
from autograder.grading.trusted.fork_client import Lost
from autograder.grading.trusted.station import Isolation, Station

_here = threading.local()
_stations: dict[Station, threading.Thread] = {}
#: Whether whatever still runs is of no use any more.
_given_up = threading.Event()
_GIVEN_UP = "Grading was given up: run this again."


@dataclass(frozen=True)
class Worker:
    """Grades submissions in whatever thread calls it; can be sent to another machine.

    Attributes:
        limits: what a submission may take.
        isolation: "bubblewrap", or "process" for no more than limits.
        modules: what notebooks import, if more are to come than the first plans: then one station does for all of them.
        checking: what tests import, likewise.
    """

    limits: RunLimits = field(default_factory=RunLimits)
    isolation: Isolation = "bubblewrap"
    modules: frozenset[str] = frozenset()
    checking: frozenset[str] = frozenset()

    def expecting(self, plans: Sequence[Plan]) -> Worker:
        r"""The same worker, whose station has imported from the start what all these plans need."""
        modules, checking = ({m for plan in plans for m in getattr(plan, kind)} for kind in ("modules", "checking"))
        return replace(self, modules=self.modules | modules, checking=self.checking | checking)

    def __call__(self, plans: Sequence[Plan], files: Mapping[str, bytes]) -> list[Outcome]:
        r"""Grade one submission, a second time if a process of ours was ended from outside.

        Raises: Unavailable: if nothing can be started here; AutograderError: if a second time does not help.
        """
        for _ in range(2):
            if _given_up.is_set():
                raise Unavailable(_GIVEN_UP)
            station = self._station(plans)
            try:
                return grade(plans, files, station)
            except Lost as error:
                why = error
                _close(station)
        raise AutograderError(f"the processes that grade it ended twice ({why}): grade it again, by itself.")

    def prepare(self, plans: Sequence[Plan]) -> None:
        r"""Import what these plans need, before the first submission is there.

        Raises: Unavailable: if nothing can be started here.
        """
        self._station(plans)

    def _station(self, plans: Sequence[Plan]) -> Station:
        """This thread's station, with all imported that these plans need."""
        wanted = self.expecting(plans)
        station, worker, there = getattr(_here, "station", (None, None, frozenset()))
        for other, thread in list(_stations.items()):
            if not thread.is_alive():  # on a cluster, threads come and go
                _close(other)
        if station not in _stations or worker != self or not wanted.modules <= there:
            if station in _stations:
                _close(station)
            there = wanted.modules | there
            station = Station(sorted(there), self.limits, self.isolation, sorted(wanted.checking))
            _stations[station] = threading.current_thread()
            _here.station = station, self, there
            if _given_up.is_set():
                _close(station)  # it began after all others were closed
                raise Unavailable(_GIVEN_UP)
            station.start()
        return station


def cores() -> int:
    r"""How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def threads(jobs: int | None = None) -> Iterator[tuple[Executor, int]]:
    r"""Workers on this machine.

    A thread each: what takes time happens in the processes of its station.

    Args:
        jobs: how many; one for each core if None.
    Returns: the executor, and how many workers it has.
    """
    jobs = jobs or cores()
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="grade")
    try:
        yield executor, jobs
    finally:
        # Interrupted, or nothing can be recorded, or was to be graded: what still runs, or imports for submissions that
        # never came, may take minutes, and nobody waits for it.
        _given_up.set()
        for station in list(_stations):
            _close(station)
        executor.shutdown(cancel_futures=True)
        _given_up.clear()


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    r"""The workers of a Dask cluster.

    Args:
        address: its scheduler's, e.g. "tcp://10.0.0.1:8786".
    Returns: the executor, and how many threads its workers have now.
    Raises: Unavailable: if no scheduler answers, or it has no workers.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError):
        raise Unavailable(f"No Dask scheduler answers at {address}: start one with `dask scheduler`.") from None
    with client:
        jobs = sum(client.nthreads().values())
        if not jobs:
            raise Unavailable(f"The scheduler at {address} has no workers: start some with `dask worker {address}`.")
        # Not pure: a submission that could not be graded may be graded when it comes again.
        yield client.get_executor(pure=False), jobs


def _close(station: Station) -> None:
    if _stations.pop(station, None):
        station.close()
