import pytest
import torch

from rnn_helpers.networks.models import RecurrentNetwork, WordNetwork
from rnn_helpers.networks.training import fit, fit_words, log_probabilities, streams

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


def word_network() -> WordNetwork:
    torch.manual_seed(0)
    return WordNetwork(torch.ones(4), hidden_size=12)


def test_learns_a_text_in_which_one_word_is_not_enough():
    ids = torch.tensor([0, 1, 0, 2] * 60)  # after 0 comes 1 or 2: the word before says which
    losses = fit_words(word_network(), streams(ids, 4, 6), passes=30, lr=0.03)
    assert len(losses) == 30 * (239 // 24)
    assert losses[-1] < 0.1 < 1 < losses[0]


def test_the_state_is_handed_on_from_window_to_window():
    """With windows of one word, only a state that came from before can tell 0 after 1 from 0 after 2."""
    ids = torch.tensor([0, 1, 0, 2] * 60)
    model = word_network()
    with torch.no_grad():  # a memory that needs no training: the table is far apart
        model.table.weight.copy_(3 * torch.randn(4, 12))
    losses = fit_words(model, streams(ids, 2, 1), passes=12, lr=0.03)
    assert sum(losses[-50:]) / 50 < 0.2


def test_log_probabilities_are_those_of_one_long_reading():
    model = word_network()
    ids = torch.randint(4, (1200,))
    whole = model(ids[None, :-1])[0][0].log_softmax(-1).gather(1, ids[1:, None])[:, 0]
    torch.testing.assert_close(log_probabilities(model, ids), whole)


def test_streams_read_on_from_where_they_were():
    (x, y), (later, _) = streams(torch.arange(13), 2, 3)
    assert x.tolist() == [[0, 1, 2], [6, 7, 8]]
    assert y.tolist() == [[1, 2, 3], [7, 8, 9]]
    assert later.tolist() == [[3, 4, 5], [9, 10, 11]]


def test_a_text_that_is_too_short_has_no_batch():
    batches = streams(torch.zeros(256, dtype=torch.int64), 16, 16)
    with pytest.raises(ValueError, match="there is no batch, expected at least one"):
        fit_words(word_network(), batches, passes=1)
