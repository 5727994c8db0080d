from rnn_helpers.figures.gradient.activations import plot_activations


def test_shows_a_picture_and_says_what_is_on_it(shown):
    plot_activations()
    assert "image/png" in shown.outputs[0].data
    words = shown.outputs[1].data["text/plain"]
    for fact in ("tanh rises from -1 to 1", "sigmoid rises from 0 to 1", "height 0.25", "ReLU jumps from 0 to 1"):
        assert fact in words
