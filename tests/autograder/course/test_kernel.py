"""Cells in a real kernel."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import AutograderError
from autograder.course import kernel


def test_outcomes(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("here")
    with kernel.started(tmp_path) as running:
        first = running.run("x = 3\nprint(x)\nx + 1")
        assert (first.error, first.outputs[0].text, first.execution_count) == (None, "3\n", 1)
        assert [output.output_type for output in first.outputs] == ["stream", "execute_result"]
        assert running.run("assert x == 4, 'x is 3'").error == "AssertionError: x is 3"
        (written,) = running.run("import sys\nprint('careful', file=sys.stderr)").outputs
        assert (written.name, written.text) == ("stderr", "careful\n")
        assert running.run("assert open('data.txt').read() == 'here'").error is None


def test_a_dead_kernel_is_one_sentence(tmp_path: Path) -> None:
    with kernel.started(tmp_path) as running, pytest.raises(AutograderError, match="A cell killed the kernel"):
        running.run("import os\nos._exit(1)")


def test_a_cell_that_takes_too_long(tmp_path: Path) -> None:
    with kernel.started(tmp_path, timeout_s=1) as running, pytest.raises(AutograderError, match="took too long"):
        running.run("while True: pass")
