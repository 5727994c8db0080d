import pytest
import torch

from rnn_helpers.figures.unrolling.one_pass import run

VOCABULARY = ["very", "not", "really", "good", "bad"]
WORDS = ["not", "really", "really", "really", "good"]


def test_a_pass_is_that_of_finite_differences(machine):
    """With b_h as the way to nudge a state: a nudge of the last sum, divided by the slope of tanh, is one of h_T."""
    weights = {name: weight.double() for name, weight in machine.items()}
    weights["b_h"] = torch.tensor([0.1, -0.2], dtype=torch.float64)

    def loss(h: torch.Tensor, words: list[str]) -> float:
        for word in words:
            x = torch.eye(5, dtype=torch.float64)[VOCABULARY.index(word)]
            h = torch.tanh(weights["W_xh"] @ x + weights["W_hh"] @ h + weights["b_h"])
        return -(weights["W_hy"] @ h + weights["b_y"]).log_softmax(0)[1].item()

    done = run({name: weight.float() for name, weight in weights.items()}, WORDS, VOCABULARY, target=1)
    for t in range(1, 6):
        h, nudges = done.states[t].double(), 1e-6 * torch.eye(2, dtype=torch.float64)
        slopes = [(loss(h + nudge, WORDS[t:]) - loss(h - nudge, WORDS[t:])) / 2e-6 for nudge in nudges]
        assert done.norms[t - 1] == pytest.approx(torch.tensor(slopes).norm().item(), rel=1e-3)
    assert done.loss == pytest.approx(loss(torch.zeros(2, dtype=torch.float64), WORDS), rel=1e-5)
    assert done.probabilities.sum().item() == pytest.approx(1)
    assert not done.states[0].any()
