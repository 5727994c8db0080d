"""A worker's share of a class: one submission after the other, on a bench that stays up in between."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder import AutograderError
from autograder.grading.plan import Plan
from autograder.grading.submission import Outcome, grade
from autograder.grading.trusted.sandbox import Bench, Isolation, Limits, Lost

_here = threading.local()
_benches: set[Bench] = set()


@dataclass(frozen=True)
class Worker:
    """Grades submissions in whatever thread calls it; can be sent to another machine.

    Attributes:
        modules: what notebooks and tests import.
        limits: what a submission may take.
        isolation: "bubblewrap", or "process" for no more than limits.
        together: whether tests run in the student's process.
    """

    modules: tuple[str, ...]
    limits: Limits
    isolation: Isolation
    together: bool

    def __call__(self, plans: Sequence[Plan], files: Mapping[str, bytes]) -> list[Outcome]:
        r"""Grade one submission, a second time if a process of ours was ended from outside.

        Raises: AutograderError: if that does not help, or nothing can be started.
        """
        for _ in range(2):
            try:
                return grade(plans, files, self._bench(), tests_in_student_process=self.together)
            except Lost as error:
                why = error
                _close(_here.bench)
        raise AutograderError(f"the processes that grade it ended twice ({why}): grade it again, by itself.")

    def _bench(self) -> Bench:
        if getattr(_here, "worker", None) != self or _here.bench not in _benches:
            if getattr(_here, "worker", None):
                _close(_here.bench)
            _here.bench = Bench(self.modules, self.limits, self.isolation)
            _here.worker = self
            _benches.add(_here.bench)
            _here.bench.start()
        return _here.bench


def close() -> None:
    r"""End all benches of this process."""
    for bench in list(_benches):
        _close(bench)


def _close(bench: Bench) -> None:
    _benches.discard(bench)
    bench.close()
