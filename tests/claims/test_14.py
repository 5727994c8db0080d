"""What 14 says in words about its runs, with the seeds that it names and with others."""

import pytest
import torch
from torch import nn

from rnn_helpers.networks.cohort import Cohort
from rnn_helpers.networks.models import RecurrentNetwork
from rnn_helpers.networks.training import fit

TWO = torch.tensor([[0, 1], [1, 2]]), torch.tensor([2, 3])
FOUR = torch.tensor([[0, 1], [1, 2], [2, 3], [3, 0]]), torch.tensor([2, 3, 0, 1])
OTHER = torch.tensor([[0, 1], [1, 0], [0, 2], [2, 0]]), torch.tensor([0, 2, 0, 1])


@pytest.mark.parametrize("seeds", [range(100), range(1000, 1100)])
def test_what_no_window_shows_is_luck(seeds):
    cohort = Cohort(seeds, classes=4, hidden_size=8)
    before = {name: weight.detach().clone() for name, weight in cohort.weights.items()}
    losses = cohort.fit(*TWO, steps=50, lr=0.01)
    answers = cohort.answers([2, 3])
    assert losses[-1].max() < 0.1
    assert answers.count(2) > 30 and answers.count(3) > 30 and answers.count(2) + answers.count(3) > 90
    assert torch.equal(cohort.weights["embedding"][:, 3], before["embedding"][:, 3])
    assert (cohort.weights["b_y"][:, :2] < before["b_y"][:, :2]).all()
    wrapped = Cohort(seeds, classes=4, hidden_size=8)
    wrapped.fit(*FOUR, steps=50, lr=0.01)
    assert set(wrapped.answers([2, 3])) == {0}


@pytest.mark.parametrize("seeds", [range(100), range(1000, 1100)])
def test_only_one_of_two_sequences_needs_memory(seeds):
    for data, memory, right, loss in (
        (FOUR, True, 4, 0),
        (FOUR, False, 4, 0),
        (OTHER, True, 4, 0),
        (OTHER, False, 3, 0.35),
    ):
        cohort = Cohort(seeds, classes=4, hidden_size=8, memory=memory)
        losses = cohort.fit(*data, steps=100, lr=0.03)
        assert set(cohort.right(*data)) == {right}
        assert losses[-1].mean().item() == pytest.approx(loss, abs=0.01)


def probabilities(cycle: list[int], seed: int, memory: bool = True) -> tuple[torch.Tensor, torch.Tensor]:
    """As `trained_trace` of the notebook does it, with any seed: of each digit after each step, and the states."""
    torch.manual_seed(seed)
    network = RecurrentNetwork("rnn", input_size=4, hidden_size=8, output_size=4)
    if not memory:
        network.recurrent.weight_hh_l0.requires_grad_(False).zero_()
    runs = torch.tensor([(cycle * 3)[start : start + 9] for start in range(4)])
    x = nn.functional.one_hot(runs[:, :-1], 4).float()
    fit(network, x, runs[:, 1:], steps=100, lr=0.03)
    logits, states = network(x[:1])
    return logits[0].softmax(-1).detach(), states[0].detach()


@pytest.mark.parametrize("seed", range(8))
def test_what_stepping_shows_holds_for_eight_seeds(seed):
    needs, states = probabilities([0, 1, 0, 2], seed)
    assert 0.3 < needs[0, 1] < 0.7 and 0.3 < needs[0, 2] < 0.7  # unsure at the first 0
    assert needs[2, 2] > 0.9 and needs[4, 1] > 0.9 and needs[6, 2] > 0.9
    assert (states[2].sign() != states[4].sign()).sum() >= 2
    table, _ = probabilities([0, 1, 2, 3], seed)
    assert table[0, 1] > 0.95
    flips, same = probabilities([0, 1, 0, 2], seed, memory=False)
    torch.testing.assert_close(same[[0, 2, 4]], same[[2, 4, 6]])
    assert (flips[[0, 2, 4, 6], 1] - 0.5).abs().max() < 0.1
