"""Where submissions are graded: workers here or on a cluster, each with a bench that stays up in between."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from autograder import AutograderError, Unavailable
from autograder.grading.plan import Plan
from autograder.grading.submission import Outcome, grade
from autograder.grading.trusted.bench import Bench, Isolation
from autograder.grading.trusted.limits import Limits
from autograder.grading.trusted.zygotes import Lost

_here = threading.local()
_benches: dict[Bench, threading.Thread] = {}


@dataclass(frozen=True)
class Worker:
    """Grades submissions in whatever thread calls it; can be sent to another machine.

    Attributes:
        limits: what a submission may take.
        isolation: "bubblewrap", or "process" for no more than limits.
        together: whether tests run in the student's process.
        modules: what notebooks import, if more are to come than the first plans: then one bench does for all of them.
        checking: what tests import, likewise.
    """

    limits: Limits = field(default_factory=Limits)
    isolation: Isolation = "bubblewrap"
    together: bool = False
    modules: frozenset[str] = frozenset()
    checking: frozenset[str] = frozenset()

    def expecting(self, plans: Sequence[Plan]) -> Worker:
        r"""The same worker, whose bench has imported from the start what all these plans need."""
        modules, checking = ({m for plan in plans for m in getattr(plan, kind)} for kind in ("modules", "checking"))
        return replace(self, modules=self.modules | modules, checking=self.checking | checking)

    def __call__(self, plans: Sequence[Plan], files: Mapping[str, bytes]) -> list[Outcome]:
        r"""Grade one submission, a second time if a process of ours was ended from outside.

        Raises: Unavailable: if nothing can be started here, or a test cannot run apart from the answers;
            AutograderError: if a second time does not help.
        """
        if not self.together and (unfit := [problem for plan in plans for problem in plan.unfit]):
            more = f" (and {len(unfit) - 1} more)" if len(unfit) > 1 else ""
            raise Unavailable(f"{unfit[0]}{more}; or grade with --tests-in-student-process.")
        for _ in range(2):
            bench = self._bench(plans)
            try:
                return grade(plans, files, bench, tests_in_student_process=self.together)
            except Lost as error:
                why = error
                _close(bench)
        raise AutograderError(f"the processes that grade it ended twice ({why}): grade it again, by itself.")

    def prepare(self, plans: Sequence[Plan]) -> None:
        r"""Import what these plans need, before the first submission is there.

        Raises: Unavailable: if nothing can be started here.
        """
        self._bench(plans)

    def _bench(self, plans: Sequence[Plan]) -> Bench:
        """This thread's bench, with all imported that these plans need."""
        wanted = self.expecting(plans)
        bench, worker, there = getattr(_here, "bench", (None, None, frozenset()))
        for other, thread in list(_benches.items()):
            if not thread.is_alive():  # on a cluster, threads come and go
                _close(other)
        if bench not in _benches or worker != self or not wanted.modules <= there:
            if bench in _benches:
                _close(bench)
            there = wanted.modules | there
            bench = Bench(sorted(there), self.limits, self.isolation, sorted(wanted.checking))
            _benches[bench] = threading.current_thread()
            _here.bench = bench, self, there
            bench.start()
        return bench


@contextmanager
def threads(jobs: int | None = None) -> Iterator[tuple[Executor, int]]:
    r"""Workers on this machine.

    A thread each: what takes time happens in the processes of its bench.

    Args:
        jobs: how many; one for each core if None.
    Returns: the executor, and how many workers it has.
    """
    jobs = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="grade")
    try:
        yield executor, jobs
    finally:
        executor.shutdown(cancel_futures=True)
        for bench in list(_benches):
            _close(bench)


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


def _close(bench: Bench) -> None:
    if _benches.pop(bench, None):
        bench.close()
