"""What 02 says in words about its runs, counted again."""

import math

import pytest
from source_cells import cells

TEXT = cells("02")


@pytest.mark.parametrize(("loop", "said"), [(0.9, 0.0), (1.0, 0.077), (1.1, 1.006)])
def test_after_a_thousand_words_one_loop_is_zero_one_fades_one_holds(loop, said):
    topic = math.tanh(2.0)  # after "river"; after "money" it is the same with the other sign
    for _ in range(1000):
        topic = math.tanh(loop * topic)
    assert round(2 * topic, 3) == said
    if loop == 1.1:
        assert f"±{topic:.3f}" in TEXT["end"]


def test_orders_of_ten_words():
    assert f"{math.factorial(10):,}" in TEXT["judges-answer"]


def test_what_is_left_of_the_topic():
    """Topic hears itself once, or half of itself, from "river" on: word 2 of 8, and "bank" is word 5."""
    whole, half = [math.tanh(2.0)], [math.tanh(2.0)]
    for _ in range(6):
        whole.append(math.tanh(whole[-1]))
        half.append(math.tanh(half[-1] / 2))
    answers = TEXT["stepper-questions"]
    assert f"by {2 * whole[0]:.2f}" in answers and f"{2 * whole[1]:.2f} and {2 * whole[2]:.2f}" in answers
    heard, at_bank = half[2], math.tanh(2 * half[2])
    assert f"a topic of ±{heard:.2f} was heard, enough for ±{at_bank:.2f}" in answers
    assert f"2. {2 * half[6]:.2f}." in answers
