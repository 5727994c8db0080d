import pytest
import torch

from rnn_helpers.models import RecurrentNetwork
from rnn_helpers.training import fit

X = torch.eye(4)[[0, 1, 2, 2]][None]  # H, E, L, L
TARGETS = torch.tensor([[1, 2, 2, 3]])  # E, L, L, O


def test_learns_hello():
    model = RecurrentNetwork("rnn", 4, 8, 4)
    losses = fit(model, X, TARGETS, steps=100, lr=0.03)
    assert len(losses) == 100
    assert losses[-1] < 0.2 < 1 < losses[0]
    assert model(X)[0].argmax(-1).tolist() == TARGETS.tolist()


def test_first_loss_is_that_before_any_update():
    model = RecurrentNetwork("rnn", 4, 8, 4)
    before = torch.nn.functional.cross_entropy(model(X)[0][0], TARGETS[0]).item()
    assert fit(model, X, TARGETS, steps=1, lr=0.03) == [pytest.approx(before)]


def test_same_seed_same_losses():
    runs = []
    for _ in range(2):
        torch.manual_seed(3)
        runs.append(fit(RecurrentNetwork("gru", 4, 8, 4), X, TARGETS, steps=5, lr=0.03))
    assert runs[0] == runs[1]


def test_clipping_bounds_the_gradient():
    model = RecurrentNetwork("rnn", 4, 8, 4)
    fit(model, X, TARGETS, steps=1, lr=0.03, clip_norm=1e-3)
    norm = torch.stack([p.grad.norm() for p in model.parameters()]).norm().item()
    assert norm == pytest.approx(1e-3, rel=1e-3)


def test_wrong_targets_name_the_shapes():
    with pytest.raises(ValueError, match=r"targets have shape \(4,\), expected \(B, T\) = \(1, 4\)"):
        fit(RecurrentNetwork("rnn", 4, 8, 4), X, TARGETS[0], steps=1, lr=0.03)
