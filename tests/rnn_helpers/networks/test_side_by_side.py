"""Networks trained side by side do what each would do alone."""

import pytest
import torch

from rnn_helpers.networks.models import RecurrentNetwork
from rnn_helpers.networks.side_by_side import SideBySide


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_each_reads_and_learns_as_it_does_alone(cell):
    torch.manual_seed(0)
    networks = [RecurrentNetwork(cell, 3, 5, 2).double() for _ in range(4)]
    together, x = SideBySide(networks), torch.randn(4, 2, 6, 3, dtype=torch.float64)
    logits, states = together(x)
    (logits**2).sum().backward()
    for i, network in enumerate(networks):
        alone = network(x[i])
        torch.testing.assert_close((logits[i], states[i]), alone)
        (alone[0] ** 2).sum().backward()
        for name, weight in zip(together.names, together.weights, strict=True):
            torch.testing.assert_close(weight.grad[i], network.get_parameter(name).grad)
    torch.testing.assert_close(together.each()[2](x[2])[0], logits[2])


def test_networks_of_two_kinds_are_refused():
    with pytest.raises(ValueError, match="2 kinds"):
        SideBySide([RecurrentNetwork("rnn", 3, 5, 2), RecurrentNetwork("lstm", 3, 5, 2)])
