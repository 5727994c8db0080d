"""Networks trained side by side do what each would do alone."""

import pytest
import torch

from rnn_helpers.networks.models import RecurrentNetwork
from rnn_helpers.networks.side_by_side import SideBySide

SIZES = {"input_size": 3, "hidden_size": 5, "output_size": 2}


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_each_reads_and_learns_as_it_does_alone(cell):
    together = SideBySide(cell, range(4, 8), **SIZES)
    x = torch.randn(4, 2, 6, 3)
    logits, states = together(x)
    (logits**2).sum().backward()
    for i, seed in enumerate(range(4, 8)):
        torch.manual_seed(seed)
        network = RecurrentNetwork(cell, **SIZES)
        alone = network(x[i])
        torch.testing.assert_close((logits[i], states[i]), alone)
        (alone[0] ** 2).sum().backward()
        for name, weight in zip(together.names, together.weights, strict=True):
            torch.testing.assert_close(weight.grad[i], network.get_parameter(name).grad, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(together.one(2)(x[2])[0], logits[2])


def test_no_network_is_refused():
    with pytest.raises(ValueError, match="expected one for each network"):
        SideBySide("rnn", [], **SIZES)
