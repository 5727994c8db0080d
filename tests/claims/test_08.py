"""What 08 says of a run holds for every random start: eight of them, shown as a range where chance plays."""

from __future__ import annotations

import contextlib
import io
from itertools import pairwise
from typing import Any

import pytest
import torch
from source_cells import cells, ran


def run(seed: int) -> dict[str, Any]:
    """Run cells of the notebook with another random start: what they bind."""
    text = cells("08")
    ids = ("imports", "data", "initialise", "given", "two_curves")
    return ran(text[each].replace("H=20, seed=0", f"H=20, seed={seed}") for each in ids)[0]


@pytest.mark.parametrize("seed", range(8))
def test_with_a_wrong_sign_both_curves_fall_below_half_of_what_a_bigram_model_reaches(seed: int) -> None:
    run(seed)  # the cell asserts it


@pytest.mark.large
def test_adam_is_faster_and_a_large_rate_jumps() -> None:
    found = []
    for seed in range(8):
        names = run(seed)
        with contextlib.redirect_stderr(io.StringIO()):
            slow, _ = names["learn"](names["start"], torch.optim.SGD, 0.3, 1001)
            fast, _ = names["learn"](names["start"], torch.optim.SGD, 1.0, 600)
            adam, _ = names["learn"](names["start"], torch.optim.Adam, 0.02, 600)
        first = [next((i for i, value in enumerate(each) if value < 0.05), 1001) for each in (slow, adam)]
        jump = max(after - before for before, after in pairwise(fast))
        found.append((*first, jump, min(adam)))
    assert all(adam < slow / 2 for slow, adam, *_ in found), found
    assert all(jump > 0.1 for *_, jump, _ in found), found
