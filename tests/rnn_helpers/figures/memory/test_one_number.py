import numpy as np
import pytest

from rnn_helpers.figures.memory.one_number import LOST, MemoryView, percent, shares
from rnn_helpers.steppers import Stepper

WORDS = ["the", "mouse", "sleeps", "well"]


def view(words=WORDS, follow="mouse", **readers) -> MemoryView:
    return MemoryView(words, readers or {"fast": 0.1, "slow": 0.9}, follow)


def test_shares_are_what_a_nudge_to_each_word_moves():
    """A memory that mixes step by step, asked for the share of each number that it has read."""
    keeps = [0.5, 0.9, 0.0, 0.7, 1.0]

    def memory(start: float, xs: np.ndarray) -> float:
        for keep, x in zip(keeps[: len(xs)], xs, strict=True):
            start += (1 - keep) * (x - start)
        return start

    found = shares(keeps)
    assert found.shape == (5, 6)
    for t in range(1, 6):
        assert found[t - 1, 0] == pytest.approx(memory(1, np.zeros(t)))
        assert found[t - 1, 1 : t + 1] == pytest.approx([memory(0, word) for word in np.eye(t)])
        assert not found[t - 1, t + 1 :].any()


def test_every_row_of_shares_adds_up_to_the_whole():
    assert shares(np.linspace(0, 1, 9)).sum(1) == pytest.approx(1)


def test_caption_says_what_is_seen():
    each = view()
    assert each.caption(0) == ("Word 1 of 4, 'the'. Of 'mouse' in memory: fast not read yet; slow not read yet.")
    assert each.caption(2) == "Word 3 of 4, 'sleeps'. Of 'mouse' in memory: fast 9.0 %; slow 9.0 %."
    assert each.caption(3).endswith("fast lost; slow 8.1 %.")


def test_a_gate_may_keep_differently_at_each_word():
    gated = view(gate=[1.0, 0.0, 1.0, 0.0])
    assert [gated.share("gate", frame) for frame in range(4)] == [0, 1, 1, 0]


def test_what_is_lost_has_no_number():
    each = view(fast=0.1)
    each.update(3)
    assert each.share("fast", 3) < LOST
    texts = [text.get_text() for text in each.figure.axes[0].texts]
    assert texts == ["", "", "", "9.0", "90"]


def test_of_equal_words_the_first_is_followed():
    assert view(["a", "a"], "a", half=0.5).share("half", 1) == 0.25


def test_every_frame_differs_and_a_stepper_walks_through_them(pictures):
    each = view()
    assert len(pictures(each)) == 4
    stepper = Stepper(each)
    stepper.slider.value = 4
    assert "'well'" in stepper.caption.value.replace("&#x27;", "'")


@pytest.mark.parametrize(("share", "says"), [(1, "100 %"), (0.3, "30 %"), (0.0997, "10 %"), (0.063, "6.3 %")])
def test_small_shares_have_a_decimal(share, says):
    assert percent(share) == says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"follow": "cat"}, "follow is 'cat', expected one of the words the, mouse, sleeps, well."),
        ({"readers": {}}, "readers is empty, expected at least one name"),
        ({"readers": {"slow": 1.2}}, "slow keeps 1.2, expected a number from 0 to 1"),
        ({"readers": {"gate": [1, 0]}}, r"gate keeps \[1, 0\], expected .* one for each of the 4 words"),
    ],
)
def test_what_does_not_fit_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        MemoryView(**{"words": WORDS, "readers": {"slow": 0.9}, "follow": "mouse"} | change)
