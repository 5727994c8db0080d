import pytest
import torch
from torch import nn

from rnn_helpers.figures.memory.gates import ROWS, GateView
from rnn_helpers.networks.trace import record_gates
from rnn_helpers.steppers import Stepper


def trace(letters: str = "abca", answers: bool = True, units: int = 3):
    lstm = nn.LSTM(4, units, batch_first=True)
    x = torch.eye(4)[["abcd".index(letter) for letter in letters]]
    return record_gates(lstm, x, letters, torch.linspace(-1, 1, len(letters)) if answers else None)


def test_sums_are_those_that_the_caption_tells():
    recorded = trace()
    view = GateView({"one": recorded}, unit=2)
    before, now = (recorded.quantities["cell"][t, 2].item() for t in (1, 2))
    cell, show = view.sums(2)
    assert f"· ({before:+.2f}) +" in cell and cell.endswith(f"= {now:+.2f}")
    assert f"tanh({now:+.2f})" in show
    assert f"The cell goes from {before:+.2f} to {now:+.2f}" in view.caption(2)
    assert view.caption(2).startswith("one: step 3 of 4 reads 'c'. Input gate 0.")
    assert "Answer: +0.33." in view.caption(2)


def test_first_step_starts_from_an_empty_cell():
    view = GateView({"one": trace()}, unit=0)
    assert "(+0.00)" in view.sums(0)[0]
    assert "from +0.00 to" in view.caption(0)


def test_every_number_stands_in_its_cell():
    recorded = trace(answers=False)
    view = GateView({"one": recorded}, unit=1)
    texts = [text.get_text() for text in view.figure.axes[0].texts]
    assert len(texts) == 4 * len(ROWS)
    assert texts[: len(ROWS)] == [f"{recorded.quantities[name][0, 1]:+.2f}" for name in ROWS]
    assert "Answer" not in view.caption(0)


def test_another_recording_can_be_chosen():
    view = GateView({"one": trace("abca"), "two": trace("ddda")}, unit=0)
    assert view.choices == {"run": ("one", "two")}
    first = view.sums(3)
    view.choose(run="two")
    assert view.sums(3) != first
    assert view.caption(0).startswith("two: step 1 of 4 reads 'd'")
    with pytest.raises(ValueError, match="run = 'three' cannot be chosen, expected one of run: one, two"):
        view.choose(run="three")


def test_every_frame_differs_and_a_stepper_walks_through_them():
    stepper = Stepper(GateView({"one": trace(), "two": trace()}, unit=0))
    frames = set()
    for stepper.slider.value in range(1, 5):
        frames.add((stepper.picture.value, stepper.caption.value))
    assert len(frames) == 4


@pytest.mark.parametrize(
    ("traces", "unit", "message"),
    [
        ({}, 0, "expected at least one"),
        ({"one": trace("ab"), "two": trace("abc")}, 0, "all of one length T"),
        ({"one": trace(), "two": trace(units=2)}, 2, "unit is 2, expected one of 0 to 1"),
        ({"one": trace()}, -1, "unit is -1"),
    ],
)
def test_what_does_not_fit_is_refused(traces, unit, message):
    with pytest.raises(ValueError, match=message):
        GateView(traces, unit)
