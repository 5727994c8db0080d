"""What 01 says in words about its runs, counted again from the formula alone."""

import math
from itertools import accumulate

import pytest
from source_cells import cells

SENTENCE = "the mouse that lives behind the old clock in our kitchen sleeps".split()


@pytest.fixture(scope="module")
def text() -> dict[str, str]:
    return cells("01")


def share_of_mouse(keep: float) -> list[float]:
    """How much of 'mouse' is in memory after each word from it on."""
    return [(1 - keep) * keep**n for n in range(len(SENTENCE) - SENTENCE.index("mouse"))]


def first_lost(keep: float) -> str:
    n = next(n for n, share in enumerate(share_of_mouse(keep)) if share < 0.02)
    return SENTENCE[SENTENCE.index("mouse") + n]


def test_a_word_fades_where_the_text_says(text):
    answers = text["stepper_questions"]
    assert f"At *{first_lost(0.3)}*, and at *{first_lost(0.7)}*" in answers
    shares = {keep: share_of_mouse(keep) for keep in (0.3, 0.7, 0.95)}
    assert shares[0.3][0] > shares[0.7][0] > shares[0.95][0] and f"{100 * shares[0.3][0]:.0f} %" in answers
    words = SENTENCE[SENTENCE.index("mouse") :]
    assert math.isclose(shares[0.3][1], shares[0.7][1])
    assert f"At *{words[1]}* 0.3 and 0.7 are equal, {100 * shares[0.3][1]:.0f} %" in answers
    leads = {word: max(shares, key=lambda keep: shares[keep][n]) for n, word in enumerate(words)}
    firsts = [next(word for word in words[2:] if leads[word] == keep) for keep in (0.7, 0.95)]
    assert f"from *{firsts[0]}* on 0.7 leads, from *{firsts[1]}* on 0.95" in answers
    empty = 0.95 ** len(SENTENCE)
    assert empty > max(0.05 * 0.95**n for n in range(len(SENTENCE)))
    assert f"{100 * empty:.0f} % is still empty" in answers


def test_loops_die_and_blow_up(text):
    assert [factor for factor in (0.9, 0.99, 1, 1.01, 1.1) if factor**50 > 5] == [1.1]
    assert "Only 1.1 leaves" in text["learning"]
    assert (round(0.9**100, 5), round(1.1**100, -3)) == (0.00003, 14_000)
    assert (round(0.99**1000, 5), round(1.01**1000, -3)) == (0.00004, 21_000)
    assert "0.00003 and 14,000. 0.99 and 1.01 end at 0.00004 and 21,000" in text["half_life_heading"]


def test_one_squashed_number_can_explode(text):
    """At 0, where tanh is steepest, a change is multiplied by the whole weight: it is nudged here, not computed."""
    *_, left = accumulate(range(100), lambda change, _: math.tanh(1.5 * change), initial=1e-30)
    assert f"{left / 1e-30:.0e}" == "4e+17" and "4·10¹⁷" in text["half_life_heading"]


def test_half_lives_and_gates(text):
    lives = {keep: next(n for n in range(1, 100) if keep**n <= 0.5) for keep in (0.9, 0.99)}
    assert (
        f"With keep = 0.9 half is gone after {lives[0.9]} steps, with 0.99 after {lives[0.99]}" in text["gate_question"]
    )
    assert "$f = 0.99$ halves it in 69 steps" in text["researcher"]
    always, soft = 0.95**50, 0.99**50
    assert f"{100 * always:.0f} %, 100 % and {100 * soft:.1f} %" in text["gate_answer"]
    assert 0.999**50 >= 0.95 > 0.998**50 and "0.999 does" in text["gate_answer"]


def test_a_window_of_words(text):
    """Four words decide, and one new word among them was never seen."""
    seen = ["the bird flies to the nest", "the bee flies to the hive", "the boy walks to the school"]

    def guesses(typed: list[str], n: int) -> set[str]:
        told = (sentence.split() for sentence in seen)
        return {words[i] for words in told for i in range(n, len(words)) if words[i - n : i] == typed[-n:]}

    assert [len(guesses("the bird flies to the".split(), n)) for n in (1, 2, 3, 4)] == [6, 3, 2, 1]
    assert text["guess_answer"].startswith("Four.")
    play = [guesses("the bird flies quickly to the".split(), n) for n in (1, 2, 3, 4)]
    assert all("nest" in found for found in play[:2]) and play[2:] == [set(), set()]
