import pytest
import torch

from rnn_helpers.figures.gradient.norms import GradientNormView, gradient_path, plot_gradient_norms, power
from rnn_helpers.steppers import Stepper

SIGMA = "largest singular value"


def test_at_one_and_a_half_the_gaussian_vanishes_and_the_orthogonal_explodes():
    gaussian, orthogonal = (gradient_path(kind, 1.5, "small") for kind in ("Gaussian", "orthogonal"))
    assert gaussian.norms[50] == pytest.approx(6e-5, rel=0.05)
    assert orthogonal.norms[50] == pytest.approx(6e2, rel=0.05)
    assert gaussian.spectral_radius == pytest.approx(0.83, abs=0.005)
    assert orthogonal.spectral_radius == pytest.approx(1.5)


def test_large_inputs_flatten_tanh_and_both_vanish():
    gaussian, orthogonal = (gradient_path(kind, 1.5, "large") for kind in ("Gaussian", "orthogonal"))
    assert gaussian.norms[50] == pytest.approx(2e-14, rel=0.2)
    assert orthogonal.norms[50] == pytest.approx(6e-3, rel=0.1)
    assert orthogonal.rms_slope == pytest.approx(0.58, abs=0.005)
    assert orthogonal.rms_slope < gradient_path("orthogonal", 1.5, "small").rms_slope


@pytest.mark.parametrize("inputs", ["small", "large"])
@pytest.mark.parametrize("sigma", [1.0, 1.2, 1.5])
def test_under_rotations_the_rms_slope_tells_what_a_typical_direction_does(sigma, inputs):
    """The norm is the best direction's growth: above the typical one, in 50 steps by less than ten times."""
    path = gradient_path("orthogonal", sigma, inputs)
    typical = (sigma * path.rms_slope) ** 50
    assert typical < path.norms[50] < 10 * typical


@pytest.mark.parametrize("kind", ["Gaussian", "orthogonal"])
@pytest.mark.parametrize("sigma", GradientNormView.choices[SIGMA])
def test_the_bound_of_pascanu_mikolov_and_bengio_holds(kind, sigma):
    for inputs in GradientNormView.choices["inputs"]:
        norms = gradient_path(kind, sigma, inputs).norms
        assert norms[0] == 1 and len(norms) == 51
        assert all(norm <= sigma**k * (1 + 1e-9) for k, norm in enumerate(norms))


def test_norms_are_those_of_finite_differences():
    """The last step alone: ∂h_T/∂h_{T-1}, from the same recipe without the helper's backward pass."""
    generator = torch.Generator().manual_seed(48)
    W_hh = torch.randn(64, 64, generator=generator, dtype=torch.float64)
    xs = torch.randn(50, 64, generator=generator, dtype=torch.float64)
    W_hh *= 0.7 / torch.linalg.matrix_norm(W_hh, 2)
    state = torch.zeros(64, dtype=torch.float64)
    for x in xs[:-1]:
        state = torch.tanh(x + W_hh @ state)
    nudges = 1e-6 * torch.eye(64, dtype=torch.float64)
    after = torch.tanh(xs[-1] + (state + nudges) @ W_hh.T) - torch.tanh(xs[-1] + (state - nudges) @ W_hh.T)
    norm = torch.linalg.matrix_norm(after / 2e-6, 2).item()
    assert gradient_path("Gaussian", 0.7, "large").norms[1] == pytest.approx(norm, rel=1e-6)


def test_caption_says_what_is_seen():
    view = GradientNormView()
    view.choose(**{SIGMA: 1.5})
    assert view.caption(49) == (
        "Largest singular value 1.5, small inputs, gradient norm 50 steps back: "
        "Gaussian 6e-05 (spectral radius 0.83, rms slope of tanh 0.98); "
        "orthogonal 589 (spectral radius 1.50, rms slope of tanh 0.73). "
        "Neither can exceed 1.5^50 = 6e+08."
    )
    assert "gradient norm 1 step back" in view.caption(0)


def test_every_frame_and_every_choice_differs(pictures):
    view = GradientNormView()
    found = set()
    for sigma in (0.5, 1.0, 1.5):
        for inputs in ("small", "large"):
            view.choose(**{SIGMA: sigma, "inputs": inputs})
            found |= pictures(view, (0, 24, 49))
    assert len(found) == 18


def test_a_choice_left_out_stays():
    view = GradientNormView()
    assert view.chosen == {SIGMA: 0.5, "inputs": "small"}
    view.choose(inputs="large")
    view.choose(**{SIGMA: 1.2})
    assert view.caption(0).startswith("Largest singular value 1.2, large inputs")


@pytest.mark.parametrize("chosen", [{SIGMA: 2.0}, {"inputs": "huge"}, {"matrix": "Gaussian"}])
def test_unknown_choices_are_refused(chosen):
    with pytest.raises(ValueError, match="expected one of largest singular value: 0.5, 0.6"):
        GradientNormView().choose(**chosen)


def test_shown_standing_still(shown):
    plot_gradient_norms(k=25, largest_singular_value=1.0, inputs="large")
    assert "image/png" in shown.outputs[0].data
    caption = shown.outputs[1].data["text/plain"]
    assert caption.startswith("Largest singular value 1.0, large inputs, gradient norm 25 steps back")


@pytest.mark.parametrize("k", [0, 51])
def test_steps_that_are_not_there(k):
    with pytest.raises(IndexError, match="1 to 50"):
        plot_gradient_norms(k, 1.0)


def test_stepper_walks_through_it():
    stepper = Stepper(GradientNormView())
    stepper.slider.value = 50
    stepper.controls[SIGMA].value = 1.5
    assert "50 steps back: Gaussian 6e-05" in stepper.caption.value
    stepper.controls["inputs"].value = "large"
    assert "50 steps back: Gaussian 2e-14" in stepper.caption.value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (0.012, "0.012"),
        (11.52, "11.5"),
        (0.0064247, "0.00642"),
        (589.2, "589"),
        (6.2e-5, "6e-05"),
        (0.00093, "9e-04"),
        (6.4e8, "6e+08"),
        (1000.0, "1e+03"),
    ],
)
def test_power(value, text):
    assert power(value) == text
