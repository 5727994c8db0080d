import pytest
import torch

from rnn_helpers.figures.language.confusion import plot_confusions


def test_says_what_became_of_each_class(shown):
    plot_confusions({"words": torch.tensor([[3, 1], [0, 4]]), "GRU": torch.tensor([[1, 3], [2, 2]])}, ["bad", "good"])
    words = (
        "words: bad 3 of 4 right, 1 called good; good 4 of 4 right, 0 called bad. "
        "GRU: bad 1 of 4 right, 3 called good; good 2 of 4 right, 2 called bad."
    )
    assert shown.outputs[1].data["text/plain"] == words


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({}, "an empty row or none"),
        ({"words": torch.tensor([[0, 0], [0, 4]])}, "an empty row or none"),
        ({"words": torch.ones(3, 3)}, r"'words': \(3, 3\)"),
    ],
)
def test_counts_that_are_none(counts, found):
    with pytest.raises(ValueError, match=f"{found}.*expected rows of cases, .2, 2., by name"):
        plot_confusions(counts, ["bad", "good"])
