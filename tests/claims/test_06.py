"""What 06 says of a run holds for every random start: eight of them."""

from __future__ import annotations

import re

import matplotlib
import pytest
from source_cells import cells, ran


@pytest.mark.parametrize("seed", range(1, 9))
def test_training_brings_three_a_loop_brings_the_fourth_and_one_unit_turns_it(seed: int) -> None:
    matplotlib.use("Agg")
    text = cells("06")
    ids = ("imports", "simple_rnn", "memoryless", "train", "surgery", "old-state", "own-train")
    # The cells have assertions of their own.
    _, printed = ran(re.sub(r"manual_seed\(\d+\)", f"manual_seed({seed})", text[each]) for each in ids)
    assert "loss 0.35" in printed
    assert re.search(r"no loop +3 of 4 right", printed) and re.search(r"\ntrained +4 of 4 right", printed)
    assert re.search(r"on their own: \[\d\]", printed)
    assert "SimpleRNN is yours." in printed
    assert re.search(r"loop cut +4 of 4 right; i2h has learned", printed)
    assert re.search(r"detached +3 of 4 right; i2h has not moved", printed)
