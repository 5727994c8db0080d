import pytest
import torch
import torch.nn.functional as F
from torch.nn import RNN

from rnn_helpers.figures.unrolling.two_steps import SHAPES, quantities


@pytest.fixture
def weights() -> dict[str, torch.Tensor]:
    return {name: torch.randn(shape, dtype=torch.float64) for name, shape in SHAPES.items()}


@pytest.fixture
def h_0() -> torch.Tensor:
    return torch.tensor([0.5, -0.5], dtype=torch.float64)


def test_forward_is_torchs_layer(weights, h_0):
    q = quantities(weights, h_0, "HEL", "HELO", lr=0.5)
    layer = RNN(4, 2, batch_first=True, dtype=torch.float64)
    for own, given in zip(layer.parameters(), ("W_xh", "W_hh", "b_h"), strict=False):
        own.data = weights[given]
    layer.bias_hh_l0.data.zero_()
    states, _ = layer(torch.eye(4, dtype=torch.float64)[None, :2], h_0[None, None])
    torch.testing.assert_close(torch.stack([q["h_1"], q["h_2"]]), states[0].detach())
    torch.testing.assert_close(torch.tanh(q["a_2"]), q["h_2"])
    torch.testing.assert_close(q["L_2"], F.cross_entropy(q["y_2"], torch.tensor(2)))


@pytest.mark.parametrize("name", ["W_xh", "W_hh"])
def test_gradients_are_finite_differences(weights, h_0, name):
    def loss(nudge: torch.Tensor) -> float:
        moved = weights | {name: weights[name] + nudge}
        return quantities(moved, h_0, "HEL", "HELO", lr=0.5)["L_2"].item()

    gradient = quantities(weights, h_0, "HEL", "HELO", lr=0.5)[f"dL_2/d{name}"]
    for index in range(gradient.numel()):
        nudge = torch.zeros(gradient.numel(), dtype=torch.float64)
        nudge[index] = 1e-5
        nudge = nudge.view_as(gradient)
        assert (loss(nudge) - loss(-nudge)) / 2e-5 == pytest.approx(gradient.flatten()[index].item(), abs=1e-8)


def test_columns_of_W_xh_are_the_gradients_of_the_two_steps(weights, h_0):
    q = quantities(weights, h_0, "HEL", "HELO", lr=0.5)
    torch.testing.assert_close(q["dL_2/dW_xh"][:, 0], q["dL_2/da_1"])
    torch.testing.assert_close(q["dL_2/dW_xh"][:, 1], q["dL_2/da_2"])
    assert not q["dL_2/dW_xh"][:, 2:].any()


def test_a_small_step_lowers_the_loss(weights, h_0):
    q = quantities(weights, h_0, "HEL", "HELO", lr=0.01)
    assert q["L_1'"] < q["L_1"]
    torch.testing.assert_close(q["W_hy'"], q["W_hy"] - 0.01 * q["dL_1/dW_hy"])


@pytest.mark.parametrize("word", ["HE", "HEX", "HHE"])
def test_a_word_that_does_not_fit(weights, h_0, word):
    with pytest.raises(ValueError, match=f"word is '{word}'"):
        quantities(weights, h_0, word, "HELO", lr=0.5)


def test_shapes_that_do_not_fit(weights, h_0):
    with pytest.raises(ValueError, match=r"'W_hh': \(3, 2\).*expected"):
        quantities(weights | {"W_hh": torch.zeros(3, 2)}, h_0, "HEL", "HELO", lr=0.5)
    with pytest.raises(ValueError, match=r"'b_y': None"):
        quantities({name: weights[name] for name in list(weights)[:4]}, h_0, "HEL", "HELO", lr=0.5)
    with pytest.raises(ValueError, match="expected four different letters"):
        quantities(weights, h_0, "HEL", "HELLO", lr=0.5)
