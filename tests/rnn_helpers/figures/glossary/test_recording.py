import pytest
import torch

from rnn_helpers.figures.glossary.recording import RecordingView
from rnn_helpers.glossary.recordings import Recording
from rnn_helpers.steppers import Stepper

CUT = Recording(
    torch.tensor([-2.0, -1.0, -0.5]), torch.tensor([0.0, 0.2, 1.0]), torch.tensor([5e-7, 0.2, 1.0]), [(3, 2), (3, 3)]
)
WHOLE = Recording(torch.tensor([1.0, 1.0, 1.0]), torch.ones(3), torch.ones(3), [(3, 2), (3, 3)])


@pytest.fixture
def view() -> RecordingView:
    return RecordingView({"cut": CUT, "whole": WHOLE})


def test_caption_says_memory_and_both_gradients(view):
    assert view.caption(0) == (
        "cut, step 1 of 3. Memory, with nothing to read: −2. "
        "Length of the gradient at this input: exactly 0 as trained, 5e−07 uncut."
    )
    assert view.caption(1).endswith("at this input: 0.2, as trained and uncut.")


def test_every_frame_and_every_network_differs(view, pictures):
    found = set()
    for network in view.choices["network"]:
        view.choose(network=network)
        found |= pictures(view)
    assert len(found) == 6


def test_stepper_walks_through_it(view):
    stepper = Stepper(view)
    stepper.slider.value = 3
    stepper.controls["network"].value = "whole"
    assert "whole, step 3 of 3" in stepper.caption.value


def test_refuses_what_does_not_fit(view):
    with pytest.raises(ValueError, match="expected one of network: cut, whole"):
        view.choose(network="other")
    with pytest.raises(ValueError, match="expected one length for all"):
        RecordingView({})
