"""What 12 says of its networks in words and in model answers: its cells run with eight seeds that it does not show."""

from statistics import median
from typing import Any

import pytest
import torch
from source_cells import cells, ran

from rnn_helpers.networks.side_by_side import SideBySide

pytestmark = pytest.mark.large

SEEDS = range(100, 108)


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """What the cells define that make sequences, train and clip; networks come from other seeds."""
    found = cells("12")
    parts = {"imports": None, "recall-task": None, "recall": "learned = {", "rotations": None, "cures": "cures = {"}
    names, _ = ran(found[cell].split(end)[0] if end else found[cell] for cell, end in parts.items())
    names["fresh"] = fresh
    return names


def fresh(cell: str) -> SideBySide:
    return SideBySide(cell, SEEDS, input_size=8, hidden_size=8, output_size=4)


def test_two_distractors_are_learned_by_all(names):
    for cell in ("rnn", "lstm"):
        assert names["learn"](fresh(cell), k=2).min() > 0.95


def test_lstms_guess_if_asked_at_the_end_and_are_right_if_asked_after_every_letter(names):
    assert names["learn"](fresh("lstm"), k=20).max() < 0.35
    assert names["learn"](fresh("lstm"), k=20, asked="every letter").min() > 0.95


def test_lstms_with_an_open_gate_do_better_than_a_guess(names):
    opened = fresh("lstm")
    with torch.no_grad():
        for name, bias in (("recurrent.bias_ih_l0", 3.0), ("recurrent.bias_hh_l0", 0.0)):
            opened.weights[opened.names.index(name)][:, 8:16] = bias
    shares = names["learn"](opened, k=20)
    assert 0.35 < shares.min() < 0.95, "all are better than a guess, not all are right"
    right = names["shares_right"](opened, 30)[shares > 0.95]
    assert len(right) and (right[:, 5:20] > 0.9).float().mean() > 0.8, "right at nearly every place, not at 20 alone"


def test_rnns_that_are_right_after_20_are_wrong_after_19(names):
    clocks = fresh("rnn")
    shares = names["learn"](clocks, k=20)
    assert shares.min() < 0.95 and shares.max() > 0.95, "they differ"
    assert names["shares_right"](clocks, 20)[shares > 0.95, 19].max() < 0.25


def test_both_ways_of_clipping_help_and_a_better_start_alone_does_not(names):
    run = names["run"]
    ended = {"none": run(), "norm": run(by_norm=1.0), "value": run(by_value=0.1), "start": run(gain=1.0)}
    losses = {name: losses for name, (_, losses) in ended.items()}
    assert {name: median(each) < 0.3 for name, each in losses.items()} == {
        "none": False,
        "norm": True,
        "value": True,
        "start": False,
    }
    assert sum(loss > 1.3 for loss in losses["none"]) >= 2, "several end at a guess"
    _, first = names["gradients"](names["rotations"](1.0))
    assert median(ended["start"][0]) > 3 * first.norm(dim=1).max()
