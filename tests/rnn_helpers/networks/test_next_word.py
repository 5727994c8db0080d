"""What notebook 09 says about its network must hold for other random starts, too. Its own cells are run."""

import json
import math
from collections import Counter
from pathlib import Path

import pytest
import torch

from rnn_helpers.networks.models import WordNetwork
from rnn_helpers.networks.training import fit_words, log_probabilities

NOTEBOOK = Path(__file__).parents[3] / "source/09_illustrative_problem/09_illustrative_problem.ipynb"


@pytest.fixture(scope="module")
def cells() -> dict[str, str]:
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(NOTEBOOK.read_text())["cells"]}


@pytest.fixture(scope="module")
def counted(cells) -> dict:
    """The names of the notebook after it has counted."""
    names: dict = {}
    for cell in ("imports", "corpus", "parts", "counting", "counted"):
        exec(cells[cell], names)
    return names


def perplexity(log_p: torch.Tensor) -> float:
    return math.exp(-log_p.double().mean())


def kneser_ney(text: list[int], order: int, V: int, discount: float = 0.75):
    """P(last word of a run | the others) by interpolated Kneser-Ney: lower orders count in how many contexts."""
    runs = {k: Counter(tuple(text[i - k : i]) for i in range(k, len(text) + 1)) for k in range(1, order + 1)}
    used = {k: Counter(run[1:] for run in runs[k + 1]) for k in range(1, order)} | {order: runs[order]}
    seen, kinds = Counter(), Counter()
    for k, counts in used.items():
        for run, times in counts.items():
            seen[k, run[:-1]] += times
            kinds[k, run[:-1]] += 1

    def probability(run: tuple[int, ...]) -> float:
        p = 1 / V
        for k in range(1, len(run) + 1):
            context = run[-k:-1]
            if n := seen[k, context]:
                p = max(used[k][run[-k:]] - discount, 0) / n + discount * kinds[k, context] / n * p
        return p

    return probability


@pytest.mark.large
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_network_beats_counting_by_its_memory(seed, cells, counted):
    names = dict(counted)
    exec(cells["train"].replace("manual_seed(0)", f"manual_seed({seed})"), names)
    found = {name: perplexity(log_p) for name, log_p in names["log_p"].items()}
    assert 45 < found["GRU"] < 49 < 56 < found["bigram"] < 58 < found["trigram"]
    assert found["both"] < found["GRU"] - 0.5

    exec(cells["memory"], names)
    seen = {k: names["short_sighted"](k, names["places"]) for k in (1, 2, 3, 4, 8, 16)}
    assert list(seen.values()) == sorted(seen.values(), reverse=True)
    assert seen[1] > 65 > found["bigram"] > seen[3]

    exec(cells["picture"].partition("view = ")[0], names)
    (p_love, p_hate), (q_love, q_hate) = (
        [reader.logits[sentence].softmax(1) for sentence in names["sentences"]] for reader in names["readers"].values()
    )
    assert torch.equal(q_love[2:], q_hate[2:])
    assert 0.03 < (p_love - p_hate)[4].abs().sum() / 2 < 0.15
    film = names["number_of"]["film"]
    assert p_love[4, film] < 0.035 < 0.065 < q_love[4, film]


@pytest.mark.large
def test_a_low_learning_rate_stays_behind_the_bigram_model(counted):
    torch.manual_seed(0)
    train, report, V = counted["numbered"]["train"], counted["numbered"]["report"], len(counted["words"])
    network = WordNetwork(torch.bincount(train, minlength=V), hidden_size=64, dropout=0.1)
    fit_words(network, train, passes=2, lr=0.001)
    assert perplexity(log_probabilities(network, report)) > perplexity(counted["log_p"]["bigram"]) + 3


@pytest.mark.large
def test_a_better_rule_of_counting_gains_from_a_second_word(counted):
    train, report = counted["numbered"]["train"].tolist(), counted["report"]
    probability = kneser_ney(train, 3, len(counted["words"]))
    loss = [-math.log(probability(tuple(report[i - 3 : i]))) for i in range(3, len(report) + 1)]
    assert math.exp(sum(loss) / len(loss)) == pytest.approx(53, abs=0.5)
