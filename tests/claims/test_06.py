"""What 06 says of a run holds for every random start: eight of them."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import pytest

SOURCE = Path(__file__).parents[2] / "source/06_intuitive_code/06_intuitive_code.ipynb"


def run(ids: list[str], seed: int) -> tuple[dict[str, Any], str]:
    """Run cells of the notebook with another random start: what they bind and print; they have assertions of theirs."""
    cells = {cell.id: cell.source for cell in nbformat.read(SOURCE, 4).cells}
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        for each in ids:
            exec(re.sub(r"manual_seed\(\d+\)", f"manual_seed({seed})", cells[each]), names)
    return names, printed.getvalue()


@pytest.mark.parametrize("seed", range(1, 9))
def test_training_brings_three_a_loop_brings_the_fourth_and_one_unit_turns_it(seed: int) -> None:
    matplotlib.use("Agg")
    _, printed = run(["imports", "simple_rnn", "memoryless", "train", "surgery", "old-state", "own-train"], seed)
    assert "loss 0.35" in printed
    assert re.search(r"no loop +3 of 4 right", printed) and re.search(r"\ntrained +4 of 4 right", printed)
    assert re.search(r"on their own: \[\d\]", printed)
    assert "SimpleRNN is yours." in printed
    assert re.search(r"loop cut +4 of 4 right; i2h has learned", printed)
    assert re.search(r"detached +3 of 4 right; i2h has not moved", printed)
