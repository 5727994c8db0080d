"""One station for all tests of grading: starting it imports torch twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.course.limits import RunLimits
from autograder.grading.trusted.bubblewrap import refusal
from autograder.grading.trusted.station import Station

# Tight enough that what meets a limit does not keep the tests waiting.
LIMITS = RunLimits(cell_s=2, call_s=2, test_s=4, memory_mb=1024, tries=4)


@pytest.fixture(scope="session")
def station() -> Iterator[Station]:
    """In the sandbox where there can be one."""
    made = Station(["numpy", "random", "torch"], LIMITS, "process" if refusal() else "bubblewrap").start()
    yield made
    made.close()
