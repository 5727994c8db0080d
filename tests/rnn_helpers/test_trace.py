import pytest
import torch

from rnn_helpers.models import RecurrentNetwork
from rnn_helpers.trace import Trace, record


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
