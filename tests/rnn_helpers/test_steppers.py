import io

import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from rnn_helpers.figures import HiddenStateView
from rnn_helpers.networks.trace import Trace
from rnn_helpers.steppers import HiddenStateStepper, Stepper


@pytest.fixture
def stepper(hello) -> HiddenStateStepper:
    half = Trace(hello.hidden_states / 2, hello.inputs, hello.probabilities, hello.outputs, hello.targets)
    return HiddenStateStepper({"whole": hello, "half": half})


def pixels(stepper: Stepper) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(stepper.picture.value)).convert("RGB"), dtype=int)


@pytest.mark.parametrize("step", [1, 2, 4])
def test_the_slider_changes_picture_and_words(stepper, step):
    stepper.slider.value = 3
    before = pixels(stepper)
    stepper.slider.value = step
    assert np.abs(pixels(stepper) - before).max() > 50
    assert f"whole: step {step} of 4 reads" in stepper.caption.value
    assert f"step {step} of 4" in stepper.picture.tooltip


def test_a_step_shows_what_a_full_drawing_would(stepper, hello):
    stepper.slider.value = 3
    view = HiddenStateView(hello)
    view.figure.set_dpi(200)
    view.update(2)
    canvas = FigureCanvasAgg(view.figure)
    canvas.draw()
    whole = np.asarray(canvas.buffer_rgba(), dtype=int)[..., :3]
    # Blitting draws the moving artists last, and the picture has 256 colours: only thin edges may differ.
    difference = np.abs(pixels(stepper) - whole).max(-1)
    assert difference[0, 0] == 0
    assert (difference > 20).mean() < 0.01


def test_going_back_gives_the_same_picture(stepper):
    first = stepper.picture.value
    stepper.slider.value = 4
    stepper.slider.value = 1
    assert stepper.picture.value == first


def test_another_network_redraws(stepper):
    stepper.slider.value = 2
    before = pixels(stepper)
    stepper.controls["network"].value = "half"
    assert np.abs(pixels(stepper) - before).max() > 50
    assert "half: step 2 of 4" in stepper.caption.value


def test_units_can_be_picked_and_the_last_stay_picked(stepper):
    stepper.units.value = (0, 5)
    assert "unit 5" in stepper.caption.value
    assert "unit 3" not in stepper.caption.value
    stepper.units.value = ()
    assert "unit 5" in stepper.caption.value
    assert stepper.units.value == (0, 5)


def test_a_picture_has_two_pixels_for_each_of_the_page(stepper):
    width = Image.open(io.BytesIO(stepper.picture.value)).width
    assert stepper.picture.layout.width == f"{width // 2}px"


def test_the_caption_is_text_and_never_markup():
    stepper = HiddenStateStepper(Trace(torch.rand(1, 3), ["<b>bold</b>"]))
    assert "<b>" not in stepper.caption.value
    assert "&lt;b&gt;" in stepper.caption.value


def test_stands_in_text_the_same_in_every_run(stepper):
    assert repr(stepper) == "HiddenStateStepper(4 frames)"


def test_controls_start_at_what_the_view_has_chosen():
    class Chosen(HiddenStateView):
        chosen = {"network": "half"}

    states = torch.zeros(2, 3)
    trace = Trace(states, ["a", "b"])
    stepper = Stepper(Chosen({"whole": trace, "half": trace}))
    assert stepper.controls["network"].value == "half"
