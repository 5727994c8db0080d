import math

import pytest
import torch

from rnn_helpers.figures import show
from rnn_helpers.figures.language.next_words import NextWordsView, Reader
from rnn_helpers.steppers import Stepper

WORDS = ["<pad>", "a", "b", "c", "d", "e", "f"]
TEMPERATURES = (0.5, 1.0, 2.0)


def logits(*rows: list[float]) -> torch.Tensor:
    """Rows of (T, 7): `<pad>` never, e and f hardly."""
    return torch.tensor([[-math.inf, *(math.log(p) for p in row), math.log(1e-6), math.log(1e-6)] for row in rows])


def view(**changes) -> NextWordsView:
    sees_all = {"x y": logits([1, 2, 4, 8], [8, 4, 2, 1]), "x z": logits([1, 2, 4, 8], [1, 1, 1, 1])}
    sees_one = {"x y": logits([1, 1, 1, 1], [5, 1, 1, 1]), "x z": logits([1, 1, 1, 1], [1, 1, 1, 5])}
    readers = {"all": Reader(sees_all), "one": Reader(sees_one, sees=1)}
    return NextWordsView(readers, WORDS, TEMPERATURES, **changes)


def test_caption_says_what_each_model_sees_and_expects():
    assert view().caption(1) == (
        "After 'x y', temperature 1. all (sees: x y): a 53 %, b 27 %, c 13 %, as unsure as a die with 3.1 sides. "
        "one (sees: y): a 62 %, b 12 %, c 12 %, as unsure as a die with 2.9 sides."
    )


def test_the_panels_show_the_likeliest_five_and_the_sentence_up_to_now():
    each = view()
    each.update(0)
    texts = [text.get_text() for ax in each.figure.axes for text in ax.texts]
    assert texts[:3] == ["x", "y", "…"]
    assert [text.get_color() for text in each.figure.axes[0].texts] == ["black", "0.7", "0.7"]
    assert texts[3:13] == ["d", "c", "b", "a", "e", " 53 %", " 27 %", " 13 %", " 6.7 %", " 0.0 %"]
    assert "all, sees: x" in texts
    assert "one, sees: x" in texts


def test_temperature_sharpens_flattens_and_keeps_the_order():
    each = view()
    sides, orders = [], []
    for temperature in TEMPERATURES:
        each.choose(temperature=temperature)
        sides.append(float(each.sides("all", 1)))
        orders.append([word for word, _ in each.likeliest("all", 1)])
    assert sides == sorted(sides)
    assert orders[0] == orders[1] == orders[2]
    assert dict(each.likeliest("all", 1))["a"] == pytest.approx(
        8**0.5 / sum(k**0.5 for k in (8, 4, 2, 1, 1e-6, 1e-6)), rel=1e-4
    )


def test_another_sentence_keeps_the_temperature():
    each = view()
    each.choose(temperature=2.0)
    each.choose(sentence="x z")
    assert each.caption(1).startswith("After 'x z', temperature 2. all (sees: x z): a 25 %")


def test_what_must_not_come_is_never_shown():
    each = view()
    shown = {word for name in each.readers for frame in range(2) for word, _ in each.likeliest(name, frame)}
    assert "<pad>" not in shown


def test_a_stepper_starts_at_temperature_1_and_every_frame_differs():
    stepper = Stepper(view())
    assert stepper.controls["temperature"].value == 1.0
    pictures = set()
    for sentence in ("x y", "x z"):
        stepper.controls["sentence"].value = sentence
        for frame in (1, 2):
            stepper.slider.value = frame
            pictures.add(stepper.picture.value)
    assert len(pictures) == 4
    stepper.controls["temperature"].value = 0.5
    assert "temperature 0.5" in stepper.caption.value


def test_stands_still(capsys):
    show(view(), 2)
    assert "After 'x y', temperature 1" in capsys.readouterr().out


def test_logits_that_do_not_fit_are_refused():
    readers = {"all": Reader({"x y": logits([1, 2, 4, 8])})}
    with pytest.raises(ValueError, match=r"all has logits of shapes .*\(1, 7\).*expected \(T, V\) = \(2, 7\)"):
        NextWordsView(readers, WORDS, TEMPERATURES)
    with pytest.raises(ValueError, match="temperature = 3 cannot be chosen"):
        view().choose(temperature=3)


def test_bars_of_unlikely_words_are_seen_and_true_to_their_numbers():
    ax = view().figure.axes[1]
    place = ax.transData.transform([(p, 0) for p in (0, 0.02, 0.04, 1)])[:, 0]
    assert (place[1] - place[0]) / (place[3] - place[0]) > 0.1
    assert (place[2] - place[0]) ** 2 == pytest.approx(2 * (place[1] - place[0]) ** 2)
