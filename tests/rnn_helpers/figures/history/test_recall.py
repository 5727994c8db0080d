import pytest
import torch

from rnn_helpers.figures.history.recall import RecallView
from rnn_helpers.steppers import Stepper

BAR = torch.tensor([[1.0, -1, -1], [1, -1, -1]])  # a column at the left
ROW = torch.tensor([[1.0, 1, 1], [-1, -1, -1]])  # a row on top
LETTERS = {"bar": BAR, "row": ROW}
START = BAR.flatten() * torch.tensor([1.0, 1, 1, 1, 1, -1])  # the last pixel turned over


@pytest.fixture
def view() -> RecallView:
    return RecallView(LETTERS, {"noisy bar": (START, [5]), "turned over": (-START, [5])})


def test_energy_is_that_of_the_weights(view):
    patterns = torch.stack([BAR.flatten(), ROW.flatten()]).double()
    W = torch.einsum("pi,pj->ij", patterns, patterns) / 6
    W -= torch.diag(W.diagonal())
    states = view.states["noisy bar"]
    expected = [-0.5 * (state @ W @ state).item() for state in states]
    assert view.energies["noisy bar"] == pytest.approx(expected)
    assert view.energies["turned over"] == pytest.approx(expected)  # E is even in the state


def test_caption_names_the_flip_the_energy_and_the_likeness(view):
    assert view.frames == 2
    assert view.caption(0) == (
        "noisy bar, picture 1 of 2, the start. Energy −0.67. Of 6 pixels agree with bar 5, row 2."
    )
    assert view.caption(1) == (
        "noisy bar, picture 2 of 2, flip 1: unit 5 (row 2, column 3) turns to −1. Energy −0.67 → −2.00. "
        "Of 6 pixels agree with bar 6, row 3."
    )


def test_a_flip_that_is_undone_is_announced():
    letters = {"a": torch.tensor([[1.0, 1, 1, 1, 1]])}
    start = torch.tensor([1.0, 1, 1, -1, -1])
    view = RecallView(letters, {"run": (start, [3, 4])})
    assert "not for good" not in view.caption(1)
    assert view.states["run"][0].tolist() == start.tolist()
    assert view.states["run"][-1].tolist() == [1.0] * 5


def test_every_frame_and_every_choice_differs(view, pictures):
    found = set()
    for run in ("noisy bar", "turned over"):
        view.choose(start=run)
        found |= pictures(view)
    assert len(found) == 4


def test_stepper_walks_through_it(view):
    stepper = Stepper(view)
    stepper.slider.value = 2
    stepper.controls["start"].value = "turned over"
    assert "turned over, picture 2 of 2" in stepper.caption.value
    assert "bar 0, row 3" in stepper.caption.value


def test_refuses_what_does_not_fit(view):
    with pytest.raises(ValueError, match="all of one length"):
        RecallView(LETTERS, {"short": (START, []), "long": (START, [5])})
    with pytest.raises(ValueError, match="all of one length"):
        RecallView(LETTERS, {})
    with pytest.raises(ValueError, match="does not fall with each flip"):
        RecallView(LETTERS, {"uphill": (BAR.flatten(), [1])})
    with pytest.raises(ValueError, match="there is no start 'none'"):
        view.choose(start="none")
