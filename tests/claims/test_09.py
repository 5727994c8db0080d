"""What notebook 09 says about counting, and about its network from eight random starts. Its own cells are run."""

import math
from collections import Counter

import pytest
import torch
from source_cells import cells, ran

from rnn_helpers.networks.models import WordNetwork
from rnn_helpers.networks.training import fit_words, log_probabilities, streams

TEXT = cells("09")


@pytest.fixture(scope="module")
def counted() -> dict:
    """The names of the notebook after it has counted."""
    exercises = "build_vocabulary", "perplexity", "make_batches", "next_distribution"
    return ran(TEXT[each] for each in ("imports", "corpus", *exercises, "parts", "counting", "counted"))[0]


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


def test_what_counting_finds(counted):
    found = {name: perplexity(log_p) for name, log_p in counted["log_p"].items()}
    assert {name: round(value) for name, value in found.items()} == {"no word before": 115, "bigram": 55, "trigram": 58}
    bigram, number_of = counted["counting"]["bigram"], counted["number_of"]
    contexts = {word: (number_of[word],) for word in ("able", "very")}
    assert {word: (bigram.seen[run], bigram.kinds[run]) for word, run in contexts.items()} == {
        "able": (34, 2),
        "very": (264, 92),
    }
    assert 0.2 < (counted["numbered"]["report"] == 1).float().mean() < 0.225


def test_film_follows_the_a_third_as_often_in_texts_that_begin_with_i(counted):
    def share(texts: list[list[str]]) -> float:
        after = [b for text in texts for a, b in zip(text, text[1:], strict=False) if a == "the"]
        return after.count("film") / len(after)

    corpus = counted["corpus"]
    ratio = share([text for text in corpus if text[0] == "i"]) / share([text for text in corpus if text[0] != "i"])
    assert 0.25 < ratio < 0.42


@pytest.mark.large
@pytest.mark.parametrize("seed", range(8))
def test_the_network_beats_counting_by_its_memory(seed, counted):
    names = dict(counted)
    exec(TEXT["train"].replace("manual_seed(0)", f"manual_seed({seed})"), names)
    found = {name: perplexity(log_p) for name, log_p in names["log_p"].items()}
    assert 44.5 < found["GRU"] < 46.5 < 55 < found["bigram"] < 56 < found["trigram"]
    assert found["both"] < found["GRU"] - 0.5

    exec(TEXT["memory"], names)
    seen = {k: names["short_sighted"](k, names["places"]) for k in (1, 2, 3, 4, 8, 16)}
    assert list(seen.values()) == sorted(seen.values(), reverse=True)
    assert seen[1] > 65 > found["bigram"] > seen[3]
    assert abs(seen[2] - found["bigram"]) < 3  # of 55: about even

    exec(TEXT["picture"].partition("view = ")[0], names)
    (p_love, p_hate), (q_love, q_hate) = (
        [reader.logits[sentence].softmax(1) for sentence in names["sentences"]] for reader in names["readers"].values()
    )
    assert torch.equal(q_love[2:], q_hate[2:])
    assert 0.03 < (p_love - p_hate)[4].abs().sum() / 2 < 0.15
    film = names["number_of"]["film"]
    assert 0.005 < p_love[4, film] < 0.035 < 0.065 < q_love[4, film]

    exec(TEXT["write"], names)
    written = names["write"](0).split()
    runs = [tuple(written[i : i + 6]) for i in range(len(written) - 5)]
    assert len(set(runs)) < len(runs)  # it soon repeats itself


@pytest.mark.large
def test_a_low_learning_rate_stays_behind_the_bigram_model(counted):
    torch.manual_seed(0)
    train, report, V = counted["numbered"]["train"], counted["numbered"]["report"], len(counted["words"])
    network = WordNetwork(torch.bincount(train, minlength=V), hidden_size=64, dropout=0.1)
    fit_words(network, streams(train, 16, 16), passes=2, lr=0.001)
    assert perplexity(log_probabilities(network, report)) > perplexity(counted["log_p"]["bigram"]) + 3


@pytest.mark.large
def test_a_better_rule_of_counting_gains_from_a_second_word(counted):
    train, report = counted["numbered"]["train"].tolist(), counted["report"]
    probability = kneser_ney(train, 3, len(counted["words"]))
    loss = [-math.log(probability(tuple(report[i - 3 : i]))) for i in range(3, len(report) + 1)]
    assert math.exp(sum(loss) / len(loss)) == pytest.approx(51, abs=0.5)
