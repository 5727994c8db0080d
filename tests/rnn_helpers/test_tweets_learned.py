"""What notebook 10 says of its network, over seeds: it runs the notebook's own cells, some 30 seconds."""

import json
from pathlib import Path
from statistics import fmean

import pytest

from rnn_helpers.baselines import score, word_regression
from rnn_helpers.tweets import split_tweets

NOTEBOOK = Path(__file__).parents[2] / "source/10_real_world_problem/10_real_world_problem.ipynb"

pytestmark = pytest.mark.large


@pytest.fixture(scope="module")
def names() -> dict:
    """What the cells define that load the tweets and train a network."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(NOTEBOOK.read_text())["cells"]}
    namespace: dict = {}
    for cell in ("imports", "data", "model", "train"):
        exec(cells[cell], namespace)
    return namespace


def test_the_network_reaches_a_sum_over_words(names):
    network, by_words = [], []
    for seed in range(3):
        parts = split_tweets(names["tweets"], seed)
        network.append(names["ask"](names["train"](parts, seed), parts.test)["macro-F1"])
        rows = word_regression(parts.train)([each.text for each in parts.test])
        by_words.append(score([each.label for each in parts.test], [row.index(max(row)) for row in rows])["macro-F1"])
    assert fmean(network) >= fmean(by_words), f"network {network}, sum over words {by_words}"
