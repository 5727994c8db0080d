import pytest

from rnn_helpers.figures.gradient.loops import plot_loops


def test_says_where_each_line_ends(shown):
    plot_loops([0.9, 1.0, 1.1], rounds=100)
    picture, words = shown.outputs
    assert "image/png" in picture.data
    assert words.data["text/plain"] == (
        "A 1 after 100 rounds: × 0.9 ends at 3e-05; × 1 ends at 1.00; × 1.1 ends at 13,781. "
        "What grows beyond 5 leaves the picture."
    )


@pytest.mark.parametrize(("factors", "rounds"), [([], 5), ([0.5, 0.0], 5), ([0.5], 0)])
def test_nothing_to_draw(factors, rounds):
    with pytest.raises(ValueError, match="expected factors above 0 and at least 1 round"):
        plot_loops(factors, rounds)
