"""What notebook 10 says of its network, over seeds: it runs the notebook's own cells, about a minute."""

import json
from pathlib import Path
from statistics import fmean

import pytest

from rnn_helpers.networks.baselines import score, word_regression
from rnn_helpers.texts.tweets import split_tweets

NOTEBOOK = Path(__file__).parents[3] / "source/10_real_world_problem/10_real_world_problem.ipynb"

pytestmark = pytest.mark.large


@pytest.fixture(scope="module")
def names() -> dict:
    """What the cells define that load the tweets and train a network."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(NOTEBOOK.read_text())["cells"]}
    namespace: dict = {}
    for cell in ("imports", "data", "model", "train"):
        exec(cells[cell], namespace)
    return namespace


@pytest.fixture(scope="module")
def found(names) -> dict[tuple[str, bool], float]:
    """Macro-F1 on the test part, the mean over three seeds: who learned, and whether from shares or from classes."""
    each: dict[tuple[str, bool], list[float]] = {}
    for seed in range(3):
        parts = split_tweets(names["tweets"], seed)
        texts, labels = [tweet.text for tweet in parts.test], [tweet.label for tweet in parts.test]
        for shares in (False, True):
            network = names["ask"](names["train"](parts, seed, shares), parts.test)
            rows = word_regression(parts.train, shares)(texts)
            words = score(labels, [row.index(max(row)) for row in rows])
            each.setdefault(("network", shares), []).append(network["macro-F1"])
            each.setdefault(("words", shares), []).append(words["macro-F1"])
    return {key: fmean(values) for key, values in each.items()}


def test_the_network_of_the_notebook_reaches_a_sum_over_words(found):
    assert found["network", True] >= found["words", False], found


@pytest.mark.parametrize("shares", [False, True])
def test_taught_alike_the_two_are_level(found, shares):
    assert found["network", shares] == pytest.approx(found["words", shares], abs=0.03), found


@pytest.mark.parametrize("who", ["network", "words"])
def test_shares_help_both(found, who):
    assert found[who, True] > found[who, False], found
