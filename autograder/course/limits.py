"""What one submission may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from autograder import AutograderError

#: Stands for all tests where the grade ids of those are named that run in the student's process.
EVERY_TEST = "*"


@dataclass(frozen=True)
class RunLimits:
    """What one submission may take; `c.Autograder` in nbgrader_config.py sets what is not to be the default.

    The first three are seconds in which it computes, or sleeps of its own accord. Where the machine is busy with other
    things, they take longer by the clock: up to ten times as long.

    Attributes:
        cell_s: time of a cell, in seconds.
        call_s: time of one tested call, in seconds.
        test_s: time of a test cell, in seconds.
        submission_s: wall time of all of a notebook's cells and tests, in seconds.
        cpu_s: processor time of each process, in seconds.
        memory_mb: memory of each process, beyond what the imports take, in MB.
        outputs_mb: outputs of all of a notebook's cells, in MB; each counts as 5 kB at least.
        file_mb: the longest file, in MB.
        files: open files.
        processes: processes and threads at one time; counted in the sandbox alone.
        tries: how often cells are run again because one of them, or a tested call, ended the process.
    """

    cell_s: float = 30.0
    call_s: float = 30.0
    test_s: float = 60.0
    submission_s: float = 600.0
    cpu_s: int = 120
    memory_mb: int = 2048
    outputs_mb: float = 20.0
    file_mb: int = 64
    files: int = 256
    processes: int = 64
    tries: int = 8

    def changed(self, settings: Mapping[str, Any]) -> RunLimits:
        r"""These limits with some set otherwise.

        Raises: AutograderError: if there is no such limit, or it is no number above 0.
        """
        for name, value in settings.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise AutograderError(f"c.Autograder.{name} is {value!r}, expected a number above 0: correct it.")
        try:
            return replace(self, **settings)
        except TypeError:
            unknown = ", ".join(sorted(set(settings) - set(asdict(self))))
            known = ", ".join(asdict(self))
            raise AutograderError(f"c.Autograder sets {unknown}, which is no limit; there are: {known}.") from None
