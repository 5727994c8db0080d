"""What 04 says in words about its runs, counted again, over eight seeds where chance plays."""

from statistics import median

import pytest
import torch
from source_cells import cells
from torch import nn

from rnn_helpers.networks.models import RecurrentNetwork

TEXT = cells("04")
TARGETS = torch.tensor([0, 1, 1, 0])


def reviews(between: int) -> torch.Tensor:
    """*very* or *not*, then *really* again and again, then *good* or *bad*, (4, between + 2, 5)."""
    ids = [[first, *[2] * between, last] for last in (3, 4) for first in (0, 1)]
    return torch.eye(5)[torch.tensor(ids)]


def right_after_training(between: int, cut: bool, seed: int) -> int:
    torch.manual_seed(seed)
    net = RecurrentNetwork("rnn", input_size=5, hidden_size=8, output_size=2)
    texts, optimizer = reviews(between), torch.optim.Adam(net.parameters(), lr=0.03)
    for _ in range(200):
        _, h = net.recurrent(texts[:, :between])
        _, h = net.recurrent(texts[:, between:], h.detach() if cut else h)
        logits = net.readout(h[0])
        loss = nn.functional.cross_entropy(logits, TARGETS)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (logits.argmax(dim=1) == TARGETS).sum().item()


@pytest.mark.parametrize(("between", "cut", "least", "most"), [(8, False, 4, 4), (8, True, 1.5, 2.5), (3, True, 4, 4)])
def test_what_a_cut_costs(between, cut, least, most):
    right = [right_after_training(between, cut, seed) for seed in range(8)]
    assert least <= median(right) <= most, right


def test_words_of_the_text_about_slopes():
    assert 0.25**10 < 1e-6 and "Ten slopes of sigmoid leave a millionth at most" in TEXT["loss-question"]
    assert f"{round(0.12 / 6.3e-5, -2):,.0f} times shorter" in TEXT["graph-answer"]
