"""Workers on this machine: what they do when there is nothing to do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from autograder.grading.worker import Worker, threads

#: An import that takes so long, in seconds, and what must not wait for it.
IMPORTS_S, SOON_S = 200, 100


def test_nobody_waits_for_an_import_if_nothing_was_to_be_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_import.py").write_text(f"import time\ntime.sleep({IMPORTS_S})\n")
    monkeypatch.syspath_prepend(tmp_path)
    began = time.monotonic()
    with threads(1) as (executor, _):
        starting = executor.submit(Worker(isolation="process", modules=frozenset({"slow_import"})).prepare, [])
    assert starting.exception() and time.monotonic() - began < SOON_S
