import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rnn_helpers.figures.language.reading import ReadingView
from rnn_helpers.steppers import Stepper

CLASSES = ("negative", "neutral", "positive")
SENTENCES = {"sun": ["oh", "sun", ":)"], "rain": ["oh", "rain", ":("]}
UP = torch.tensor([[0.3, 0.4, 0.3], [0.1, 0.3, 0.6], [0.02, 0.03, 0.95]])


def view(**change) -> ReadingView:
    given = {"net": {"sun": UP, "rain": UP.flip(1)}, "flat": dict.fromkeys(SENTENCES, torch.full((3, 3), 1 / 3))}
    return ReadingView(**{"sentences": SENTENCES, "readings": given, "classes": CLASSES} | change)


def test_caption_says_what_is_seen():
    assert view().caption(2) == "net: word 3 of 3, ':)'. So far: negative 2%, neutral 3%, positive 95%."


def test_choices_change_one_thing_and_keep_the_other():
    each = view()
    each.choose(sentence="rain")
    assert each.caption(2) == "net: word 3 of 3, ':('. So far: negative 95%, neutral 3%, positive 2%."
    each.choose(reader="flat")
    assert each.caption(1) == "flat: word 2 of 3, 'rain'. So far: negative 33%, neutral 33%, positive 33%."


def test_small_parts_have_no_number_in_the_columns():
    columns = view().figure.axes[0]
    assert [text.get_text() for text in columns.texts] == ["30", "40", "30", "30", "60", "95"]


def test_every_frame_differs_and_a_stepper_walks_through_them():
    each = view()
    canvas, pictures = FigureCanvasAgg(each.figure), set()
    for frame in range(each.frames):
        each.update(frame)
        canvas.draw()
        pictures.add(bytes(canvas.buffer_rgba()))
    assert len(pictures) == 3
    stepper = Stepper(each)
    stepper.slider.value = 3
    stepper.controls["sentence"].value = "rain"
    assert "negative 95%" in stepper.caption.value


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sentences": {"a": ["x"], "b": ["x", "y"]}}, "have lengths .* all of one length"),
        ({"sentences": {}}, "expected at least one"),
        ({"readings": {"net": {"sun": UP}}}, "net gives None for 'rain'"),
        ({"readings": {"net": {"sun": UP[:2], "rain": UP}}}, r"net gives \(2, 3\) for 'sun', expected \(3, 3\)"),
    ],
)
def test_what_does_not_fit_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        view(**change)


def test_what_cannot_be_chosen_is_refused():
    with pytest.raises(ValueError, match="reader = 'cat' cannot be chosen"):
        view().choose(reader="cat")
