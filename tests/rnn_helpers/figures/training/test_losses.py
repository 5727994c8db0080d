import pytest

from rnn_helpers.figures import plot_losses


def test_says_where_each_run_starts_and_ends(shown):
    plot_losses({"rnn": [1.4, 0.9, 0.1], "no memory": [1.4, 0.7, 0.5]})
    picture, words = shown.outputs
    assert "image/png" in picture.data
    assert words.data["text/plain"] == "Loss over 3 steps: rnn from 1.40 to 0.10; no memory from 1.40 to 0.50."


@pytest.mark.parametrize("losses", [{}, {"rnn": []}])
def test_nothing_to_draw(losses):
    with pytest.raises(ValueError, match="losses has an empty run"):
        plot_losses(losses)
