import pytest
import torch

from rnn_helpers.networks.models import RecurrentNetwork, WordNetwork


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


def test_an_untrained_word_network_knows_how_frequent_words_are():
    counts = torch.tensor([0, 10, 70, 20])
    network = WordNetwork(counts, hidden_size=8).eval()
    found = network(torch.tensor([[1, 2, 3]]))[0].softmax(-1)
    expected = (counts + 0.5) / (counts + 0.5).sum()
    torch.testing.assert_close(found, expected.expand(1, 3, 4), atol=0.05, rtol=0)


def test_a_word_network_reads_on_from_where_it_stopped():
    network = WordNetwork(torch.ones(9), hidden_size=4).eval()
    ids = torch.randint(9, (2, 6))
    whole, last = network(ids)
    first, h = network(ids[:, :4])
    second, end = network(ids[:, 4:], h)
    torch.testing.assert_close(torch.cat([first, second], dim=1), whole)
    torch.testing.assert_close(end, last)


def test_a_word_network_scores_with_the_table_that_it_reads_from():
    network = WordNetwork(torch.ones(9), hidden_size=4).eval()
    logits, h = network(torch.tensor([[3, 5]]))
    torch.testing.assert_close(logits[0, -1], network.table.weight @ h[0, 0] + network.bias)
    assert sum(weight.numel() for weight in network.parameters()) == 9 * 4 + 9 + 3 * (2 * 4 * 4 + 2 * 4)


def test_dropout_acts_while_training_alone():
    network = WordNetwork(torch.ones(9), hidden_size=16, dropout=0.5)
    ids = torch.randint(9, (2, 6))
    assert not torch.equal(network(ids)[0], network(ids)[0])
    network.eval()
    assert torch.equal(network(ids)[0], network(ids)[0])
