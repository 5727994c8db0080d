"""What 03 says in words about its runs, counted again, over eight seeds where chance plays."""

from itertools import product
from statistics import median

import pytest
import torch
from source_cells import cells

from rnn_helpers.figures.history.resting_states import settle
from rnn_helpers.history import EVENTS

TEXT = cells("03")
SEEDS = range(8)


def letters() -> torch.Tensor:
    rows = TEXT["letters"].split('"""')[1].split()
    return torch.tensor([[1.0 if dot == "#" else -1.0 for row in rows[k::3] for dot in row] for k in range(3)])


def test_where_random_pictures_rest():
    patterns, shares = letters(), {"letters": [], "negatives": [], "neither": []}
    mixtures = {tuple((torch.tensor(s)[:, None] * patterns).sum(0).sign().tolist()) for s in product((1, -1), repeat=3)}
    assert len(mixtures) == 8
    for seed in SEEDS:
        starts = 2 * torch.randint(2, (1000, 35), generator=torch.Generator().manual_seed(seed)) - 1
        ends = [tuple(end) for end in settle(patterns, starts).float().tolist()]
        held, turned = ({tuple(p) for p in side.tolist()} for side in (patterns, -patterns))
        assert set(ends) <= held | turned | mixtures
        shares["letters"].append(sum(end in held for end in ends) / 10)
        shares["negatives"].append(sum(end in turned for end in ends) / 10)
        shares["neither"].append(100 - shares["letters"][-1] - shares["negatives"][-1])
    assert "41 to 45 % each rest at letters, 39 to 43 % at their negatives, and 14 to 19 % at neither" in TEXT[
        "capacity-question"
    ].replace("In eight runs of 1,000 starts, ", "")
    for name, (low, high) in {"letters": (41, 45), "negatives": (39, 43), "neither": (14, 19)}.items():
        assert low <= min(shares[name]) and max(shares[name]) <= high, name


@pytest.mark.parametrize(("held", "said"), [(70, (88, 94, 100)), (85, (38, 58, 75)), (115, (0, 2, 8))])
def test_memory_slides(held, said):
    shares = []
    for seed in SEEDS:
        patterns = 2 * torch.randint(2, (held, 500), generator=torch.Generator().manual_seed(seed)) - 1
        same = (settle(patterns, patterns[:40]) == patterns[:40]).double().mean(1)
        shares.append(100 * (same >= 0.95).double().mean().item())
    found = min(shares), median(shares), max(shares)
    assert all(abs(value - told) <= 0.5 for value, told in zip(found, said, strict=True)), found
    assert f"{said[0]} to {said[2]} % at {held}" in TEXT["slope-text"] and f"median {said[1]}" in TEXT["slope-text"]


def test_who_was_first():
    years = {event.title: event.year for event in EVENTS}
    assert years["Text, letter by letter"] == 2011 < years["Text and handwriting"]
    assert years["S4"] < years["Mamba"]
