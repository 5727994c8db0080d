"""What a source is read for, by threads that read at the same time."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.course import names


@pytest.fixture
def switching() -> Iterator[None]:
    """Threads take turns in the middle of making a tree, as they do once in some thousand submissions."""
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)

    def pause(phase: str, info: dict[str, int]) -> None:
        sum(range(50))

    gc.callbacks.append(pause)
    yield
    gc.callbacks.remove(pause)
    gc.set_threshold(*threshold)
    sys.setswitchinterval(interval)


def test_threads_read_sources_at_the_same_time(switching: None) -> None:
    sources = [f"x = {'(' * depth}1{')' * depth}\ny = {' + '.join(['f(a)'] * 2 * depth)}" for depth in (30, 40, 50, 60)]
    with ThreadPoolExecutor(len(sources)) as pool:
        found = list(pool.map(names.used, sources * 60))
    assert found == [{"a", "f"}] * len(found)
