import pytest
import torch

from rnn_helpers.figures import HiddenStateView, plot_hidden
from rnn_helpers.figures.memory.hidden import strongest_units
from rnn_helpers.networks.trace import Trace

STATES = torch.tensor([[0.1, -0.9, 0.5], [0.2, 0.8, -1.0]])


def test_caption_says_what_is_seen():
    trace = Trace(STATES, ["river", "bank"], torch.tensor([[0.3, 0.7], [0.9, 0.1]]), ["water", "money"], ["money"] * 2)
    view = HiddenStateView(trace)
    assert view.caption(0) == (
        "Step 1 of 2 reads 'river'. Strongest: unit 1 at -0.90, unit 2 at +0.50, unit 0 at +0.10. "
        "Prediction: 'money' with 70%, which is right."
    )
    assert view.caption(1).endswith("Prediction: 'water' with 90%, but 'money' is right.")


def test_a_tie_is_no_right_answer():
    even = torch.tensor([[0.499, 0.501, 0.0], [0.495, 0.01, 0.495]])
    view = HiddenStateView(Trace(STATES, ["river", "bank"], even, ["water", "money", "fish"], ["money"] * 2))
    assert view.caption(0).endswith("Prediction: a tie, 'water' and 'money' with 50% each, and 'money' is right.")
    assert view.caption(1).endswith("Prediction: a tie, 'water' and 'fish' with 50% each, but 'money' is right.")


def test_a_trace_without_outputs_has_no_prediction():
    view = HiddenStateView(Trace(STATES, ["river", "bank"]))
    view.update(1)
    assert "Prediction" not in view.caption(1)
    assert len(view.figure.axes) == 2


def test_every_frame_differs(hello, pictures):
    view = HiddenStateView(hello)
    assert len(pictures(view)) == view.frames == 4


def test_choosing_between_traces():
    view = HiddenStateView({"river": Trace(STATES, ["river", "bank"]), "money": Trace(-STATES, ["money", "bank"])})
    assert view.choices == {"network": ("river", "money")}
    view.choose(network="money")
    assert view.caption(0).startswith("money: step 1 of 2 reads 'money'. Strongest: unit 1 at +0.90")


def test_choosing_units(hello):
    view = HiddenStateView(hello)
    view.choose(units=(4, 1))
    assert view.units == [1, 4]
    assert "unit 0" not in view.caption(0)


def test_eight_strongest_units_of_many():
    states = torch.zeros(3, 20)
    states[:, ::2] = torch.arange(1.0, 11.0)
    assert strongest_units(Trace(states, list("abc"))) == [4, 6, 8, 10, 12, 14, 16, 18]


def test_five_most_likely_of_many_classes():
    probabilities = torch.softmax(torch.arange(12.0), 0).repeat(2, 1)
    view = HiddenStateView(Trace(STATES, ["a", "b"], probabilities, [f"word{i}" for i in range(12)]))
    assert [label for label, _ in view.prediction(1)] == ["word11", "word10", "word9", "word8", "word7"]
    view.update(1)


def test_states_beyond_one_fit_the_scale():
    view = HiddenStateView(Trace(torch.tensor([[7.0, -2.0]]), ["a"]))
    assert view.limit == 7.0


def test_wrong_use_is_one_sentence(hello):
    with pytest.raises(ValueError, match="the traces have shapes {}, expected at least one"):
        HiddenStateView({})
    with pytest.raises(ValueError, match=r"{'a': \(4, 6\), 'b': \(2, 3\)}, expected .* all of one \(T, H\)"):
        HiddenStateView({"a": hello, "b": Trace(STATES, ["river", "bank"])})
    with pytest.raises(ValueError, match=r"units are \[9\], expected some of 0 to 5"):
        HiddenStateView(hello, units=[9])
    with pytest.raises(ValueError, match="there is no network 'trained', expected one of network"):
        HiddenStateView(hello).choose(network="trained")
    with pytest.raises(IndexError, match="frames 1 to 4"):
        plot_hidden(hello, t=0)
