import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rnn_helpers.figures.memory.distractors import DistractorView
from rnn_helpers.networks.trace import Trace
from rnn_helpers.steppers import Stepper

T = 4
SHARES = {"RNN": [1.0, 0.0, 0.5, 0.25], "LSTM": [0.25, 0.5, 0.75, 1.0]}


def trace(*rights: float) -> Trace:
    """A network that gives A these probabilities, and B all the rest."""
    probabilities = torch.tensor([[right, 1 - right] for right in rights])
    return Trace(torch.rand(T, 3) - 0.5, list("Awxy"), probabilities, list("AB"), ["A"] * T)


def view(**changes: object) -> DistractorView:
    traces = {"RNN": trace(0.9, 0.1, 0.6, 0.2), "LSTM": trace(0.5, 0.7, 0.8, 0.9)}
    return DistractorView(**{"traces": traces, "accuracies": SHARES, "trained": 2, "chance": 0.5} | changes)


def test_caption_says_what_is_seen():
    assert view().caption(1) == (
        "RNN after A and 1 distractor: it answers B, and gives A 10%. Right over many sequences: RNN 0%, LSTM 50%."
    )
    assert "A and 0 distractors: it answers A, and gives A 90%" in view().caption(0)


def test_every_frame_differs():
    shown = view()
    canvas = FigureCanvasAgg(shown.figure)
    pictures = set()
    for frame in range(shown.frames):
        shown.update(frame)
        canvas.draw()
        pictures.add(bytes(canvas.buffer_rgba()))
    assert len(pictures) == shown.frames == T


def test_right_answers_are_bold():
    answers = [(text.get_text(), text.get_fontweight()) for text in view().figure.axes[1].texts]
    assert answers == [("A", "bold"), ("B", "normal"), ("A", "bold"), ("B", "normal")]


def test_choosing_a_network_changes_the_upper_panels():
    stepper = Stepper(view())
    assert stepper.caption.value.count("RNN after A and 0 distractors") == 1
    stepper.controls["network"].value = "LSTM"
    stepper.slider.value = 4
    assert "LSTM after A and 3 distractors: it answers A, and gives A 90%" in stepper.caption.value


def test_one_network_gives_no_choice():
    alone = view(traces={"RNN": trace(0.9, 0.1, 0.6, 0.2)}, accuracies={"RNN": SHARES["RNN"]})
    assert alone.choices == {}
    assert alone.figure.axes[2].get_legend().get_texts()[0].get_text() == "RNN"


def test_wrong_use_is_one_sentence():
    with pytest.raises(ValueError, match=r"traces of \['RNN', 'LSTM'\] and accuracies of \['RNN'\], expected the same"):
        view(accuracies={"RNN": SHARES["RNN"]})
    with pytest.raises(ValueError, match=r"accuracies lengths \{2\}, expected one \(T, H\) and T"):
        view(accuracies={name: row[:2] for name, row in SHARES.items()})
    silent = {name: Trace(torch.rand(T, 3), list("Awxy")) for name in SHARES}
    with pytest.raises(ValueError, match="a trace has no probabilities or no targets"):
        view(traces=silent)
    with pytest.raises(ValueError, match="there is no network 'GRU', expected one of RNN, LSTM"):
        view().choose("GRU")


def test_others_of_a_kind_are_drawn_thinly_beside_it():
    def thin(shown: DistractorView) -> int:
        return sum(
            line.get_linewidth() < 1 and len(line.get_xdata()) == T for ax in shown.figure.axes for line in ax.lines
        )

    others = view(others={"RNN": [[1.0, 0.5, 0.5, 0.0], [1.0, 1.0, 1.0, 1.0]]})
    assert thin(others) - thin(view()) == 2
    assert "thin" in others.figure.axes[-1].get_title(loc="left")


def test_no_panel_shows_what_comes_after_the_frame():
    shown = view()
    shown.update(1)
    for ax in shown.figure.axes[:3]:
        (cover,) = (patch for patch in ax.patches if patch.get_facecolor() == (1, 1, 1, 1))
        assert cover.get_x() == 1.5
        assert cover.get_x() + cover.get_width() >= ax.get_xlim()[1]
