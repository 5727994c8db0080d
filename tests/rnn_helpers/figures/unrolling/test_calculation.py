import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rnn_helpers.figures.unrolling.calculation import CalculationView
from rnn_helpers.steppers import Stepper

H_0 = torch.tensor([0.5, -0.5])


@pytest.fixture(scope="module")
def weights() -> dict[str, torch.Tensor]:
    """The weights of notebook 07: both pre-activations of step 1 have one decimal."""
    return {
        "W_xh": torch.tensor([[0.1, -1.0, 0.7, -0.6], [-1.0, 0.8, -0.2, 0.4]]),
        "W_hh": torch.tensor([[0.5, -0.5], [0.6, 0.2]]),
        "b_h": torch.tensor([0.1, -0.3]),
        "W_hy": torch.tensor([[0.4, -0.7], [-0.1, 0.8], [0.6, -0.3], [-0.6, -0.2]]),
        "b_y": torch.tensor([0.0, 0.4, 0.5, 0.6]),
    }


def test_captions_put_the_numbers_in(weights):
    view = CalculationView(weights, H_0)
    assert view.frames == 21
    assert view.caption(0).startswith(
        "Line 1 of 21, a_1: a_1[0] = 0.1 + 0.5·0.5 − 0.5·(−0.5) + 0.1 = 0.7; "
        "a_1[1] = −1 + 0.6·0.5 + 0.2·(−0.5) − 0.3 = −1.1. "
    )
    assert "∂L_2/∂W_xh: column E = (−0.634, 0.275)" in view.caption(19)
    assert "the loss fell from 2.312" in view.caption(8)


def test_later_results_are_covered(weights):
    view = CalculationView(weights, H_0)
    covers = view.animated[0]
    view.update(0)
    assert len(covers.get_paths()) == view.frames - 1
    view.update(view.frames - 1)
    assert len(covers.get_paths()) == 0


def test_nothing_sticks_out_or_overlaps(weights):
    view = CalculationView(weights, H_0)
    renderer = FigureCanvasAgg(view.figure).get_renderer()
    for frame in range(view.frames):
        view.update(frame)
        for text in view.animated[-2:]:
            box = text.get_window_extent(renderer)
            assert box.x1 < view.figure.bbox.x1 and box.y0 > 0, text.get_text()
    boxes = list(view._boxes.values())
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:i]:
            assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top


def test_starting_from_zero_hides_a_term(weights):
    view = CalculationView(weights, H_0)
    assert view.choices == {"h_0": ("(0.5, −0.5)", "(0, 0)")}
    view.choose(h_0="(0, 0)")
    assert view.quantities["h_0"].tolist() == [0, 0]
    assert "With h_0 = 0 the second one vanishes" in view.caption(20)
    assert CalculationView(weights, torch.zeros(2)).choices == {}


def test_stepper_walks_through(weights):
    stepper = Stepper(CalculationView(weights, H_0))
    pictures = {stepper.picture.value}
    for line in range(2, 22):
        stepper.slider.value = line
        pictures.add(stepper.picture.value)
    assert len(pictures) == 21
    stepper.controls["h_0"].value = "(0, 0)"
    assert "vanishes" in stepper.caption.value


def test_wrong_shapes(weights):
    with pytest.raises(ValueError, match=r"h_0 \(3,\)"):
        CalculationView(weights, torch.zeros(3))
