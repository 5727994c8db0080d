import pytest
import torch

from rnn_helpers.figures.language.pair import PairView
from rnn_helpers.networks.trace import Trace
from rnn_helpers.steppers import Stepper

RIVER = torch.tensor([[0.9, -0.1, 0.0, 0.2], [0.5, 0.8, 0.0, 0.3], [0.0, 0.1, 0.0, 0.4]])
MONEY = torch.tensor([[-0.9, -0.1, 0.0, 0.2], [-0.5, -0.4, 0.0, 0.2], [0.0, 0.1, 0.0, 0.4]])


def pair(first: torch.Tensor = RIVER, second: torch.Tensor = MONEY) -> dict[str, Trace]:
    return {"wet": Trace(first, ["river", "bank", "."]), "rich": Trace(second, ["money", "bank", "."])}


def test_caption_says_what_is_seen():
    view = PairView({"network": pair()})
    assert view.caption(1) == (
        "Step 2 of 3. wet reads 'bank': unit 0 +0.50, unit 1 +0.80, unit 3 +0.30. "
        "rich reads 'bank': unit 0 -0.50, unit 1 -0.40, unit 3 +0.20. Largest difference: 1.20, in unit 1."
    )
    assert view.caption(2).endswith("The states are equal.")


def test_units_may_have_names():
    view = PairView({"network": pair()}, units=["topic", "place", "c", "d"])
    assert "topic +0.50, place +0.80" in view.caption(1)
    assert view.caption(0).endswith("Largest difference: 1.80, in topic.")


def test_every_frame_differs(pictures):
    view = PairView({"network": pair()})
    assert len(pictures(view)) == view.frames == 3


def test_the_inputs_that_differ_are_bold():
    view = PairView({"network": pair()})
    for ax in view.figure.axes[:2]:
        weights = [label.get_fontweight() for label in ax.get_xticklabels()]
        assert weights == ["bold", "normal", "normal"]


def test_choosing_a_network_redraws_on_the_same_scale():
    stepper = Stepper(PairView({"trained": pair(), "large": pair(4 * RIVER, 4 * MONEY)}))
    heights = stepper.view.figure.axes[2].get_ylim()
    assert stepper.view.limit == pytest.approx(3.6)
    assert "trained: step 1 of 3." in stepper.caption.value
    stepper.controls["network"].value = "large"
    assert "large: step 1 of 3." in stepper.caption.value
    assert "Largest difference: 7.20" in stepper.caption.value
    assert stepper.view.figure.axes[2].get_ylim() == heights


def test_long_texts_of_many_units_fit():
    inputs = [f"word{t}" for t in range(30)]
    traces = {name: Trace(torch.rand(30, 12), inputs) for name in ("one", "other")}
    view = PairView({"network": traces})
    numbers = [text for ax in view.figure.axes[:2] for text in ax.texts]
    assert not numbers  # they would overlap
    assert view.frames == 30
    view.update(29)


def test_wrong_use_is_one_sentence():
    with pytest.raises(ValueError, match=r"the traces have shapes {}, expected two for each network"):
        PairView({})
    with pytest.raises(ValueError, match=r"{'network': \[\(3, 4\)\]}, expected two"):
        PairView({"network": {"wet": pair()["wet"]}})
    with pytest.raises(ValueError, match=r"\[\(3, 4\), \(2, 4\)\]}, expected two .* all of one \(T, H\)"):
        PairView({"network": {"long": Trace(RIVER, list("abc")), "short": Trace(RIVER[:2], list("ab"))}})
    with pytest.raises(ValueError, match="there are 2 names of units, expected one for each of the 4"):
        PairView({"network": pair()}, units=["a", "b"])
    with pytest.raises(ValueError, match="there is no network 'gru', expected one of network"):
        PairView({"network": pair()}).choose("gru")
