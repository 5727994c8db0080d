"""What a model of tweets has to beat, on cases that one can count by hand."""

import pytest

from rnn_helpers.networks.baselines import human_rater, majority, score, word_regression
from rnn_helpers.texts.data import Tweet, load_tweets
from rnn_helpers.texts.tweets import split_tweets


def tweet(text: str, *ratings: int) -> Tweet:
    return Tweet(text, sum(ratings) / len(ratings), ratings)


SAD, FLAT, GLAD = tweet("ugh", -2, -3), tweet("hm", 0, 0), tweet("yay", 3, 2)


def test_score_by_hand():
    both = score([0, 0, 2, 2], [0, 2, 2, 2])
    assert both["accuracy"] == pytest.approx(3 / 4)
    # Negative: 2/3. Neutral: nothing was there and nothing claimed, 0. Positive: 4/5.
    assert both["macro-F1"] == pytest.approx((2 / 3 + 0 + 4 / 5) / 3)


def test_majority_comes_from_what_is_learned_not_from_what_is_asked():
    assert majority([SAD, SAD, GLAD], [GLAD, GLAD, SAD])["accuracy"] == pytest.approx(1 / 3)


def test_regression_learns_words_and_ignores_their_order():
    ask = word_regression([SAD, FLAT, GLAD] * 20)
    rows = ask(["ugh", "hm", "YAY", "ugh yay", "yay ugh"])
    assert [row.index(max(row)) for row in rows[:3]] == [0, 1, 2]
    assert all(sum(row) == pytest.approx(1) for row in rows)
    assert rows[3] == pytest.approx(rows[4])


def test_regression_can_learn_what_share_of_people_said_each_class():
    split = tweet("hm", 3, 3, 3, -1)  # its class is positive; one of four said negative
    (classes,), (shares,) = (word_regression([split, SAD, FLAT] * 200, shares)(["hm"]) for shares in (False, True))
    flat = 1 / 2  # "hm" is neutral in FLAT as often as it stands in `split`
    assert shares[0] == pytest.approx(flat / 4, abs=0.02) and classes[0] < 0.02


def test_each_rater_is_compared_with_the_others():
    # Without the first rater, the mean of the others is 0: neutral. Without any other, it is 1: positive.
    mixed = tweet("so so", 3, 0, 0, 0)
    assert human_rater([mixed])["accuracy"] == 0
    assert human_rater([mixed, GLAD])["accuracy"] == pytest.approx(1 / 2), "every tweet counts once"


def test_ratings_that_do_not_belong_to_their_mean_are_left_out():
    assert human_rater([GLAD, Tweet("yay", 2.5, (-1, -1))])["accuracy"] == 1


def test_on_the_tweets_a_sum_over_words_stands_between_majority_and_a_person():
    tweets, _ = load_tweets()
    parts = split_tweets(tweets, 0)
    rows = word_regression(parts.train)([each.text for each in parts.test])
    found = [
        majority(parts.train, parts.test),
        score([each.label for each in parts.test], [row.index(max(row)) for row in rows]),
        human_rater(parts.test),
    ]
    assert [round(each["accuracy"], 1) for each in found] == [0.6, 0.7, 0.8]
    assert found[0]["macro-F1"] < 0.3 < 0.6 < found[1]["macro-F1"] < found[2]["macro-F1"]
