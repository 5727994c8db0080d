import pytest
import torch
from torch import Tensor, nn

from rnn_helpers.networks.cohort import Cohort

INPUTS = torch.tensor([[0, 1], [1, 0], [0, 2], [2, 0]])
TARGETS = torch.tensor([0, 2, 0, 1])


class Alone(nn.Module):
    """One of the networks, on torch's own layers."""

    def __init__(self, seed: int, memory: bool = True) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.embedding = nn.Embedding(4, 4)
        self.recurrent = nn.RNN(4, 5, batch_first=True)
        self.readout = nn.Linear(5, 4)
        if not memory:
            self.recurrent.weight_hh_l0.requires_grad_(False).zero_()

    def forward(self, inputs: Tensor) -> Tensor:
        _, h = self.recurrent(self.embedding(inputs))
        return self.readout(h[0])


@pytest.mark.parametrize("memory", [True, False])
def test_each_network_trains_as_it_would_alone(memory):
    cohort = Cohort([3, 8], classes=4, hidden_size=5, memory=memory)
    losses = cohort.fit(INPUTS, TARGETS, steps=20, lr=0.01)
    assert losses.shape == (20, 2)
    for i, seed in enumerate([3, 8]):
        alone = Alone(seed, memory)
        optimizer = torch.optim.Adam(alone.parameters(), lr=0.01)
        for step in range(20):
            loss = nn.functional.cross_entropy(alone(INPUTS), TARGETS)
            torch.testing.assert_close(losses[step, i], loss.detach(), atol=1e-5, rtol=1e-5)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        torch.testing.assert_close(cohort.logits(INPUTS)[i], alone(INPUTS), atol=1e-5, rtol=1e-5)
        assert cohort.answers([1, 0])[i] == alone(INPUTS)[1].argmax()


def test_without_memory_w_hh_stays_at_zero():
    cohort = Cohort(range(2), classes=4, hidden_size=5, memory=False)
    cohort.fit(INPUTS, TARGETS, steps=2, lr=0.1)
    assert not cohort.weights["W_hh"].any()


def test_counts_the_windows_that_are_right():
    cohort = Cohort(range(3), classes=4, hidden_size=8)
    cohort.fit(INPUTS, TARGETS, steps=200, lr=0.01)
    assert cohort.right(INPUTS, TARGETS) == [4, 4, 4]
    assert cohort.right(INPUTS, (TARGETS + 1) % 4) == [0, 0, 0]


def test_leaves_the_generator_alone():
    before = torch.get_rng_state()
    Cohort(range(2), classes=4, hidden_size=5)
    assert torch.equal(torch.get_rng_state(), before)


def test_no_seed():
    with pytest.raises(ValueError, match="seeds is empty"):
        Cohort([], classes=4, hidden_size=5)
