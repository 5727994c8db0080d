import pytest

from rnn_helpers.figures.training.many_answers import plot_answers


def test_counts_every_group_in_words(shown):
    plot_answers({"two": [2, 3, 2], "four": [0, 0, 0]}, question=[2, 3], right=0, classes=4)
    words = "Answers to [2, 3]. two: 2 from 2, 3 from 1; 0 of 3 are right. four: 0 from 3; 3 of 3 are right."
    assert shown.outputs[1].data["text/plain"] == words


@pytest.mark.parametrize("answers", [{}, {"two": []}])
def test_nobody_answers(answers):
    with pytest.raises(ValueError, match="answers has an empty group"):
        plot_answers(answers, question=[2, 3], right=0, classes=4)


@pytest.mark.parametrize(("answer", "right"), [(4, 0), (-1, 0), (0, 4)])
def test_an_answer_that_is_no_class(answer, right):
    with pytest.raises(ValueError, match="whole numbers from 0 to 3"):
        plot_answers({"two": [answer]}, question=[2, 3], right=right, classes=4)
