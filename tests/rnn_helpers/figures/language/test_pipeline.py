from dataclasses import replace

import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rnn_helpers.figures.core.blit import Blitter
from rnn_helpers.figures.language.pipeline import Passage, PipelineView
from rnn_helpers.steppers import Stepper

T = 3


@pytest.fixture
def passage() -> Passage:
    return Passage(
        text="So good!",
        tokens=["so", "good", "!"],
        ids=[7, 1, 3],
        vectors=torch.linspace(-1, 1, T * 5).view(T, 5),
        states=torch.tensor([[0.1, -0.2, 0.0, 0.3, 0.4, 0.9], [0.2] * 6, [-0.5] * 6]),
        probabilities=torch.tensor([0.1, 0.2, 0.7]),
        classes=["negative", "neutral", "positive"],
        answer='{"positive": 0.7}',
    )


def test_says_each_stage_in_words(passage):
    view = PipelineView({"post": passage})
    assert [view.caption(frame) for frame in range(view.frames)] == [
        "Step 1 of 9, text: “So good!” comes in, 8 characters.",
        "Step 2 of 9, tokens: 3 tokens, in small letters; marks are tokens, too.",
        "Step 3 of 9, ids: each token becomes its number; good is unknown and gets id 1.",
        "Step 4 of 9, vectors: each id picks its row of the embedding, 5 numbers; 4 are shown.",
        "Step 5 of 9, states: after 'so', token 1: unit 1 -0.20, unit 3 +0.30, unit 4 +0.40, unit 5 +0.90.",
        "Step 6 of 9, states: after 'good', token 2: unit 1 +0.20, unit 3 +0.20, unit 4 +0.20, unit 5 +0.20.",
        "Step 7 of 9, states: after '!', token 3: unit 1 -0.50, unit 3 -0.50, unit 4 -0.50, unit 5 -0.50.",
        "Step 8 of 9, probabilities: read from the last state alone: negative 10%, neutral 20%, positive 70%.",
        'Step 9 of 9, answer: the service sends {"positive": 0.7}',
    ]


def test_every_text_shows_the_same_units(passage):
    other = replace(passage, states=torch.tensor([[0.0, 0.0, -0.9, 0.0, 0.0, 0.0]] * T))
    view = PipelineView({"one": passage, "other": other})
    units = view.units
    view.choose(post="other")
    assert view.units == units == [2, 3, 4, 5]


def test_each_step_uncovers_its_stage_and_nothing_later(passage):
    ours = pictures(passage)
    assert len(set(ours)) == T + 6
    last = pictures(replace(passage, states=passage.states * torch.tensor([[1.0], [1.0], [0.9]])))
    assert [one == other for one, other in zip(ours, last, strict=True)] == [True] * 6 + [False] * 3
    end = pictures(replace(passage, probabilities=torch.tensor([0.6, 0.3, 0.1]), answer="another"))
    assert [one == other for one, other in zip(ours, end, strict=True)] == [True] * 7 + [False] * 2


def pictures(passage: Passage) -> list[bytes]:
    view = PipelineView({"post": passage})
    canvas, found = FigureCanvasAgg(view.figure), []
    for frame in range(view.frames):
        view.update(frame)
        canvas.draw()
        found.append(bytes(canvas.buffer_rgba()))
    return found


def test_steps_back_show_what_was_there(passage):
    blitter = Blitter(PipelineView({"post": passage}))
    first = blitter.png(4)
    blitter.png(8)
    assert blitter.png(4) == first


def test_another_post_can_be_chosen(passage):
    other = replace(passage, text="So bad!", tokens=["so", "bad", "!"], ids=[7, 2, 3])
    view = PipelineView({"good": passage, "bad": other})
    Stepper(view).controls["post"].value = "bad"
    assert view.caption(0) == "bad: step 1 of 9, text: “So bad!” comes in, 7 characters."
    assert "the vocabulary has them all" in view.caption(2)
    with pytest.raises(ValueError, match="there is no post 'ugly', expected one of good, bad"):
        view.choose(post="ugly")


@pytest.mark.parametrize("more", [{}, {"longer": ["so", "very", "good", "!"]}])
def test_texts_that_do_not_fit(passage, more):
    passages = {name: replace(passage, tokens=tokens) for name, tokens in more.items()}
    with pytest.raises(ValueError, match="at least one text, and all of one length"):
        PipelineView(passages and {"post": passage} | passages)
