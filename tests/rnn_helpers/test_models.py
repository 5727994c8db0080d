import pytest
import torch

from rnn_helpers.models import RecurrentNetwork


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_reads_a_batch_of_sequences(cell):
    logits, hidden_states = RecurrentNetwork(cell, 3, 5, 7)(torch.randn(2, 4, 3))
    assert logits.shape == (2, 4, 7)
    assert hidden_states.shape == (2, 4, 5)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_output_is_read_from_the_new_hidden_state(cell):
    model = RecurrentNetwork(cell, 3, 5, 7)
    logits, hidden_states = model(torch.randn(2, 4, 3))
    torch.testing.assert_close(logits, hidden_states @ model.readout.weight.T + model.readout.bias)


def test_later_inputs_do_not_change_earlier_states():
    model = RecurrentNetwork("gru", 3, 5, 7)
    x = torch.randn(1, 4, 3)
    changed = x.clone()
    changed[:, 2] += 1
    torch.testing.assert_close(model(x)[1][:, :2], model(changed)[1][:, :2])
    assert not torch.allclose(model(x)[1][:, 2:], model(changed)[1][:, 2:])


def test_unknown_cell_names_the_three():
    with pytest.raises(ValueError, match="cell is 'RNN', expected one of 'rnn', 'gru', 'lstm'"):
        RecurrentNetwork("RNN", 3, 5, 7)


@pytest.mark.parametrize("shape", [(4, 3), (2, 4, 5)])
def test_wrong_input_names_the_shapes(shape):
    with pytest.raises(ValueError, match=r"x has shape .*, expected \(B, T, 3\)"):
        RecurrentNetwork("rnn", 3, 5, 7)(torch.zeros(shape))
