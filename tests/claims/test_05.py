"""What notebook 05 says about its runs: in its own draw of both matrices, and in eight others."""

from statistics import median

import pytest
import torch
from source_cells import cells, ran

from rnn_helpers.figures.gradient import norms

SINGULAR_VALUES = [round(0.1 * tenth, 1) for tenth in range(5, 16)]


@pytest.fixture(scope="module")
def names() -> dict:
    """The names of the notebook after its demonstrations."""
    text = cells("05")
    return ran(text[each] for each in ("imports", "by_hand", "unrolled_demo", "jacobian_demo", "product_demo"))[0]


@pytest.fixture(scope="module")
def draws() -> dict:
    """Eight other draws than the figure's, at a largest singular value of 1.5."""
    with pytest.MonkeyPatch.context() as patch:
        found: dict = {}
        for seed in range(8):
            patch.setattr(norms, "_SEED", seed)
            for kind, inputs in (("Gaussian", "small"), ("orthogonal", "small"), ("orthogonal", "large")):
                found.setdefault((kind, inputs), []).append(norms.gradient_path.__wrapped__(kind, 1.5, inputs))
    return found


@pytest.mark.parametrize("start", [0.5, -0.5])
def test_tanh_settles_where_it_meets_itself(start):
    state = torch.tensor(start)
    for _ in range(30):
        state = torch.tanh(1.5 * state)
    assert state.item() == pytest.approx(0.859 if start > 0 else -0.859, abs=5e-4)
    assert torch.tanh(1.5 * state).item() == pytest.approx(state.item(), abs=1e-4)


def test_the_first_input_acts_on_every_state_and_less_with_each(names):
    gaps = names["gap"][0].tolist()
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] > 0


def test_a_nudge_moves_the_state_by_slope_times_weight(names):
    slopes, W_hh = 1 - names["h_t"] ** 2, names["W_hh"]
    assert [f"{slope:.3f}" for slope in slopes.tolist()] == ["0.420", "0.915"]
    torch.testing.assert_close(names["by_autograd"], slopes[:, None] * W_hh, rtol=1e-4, atol=1e-6)
    torch.testing.assert_close(names["J3"] @ names["J2"] @ names["J1"], names["whole"], rtol=1e-4, atol=1e-6)


def test_the_figure_s_own_draw():
    for inputs in ("small", "large"):
        ends = [norms.gradient_path("orthogonal", s, inputs).norms[50] for s in SINGULAR_VALUES]
        grown = [s for s, end in zip(SINGULAR_VALUES, ends, strict=True) if end > 1]
        assert grown == ([1.1, 1.2, 1.3, 1.4, 1.5] if inputs == "small" else [])
        assert norms.gradient_path("Gaussian", 1.5, inputs).norms[50] < 1e-3
    assert norms.gradient_path("orthogonal", 1.0, "small").norms[50] == pytest.approx(0.12, abs=0.005)
    assert norms.gradient_path("orthogonal", 1.5, "small").norms[50] == pytest.approx(589, abs=1)
    large = norms.gradient_path("orthogonal", 1.5, "large")
    assert large.norms[50] == pytest.approx(0.006, abs=5e-4)
    assert large.rms_slope == pytest.approx(0.58, abs=5e-3)
    above = [norm > 1 for norm in norms.gradient_path("Gaussian", 1.5, "small").norms[1:]]
    assert above == [True] * 5 + [False] * 45


@pytest.mark.parametrize(
    ("kind", "inputs", "least", "middle", "most"),
    [
        ("orthogonal", "small", 260, 530, 610),
        ("Gaussian", "small", 2e-6, 5e-5, 3e-3),
        ("orthogonal", "large", 0.002, 0.007, 0.02),
    ],
)
def test_eight_other_draws(kind, inputs, least, middle, most, draws):
    ends = [path.norms[50] for path in draws[kind, inputs]]
    assert [min(ends), median(ends), max(ends)] == pytest.approx([least, middle, most], rel=0.2)


def test_eight_other_gaussian_gradients_rise_early_and_fall(draws):
    above = [sum(norm > 1 for norm in path.norms[1:]) for path in draws["Gaussian", "small"]]
    assert (min(above), median(above), max(above)) == (3, 4, 6)


def test_spectral_radius_is_about_half_for_a_gaussian_matrix_and_all_for_an_orthogonal_one(draws):
    assert all(0.5 < path.spectral_radius / 1.5 < 0.65 for path in draws["Gaussian", "small"])
    assert all(path.spectral_radius == pytest.approx(1.5) for path in draws["orthogonal", "small"])
