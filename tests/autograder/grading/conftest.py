"""One bench for all tests of grading: starting it imports torch twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.grading.trusted.bench import Bench
from autograder.grading.trusted.limits import Limits
from autograder.grading.trusted.sandbox import refusal

# Tight enough that what meets a limit does not keep the tests waiting.
LIMITS = Limits(cell_s=2, call_s=2, test_s=4, memory_mb=1024, tries=4)


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """In the sandbox where there can be one."""
    made = Bench(["numpy", "random", "torch"], LIMITS, "process" if refusal() else "bubblewrap").start()
    yield made
    made.close()
