"""What a model of tweets has to beat: the largest class, a sum over words, and what one person says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean

from rnn_helpers.texts.data import LABELS, Tweet, label
from rnn_helpers.texts.tweets import words


def score(
    targets: Sequence[int], predictions: Sequence[int], weights: Sequence[float] | None = None
) -> dict[str, float]:
    r"""Accuracy and macro-F1, by scikit-learn.

    Args:
        targets: the right classes, N of them.
        predictions: what was said, N classes.
        weights: how much each counts; without it all count the same.
    Returns: both numbers, by name.
    """
    from sklearn.metrics import accuracy_score, f1_score

    how = {"average": "macro", "labels": range(len(LABELS)), "zero_division": 0, "sample_weight": weights}
    accuracy = accuracy_score(targets, predictions, sample_weight=weights)
    return {"accuracy": float(accuracy), "macro-F1": float(f1_score(targets, predictions, **how))}


def majority(train: Sequence[Tweet], test: Sequence[Tweet]) -> dict[str, float]:
    """Say the most frequent class of `train`, whatever the tweet."""
    most = Counter(tweet.label for tweet in train).most_common(1)[0][0]
    return score([tweet.label for tweet in test], [most] * len(test))


def word_regression(train: Sequence[Tweet], shares: bool = False) -> Callable[[Sequence[str]], list[list[float]]]:
    r"""Logistic regression on words: a number for each word and class, added up over the words that are there.

    Args:
        train: what it learns from: for each tweet which words it has, and its class.
        shares: learn the shares of people who said each class instead, so that a network can be compared with its like.
    Returns: a function from N texts to N rows, the probabilities of `LABELS`.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    # Scikit-learn's own strength of the penalty, C = 1: 0.3 and 3 were no better on validation parts.
    # Its solver goes through the tweets one by one: the usual one waits for threads longer than it computes.
    regression = LogisticRegression(solver="sag", max_iter=1000, random_state=0)
    model = make_pipeline(CountVectorizer(analyzer=words, binary=True), regression)
    if shares:
        # Each tweet stands there once for every class that somebody said, and counts as much as people said it.
        rows = [(tweet.text, k, n / len(tweet.ratings)) for tweet in train for k, n in _said(tweet).items()]
        texts, labels, weights = zip(*rows, strict=True)
        model.fit(texts, labels, logisticregression__sample_weight=weights)
    else:
        model.fit([tweet.text for tweet in train], [tweet.label for tweet in train])
    return lambda texts: model.predict_proba(texts).tolist()


def human_rater(tweets: Sequence[Tweet]) -> dict[str, float]:
    r"""What one person agrees with the others: each rating, cut into classes, against the class of the others' mean.

    Every rater of a tweet takes a turn, and every tweet counts once. Left out are tweets whose published mean is not
    the mean of their published ratings: there, the two files of the source disagree.

    Args:
        tweets: with what each person said.
    Returns: accuracy and macro-F1.
    """
    others, said, weights = [], [], []
    for tweet in tweets:
        n, total = len(tweet.ratings), sum(tweet.ratings)
        if not math.isclose(fmean(tweet.ratings), tweet.rating, abs_tol=1e-6):
            continue
        for rating in tweet.ratings:
            others.append(label((total - rating) / (n - 1)))
            said.append(label(rating))
            weights.append(1 / n)
    return score(others, said, weights)


def _said(tweet: Tweet) -> Counter[int]:
    """How many people said each class."""
    return Counter(map(label, tweet.ratings))
