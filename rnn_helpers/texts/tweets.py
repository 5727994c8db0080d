"""Tweets as words, and parts of them that share no text: what is learned from, what is tuned on, what is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rnn_helpers.texts.data import Tweet

_FACE = r"(?:[<>]?[:;=][-o*']?[()\[\]dDpP/\\{}@|]|[()\[\]dD/\\|][-o*']?[:;=]|<3)(?!\w)"
_TOKEN = re.compile(rf"https?://\S+|@\w+|{_FACE}|#?\w+(?:['’]\w+)*|[!?]+|\.\.+|[^\s\w]")
_FOLDS = 7  # one to tune on, one to ask, five to learn from


@dataclass(frozen=True)
class Parts:
    r"""Tweets in three parts: whoever has a text in one has no twin of it in another.

    Attributes:
        train: what a model learns from, five sevenths.
        validation: what choices are made on, one seventh.
        test: what is asked once, at the end, one seventh.
    """

    train: list[Tweet]
    validation: list[Tweet]
    test: list[Tweet]


def words(text: str) -> list[str]:
    """Words in small letters, and with them what also speaks in a tweet: emoticons, names, addresses, marks."""
    return [token.lower() if token[0].isalpha() else token for token in _TOKEN.findall(text)]


def letters(text: str) -> str:
    """What is left of a text without capitals, spaces, digits and marks: the same for twins."""
    return re.sub(r"[\W\d_]", "", text.lower())


def count_twins(tweets: Sequence[Tweet]) -> tuple[int, int]:
    """How many texts stand there more than once up to `letters`, and how many tweets those are."""
    times = [n for n in Counter(letters(tweet.text) for tweet in tweets).values() if n > 1]
    return len(times), sum(times)


def split_tweets(tweets: Sequence[Tweet], seed: int) -> Parts:
    r"""Deal out tweets so that twins stay together and each part has about the same share of every class.

    Args:
        tweets: all there are.
        seed: another one deals another way.
    Returns: the three parts.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=seed)
    labels, groups = [tweet.label for tweet in tweets], [letters(tweet.text) for tweet in tweets]
    dealt = [[tweets[i] for i in fold] for _, fold in folds.split(labels, labels, groups)]
    return Parts([tweet for fold in dealt[2:] for tweet in fold], dealt[0], dealt[1])
