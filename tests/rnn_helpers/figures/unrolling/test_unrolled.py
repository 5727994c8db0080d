import io

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from rnn_helpers.figures.core.blit import Blitter
from rnn_helpers.figures.unrolling.unrolled import UnrolledView
from rnn_helpers.steppers import Stepper

VOCABULARY = ["very", "not", "really", "good", "bad"]
CLASSES = ["praise", "blame"]
REST = ["really", "really", "really", "good"]
TEXTS = {"not … good": (["not", *REST], "blame"), "very … good": (["very", *REST], "praise")}


@pytest.fixture
def view(machine) -> UnrolledView:
    return UnrolledView(machine, TEXTS, VOCABULARY, CLASSES)


def test_captions_walk_forward_and_back(view):
    assert view.frames == 11
    assert view.caption(0) == ("Step 1 of 11, forward: reads 'not' and h_0 = 0, and makes h_1 = (+0.96, +0.96).")
    assert "praise 2%, blame 98%; blame is right. The loss is 0.021." in view.caption(5)
    assert view.caption(6).endswith("the gradient arrives at h_5 with length 0.12.")
    assert view.caption(10) == "Step 11 of 11, backward: at h_1 its length is 6.3e-05, 0.16 times that at h_2."


@pytest.mark.parametrize(("crossings", "reached"), [("all", 5), (2, 3), (1, 2), (0, 1)])
def test_the_cut_leaves_the_last_gradients_and_every_value(view, crossings, reached):
    forward, whole = [view.caption(frame) for frame in range(6)], view.norms
    view.choose(crossings=crossings)
    assert view.norms[5 - reached :] == whole[5 - reached :]
    assert not any(view.norms[: 5 - reached])
    assert [view.caption(frame) for frame in range(6)] == forward
    if reached < 5:
        assert f"the cut stops it, so h_{5 - reached} gets exactly 0" in view.caption(6 + reached)


def test_more_crossings_than_hand_overs_cut_nothing(machine):
    view = UnrolledView(machine, {"short": (["not", "good"], "blame")}, VOCABULARY, CLASSES)
    whole = view.norms
    view.choose(crossings=2)
    assert view.norms == whole


def test_what_is_not_computed_yet_is_covered(view):
    arrows, boxes, *_ = view.animated
    view.update(0)
    assert len(boxes.get_paths()) == 11  # four states, output and loss, five gradients
    assert len(arrows.get_paths()) == 6  # four hand-overs, and the way down from the loss in two parts
    view.update(10)
    assert not boxes.get_paths() and not arrows.get_paths()


@pytest.mark.parametrize("frame", range(5))
def test_nothing_of_the_way_back_peeks_out_beside_the_loss(view, frame):
    """The line down from the loss begins at its box, and is covered until the gradient sets out."""
    picture = np.asarray(Image.open(io.BytesIO(Blitter(view).png(frame))).convert("L"))
    edge = picture[56:92, 1626:]  # the right edge of the covered box, and what lies beside it
    assert (edge == edge[0]).all()


def test_every_frame_and_every_choice_differs(view, pictures):
    found = set()
    for text in TEXTS:
        for crossings in ("all", 1):
            view.choose(text=text, crossings=crossings)
            found |= pictures(view, (0, 4, 5, 10))
    assert len(found) == 2 * 2 * 4


def test_nothing_sticks_out_of_the_picture(view):
    renderer = FigureCanvasAgg(view.figure).get_renderer()
    view.choose(crossings=0)
    view.update(10)
    for text in view.figure.axes[0].texts:
        box = text.get_window_extent(renderer)
        assert 0 < box.x0 and box.x1 < view.figure.bbox.x1 and 0 < box.y0, text.get_text()


def test_a_choice_left_out_stays(view):
    view.choose(text="very … good")
    view.choose(crossings=1)
    assert "reads 'very'" in view.caption(0)


def test_stepper_walks_through_it(view):
    stepper = Stepper(view)
    stepper.slider.value = 11
    stepper.controls["crossings"].value = 0
    assert "nothing comes through the cut, so h_1 gets exactly 0" in stepper.caption.value
    stepper.controls["text"].value = "very … good"
    assert "h_1 = (-0.96, -0.96)" in stepper.caption.value


@pytest.mark.parametrize("chosen", [{"crossings": 7}, {"text": "good"}, {"speed": 1}])
def test_unknown_choices_are_refused(view, chosen):
    with pytest.raises(ValueError, match="expected one of text: not … good, very … good; crossings: all, 2, 1, 0"):
        view.choose(**chosen)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({}, "expected one length for all"),
        ({"one": (["good"], "praise")}, "2 or more"),
        ({"a": (["very", "good"], "praise"), "b": (["not", "so", "bad"], "praise")}, r"\[2, 3\] words"),
        ({"a": (["so", "good"], "praise")}, "words has 'so', expected all of very, not"),
        ({"a": (["very", "good"], "joy")}, "no class joy, expected some of praise, blame"),
    ],
)
def test_texts_that_do_not_fit(machine, texts, message):
    with pytest.raises(ValueError, match=message):
        UnrolledView(machine, texts, VOCABULARY, CLASSES)
