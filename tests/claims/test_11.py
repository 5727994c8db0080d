"""What notebook 11 says of tweets, over eight splits and random starts. Its own cells are run."""

from statistics import median
from typing import Any

import pytest
import torch
from source_cells import cells, ran

pytestmark = pytest.mark.large

TEXT = cells("11")


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    """For each of eight seeds, each with another split: the three networks and their rivals, and all scores."""
    collected, _ = ran(TEXT[cell] for cell in ("imports", "collect"))
    runs = []
    for seed in range(8):
        names = dict(collected)
        learning = [TEXT[cell].replace("manual_seed(0)", f"manual_seed({seed})") for cell in ("vectorise", "run")]
        _, names["logs"] = ran([learning[0], TEXT["build"], TEXT["train"], learning[1]], names)
        _, said = ran([TEXT["evaluate"].partition("plot_confusions")[0], TEXT["ask"].partition("def ask")[0]], names)
        names["macro-F1"] = {line[:16].strip(): float(line.split()[-1]) for line in said.splitlines()}
        runs.append(names)
    return runs


def scores(found: list[dict[str, Any]], name: str) -> list[float]:
    return [names["macro-F1"][name] for names in found]


def test_medians_and_the_range_of_one(found):
    for name, expected in {"words": 0.66, "GRU": 0.66, "LSTM": 0.64, "RNN": 0.56, "majority": 0.24}.items():
        assert median(scores(found, name)) == pytest.approx(expected, abs=0.015), name
    gru = scores(found, "GRU")
    assert min(gru) == pytest.approx(0.60, abs=0.015) and max(gru) == pytest.approx(0.68, abs=0.015)
    wins = [a > b for a, b in zip(gru, scores(found, "words"), strict=True)]
    assert any(wins) and not all(wins)


def test_marks_are_worth_about_four_points(found):
    lost = [a - b for a, b in zip(scores(found, "words"), scores(found, "words, no marks"), strict=True)]
    assert median(lost) == pytest.approx(0.04, abs=0.01) and min(lost) > 0


def test_the_best_epoch_comes_early(found):
    best = [int(line.split("epoch")[1].split(",")[0]) for names in found for line in names["logs"].splitlines()[-3:]]
    assert len(best) == 24 and min(best) >= 3 and max(best) <= 7


def test_shares_teach_more_than_classes(found):
    """The GRU learns once more, from the class alone."""
    gained = []
    for seed, names in enumerate(found):
        again = dict(names)
        again["shares"] = lambda tweets: torch.eye(3)[[tweet.label for tweet in tweets]]
        ran([TEXT["train"], f"torch.manual_seed({seed})", "alone, _ = train(Reader('GRU', len(ids)))"], again)
        with torch.no_grad():
            said = again["alone"]([again["numbers"](text) for text in again["posts"]]).argmax(1).tolist()
        f1 = again["f1_score"](again["right"], said, average="macro", labels=range(3), zero_division=0)
        gained.append(names["macro-F1"]["GRU"] - f1)
    assert min(gained) > 0 and median(gained) == pytest.approx(0.03, abs=0.015)


def test_most_neutral_tweets_are_given_a_feeling(found):
    for names in found:
        for name in ("words", "GRU"):
            kept = names["pairs"][name].bincount(minlength=9).view(3, 3)[1]
            assert kept[1] < kept.sum() / 2


POSTS = "No bus, no rain, still fun :)", "No bus, no rain, still fun :(", "No bus, no zyzzyva, still fun :)"


def test_one_sign_outweighs_eight_tokens_and_a_word_that_nobody_knows_does_not(found):
    for names in found:
        smile, frown, unknown = (names["classify"](text)[2] for text in POSTS)
        assert smile > 0.45 and frown < 0.02 and abs(unknown - smile) < 0.06
        asked = names["classify"]("Still fun :)")
        assert max(asked) == asked[2], "what the cell that asks the service prints"


def test_what_training_has_told_the_test_must_not_ask(found):
    """A sum over words, dealt all tweets by chance."""
    others, lifted = [], []
    for seed in range(8):
        names = dict(found[0])
        tweets = [names["tweets"][i] for i in torch.randperm(3909, generator=torch.Generator().manual_seed(seed))]
        names["parts"] = {"train": tweets[:2736]}
        ran([TEXT["evaluate"].partition("posts, right")[0]], names)
        test = tweets[3323:]
        said = names["word_regression"](names["tokens"], [tweet.text for tweet in test])
        right = [answer == tweet.label for answer, tweet in zip(said, test, strict=True)]
        told = {names["letters"](tweet.text) for tweet in tweets[:2736]}
        twin = [names["letters"](tweet.text) in told for tweet in test]
        of_twins = [a for a, b in zip(right, twin, strict=True) if b]
        of_others = [a for a, b in zip(right, twin, strict=True) if not b]
        assert sum(of_twins) / len(of_twins) > 0.95
        others.append(sum(of_others) / len(of_others))
        lifted.append(sum(right) / len(right) - others[-1])
    assert median(others) == pytest.approx(0.74, abs=0.01) and median(lifted) == pytest.approx(0.01, abs=0.003)
