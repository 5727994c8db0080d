import pytest

from rnn_helpers.figures.gradient.error_flow import plot_error_flow


def test_says_what_is_left(shown):
    plot_error_flow({"tanh": [1.0, 0.5, 0.25], "cell": [1.0, 1.0, 1.0]})
    picture, words = shown.outputs
    assert "image/png" in picture.data
    assert words.data["text/plain"] == (
        "What is left of an error of 1 on its way back. tanh: 0.25 after 2 steps; cell: 1 after 2 steps."
    )


@pytest.mark.parametrize("left", [{}, {str(i): [1.0] for i in range(6)}])
def test_too_few_or_too_many_units(left):
    with pytest.raises(ValueError, match="expected 1 to 5"):
        plot_error_flow(left)


@pytest.mark.parametrize("values", [[], [1.0, 0.0]])
def test_what_has_no_logarithm(values):
    with pytest.raises(ValueError, match="not positive"):
        plot_error_flow({"unit": values})
