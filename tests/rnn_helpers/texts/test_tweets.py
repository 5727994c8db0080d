"""Tweets as words, and parts of them that share no twin."""

import pytest

from rnn_helpers.texts.data import Tweet, load_tweets
from rnn_helpers.texts.tweets import count_twins, letters, split_tweets, words


def tweet(text: str, rating: float = 1.0) -> Tweet:
    return Tweet(text, rating, (1,) * 20)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("I'm HAPPY", ["i'm", "happy"]),
        ("so good!!! :-)", ["so", "good", "!!!", ":-)"]),
        ("well... <3 :'(", ["well", "...", "<3", ":'("]),
        ("@anonymous see http://url_removed #yay", ["@anonymous", "see", "http://url_removed", "#yay"]),
        ("(8 times, at 10:30)", ["(", "8", "times", ",", "at", "10", ":", "30", ")"]),
        ("café, naïve", ["café", ",", "naïve"]),
        ("", []),
    ],
)
def test_words_keep_what_speaks(text, tokens):
    assert words(text) == tokens


def test_twins_differ_in_capitals_spaces_digits_and_marks_alone():
    assert letters("So GOOD!!! :) 2") == letters("so good.") == "sogood"
    assert letters("so good") != letters("not so good")


def test_twins_are_counted():
    tweets = [tweet(text) for text in ("Yay.", "YAY!", "yay!!", "nay", "Ugh", "ugh.")]
    assert count_twins(tweets) == (2, 5)
    assert count_twins([]) == (0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_parts_hold_every_tweet_once_and_no_twin_twice(seed):
    tweets, _ = load_tweets()
    parts = split_tweets(tweets, seed)
    dealt = [*parts.train, *parts.validation, *parts.test]
    assert sorted(map(id, dealt)) == sorted(map(id, tweets))
    texts = [{letters(each.text) for each in part} for part in (parts.train, parts.validation, parts.test)]
    assert not (texts[0] & texts[1] or texts[0] & texts[2] or texts[1] & texts[2])
    for part, share in ((parts.train, 5 / 7), (parts.validation, 1 / 7), (parts.test, 1 / 7)):
        assert len(part) == pytest.approx(share * len(tweets), rel=0.02)
        for label in range(3):
            of_all = sum(each.label == label for each in tweets) / len(tweets)
            assert sum(each.label == label for each in part) / len(part) == pytest.approx(of_all, abs=0.02)


def test_a_seed_deals_the_same_way_and_another_another_way():
    tweets, _ = load_tweets()
    assert split_tweets(tweets, 0) == split_tweets(tweets, 0) != split_tweets(tweets, 1)
