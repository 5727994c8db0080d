import pytest
import torch
from torch import nn

from rnn_helpers.networks.models import RecurrentNetwork
from rnn_helpers.networks.trace import GateTrace, Trace, record, record_gates


def test_records_what_the_network_did():
    model = RecurrentNetwork("rnn", 3, 5, 2)
    x = torch.randn(4, 3)
    trace = record(model, x, list("abcd"), ["no", "yes"])
    logits, hidden_states = model(x[None])
    torch.testing.assert_close(trace.hidden_states, hidden_states[0].detach())
    torch.testing.assert_close(trace.probabilities, logits[0].detach().softmax(-1))
    assert (trace.inputs, trace.outputs, trace.targets) == (list("abcd"), ["no", "yes"], None)


def test_training_on_does_not_change_a_trace():
    model = RecurrentNetwork("rnn", 3, 5, 2)
    trace = record(model, torch.randn(1, 4, 3), list("abcd"), ["no", "yes"])
    before = trace.hidden_states.clone()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1)
    assert torch.equal(trace.hidden_states, before)
    assert not trace.hidden_states.requires_grad


def test_two_sequences_are_one_too_many():
    with pytest.raises(ValueError, match=r"x has shape \(2, 4, 3\), expected one sequence"):
        record(RecurrentNetwork("rnn", 3, 5, 2), torch.randn(2, 4, 3), list("abcd"), ["no", "yes"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hidden_states": torch.zeros(3)}, r"hidden_states has shape \(3,\), expected \(T, H\)"),
        ({"hidden_states": torch.zeros(0, 2)}, "with T ≥ 1"),
        ({"inputs": ["a"]}, "1 input labels, expected one for each of the 3 steps"),
        ({"targets": ["a"]}, "1 targets, expected one for each of the 3 steps"),
        ({"outputs": ["yes"]}, r"probabilities have shape \(3, 2\), expected \(T, V\) = \(3, 1\)"),
    ],
)
def test_sizes_that_do_not_belong_together(change, message):
    fields = {
        "hidden_states": torch.zeros(3, 4),
        "inputs": list("abc"),
        "probabilities": torch.full((3, 2), 0.5),
        "outputs": ["no", "yes"],
    }
    Trace(**fields)
    with pytest.raises(ValueError, match=message):
        Trace(**fields | change)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_gates_explain_what_the_lstm_did(dtype):
    """The measured gates, put into the LSTM's equations, give the cells and states of nn.LSTM."""
    lstm, x = nn.LSTM(3, 4, batch_first=True, dtype=dtype), 3 * torch.randn(6, 3, dtype=dtype)
    q = record_gates(lstm, x, list("abcdef")).quantities
    states, (_, last_cell) = lstm(x[None])
    torch.testing.assert_close(q["state"], states[0].detach())
    torch.testing.assert_close(q["cell"][-1], last_cell[0, 0].detach())
    before = torch.cat([torch.zeros(1, 4, dtype=dtype), q["cell"][:-1]])
    torch.testing.assert_close(q["forget gate"] * before + q["input gate"] * q["candidate"], q["cell"])
    torch.testing.assert_close(q["output gate"] * q["cell"].tanh(), q["state"])
    for name in ("input gate", "forget gate", "output gate"):
        assert (0 < q[name]).all() and (q[name] < 1).all()


def test_training_on_does_not_change_a_gate_trace():
    lstm, answers = nn.LSTM(2, 3, batch_first=True), torch.zeros(4, requires_grad=True)
    trace = record_gates(lstm, torch.randn(4, 2), list("abcd"), answers)
    before = {name: values.clone() for name, values in trace.quantities.items()}
    with torch.no_grad():
        for parameter in (*lstm.parameters(), answers):
            parameter.add_(1)
    assert all(torch.equal(trace.quantities[name], values) for name, values in before.items())
    assert not trace.answers.any() and not trace.answers.requires_grad


def test_gates_of_what_does_not_fit():
    lstm = nn.LSTM(2, 3, batch_first=True)
    with pytest.raises(ValueError, match=r"x has shape \(1, 4, 2\), expected one sequence, \(T, 2\)"):
        record_gates(lstm, torch.zeros(1, 4, 2), list("abcd"))
    with pytest.raises(ValueError, match="there are 3 input labels and .* expected one row for each input"):
        record_gates(lstm, torch.zeros(4, 2), list("abc"))
    with pytest.raises(ValueError, match="'answers': 3"):
        GateTrace(list("ab"), {"cell": torch.zeros(2, 1)}, torch.zeros(3))
