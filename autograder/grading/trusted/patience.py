"""How long to wait for a student's process: as its limits say, in seconds that it has a processor or wants none."""

from __future__ import annotations

import time
from pathlib import Path

import psutil

#: Where whoever has a list of its own processes alone finds that of the machine's.
MACHINE = Path("/proc-of-the-machine")
_PROCESSES = MACHINE if MACHINE.is_dir() else Path("/proc")
psutil.PROCFS_PATH = str(_PROCESSES)

#: The clock ends what takes this many times its limit: nobody honest does, however busy the machine is.
_BACKSTOP = 10
#: And what does not even take in what it is asked, in this many times its limit.
_TAKEN_IN = 3
#: How often is looked at what a process does, in seconds; what is done sooner is never looked at.
_LOOK_S = 0.5
#: A process that sleeps each time, a moment apart, waits for nothing that the machine owes it.
_LOOKS, _APART_S = 3, 0.02


class Patience:
    """Waiting for an answer, once: `wire.receive` asks it how long.

    Time counts in which the processes compute, or sleep of their own accord. Time in which they would go on if others
    left them a processor does not: nobody is to pay for a neighbour.
    """

    def __init__(self, limit_s: float, *processes: int) -> None:
        r"""Begin to wait.

        Args:
            limit_s: how long the answer may take, in seconds.
            processes: ids of those that work on it; with them counts all that they start.
        """
        self._limit_s, self._processes = limit_s, processes
        self._began = time.monotonic()
        self._uncounted: float | None = None

    @property
    def to_send_s(self) -> float:
        """How long it may take to hand over what is asked, in seconds."""
        return _TAKEN_IN * self._limit_s

    def left(self) -> float:
        """How long to wait now before asking again, in seconds; 0 when it has taken too long."""
        waited = time.monotonic() - self._began
        first_look = min(_LOOK_S, self._limit_s / 2)
        if waited < first_look:
            return first_look - waited
        if self._uncounted is None:
            # What was used before now does not count: this look may itself be late on a busy machine.
            self._uncounted = self._used_s()
        if waited < self._limit_s:
            return self._limit_s - waited
        left = self._limit_s - (self._used_s() - self._uncounted)
        if left <= 0 or waited >= _BACKSTOP * self._limit_s or self._rests():
            return 0.0
        return min(left, _LOOK_S)

    def _used_s(self) -> float:
        """Processor time of all of them, in seconds."""
        used = 0.0
        for process in self._all():
            try:
                used += sum(process.cpu_times()[:4])  # with that of children that have ended
            except psutil.Error:
                continue  # it has ended
        return used

    def _rests(self) -> bool:
        """Whether all of them sleep."""
        for look in range(_LOOKS):
            time.sleep(_APART_S if look else 0)
            for process in self._all():
                for task in Path(_PROCESSES, str(process.pid), "task").glob("*/stat"):
                    try:
                        state = task.read_text().rpartition(")")[2].split()[0]
                    except OSError:
                        continue
                    if state in "RD":  # would run, or waits for a disk
                        return False
        return True

    def _all(self) -> list[psutil.Process]:
        found: list[psutil.Process] = []
        for id in self._processes:
            try:
                process = psutil.Process(id)
                found += [process, *process.children(recursive=True)]
            except psutil.Error:
                continue
        return found
