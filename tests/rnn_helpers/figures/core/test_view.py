import io

import numpy as np
import pytest
import torch
from PIL import Image

from rnn_helpers.figures import HiddenStateView, show
from rnn_helpers.figures.core.view import signed
from rnn_helpers.networks.trace import Trace


def test_shows_the_picture_with_its_description(hello, shown):
    view = HiddenStateView(hello)
    show(view, 3)
    output, words = shown.outputs
    picture = np.asarray(Image.open(io.BytesIO(output.data["image/png"])).convert("L"))
    assert picture.std() > 10
    assert output.data["text/plain"] == "(picture)"
    assert words.data["text/plain"] == view.caption(2)
    assert output.metadata["image/png"]["alt"] == view.caption(2)


def test_the_description_is_text_and_never_markup(shown):
    show(HiddenStateView(Trace(torch.zeros(1, 2), ["<b>"])), 1)
    assert "reads &#x27;&lt;b&gt;&#x27;" in shown.outputs[1].data["text/html"]


@pytest.mark.parametrize("frame", [0, 5, -1])
def test_a_frame_that_is_not_there(hello, frame):
    with pytest.raises(IndexError, match=f"frame {frame} is not there: this picture has frames 1 to 4"):
        show(HiddenStateView(hello), frame)


@pytest.mark.parametrize(("value", "text"), [(0.523, "+0.52"), (-0.5, "-0.50"), (-0.001, "+0.00"), (0.0, "+0.00")])
def test_numbers_carry_their_sign(value, text):
    assert signed(value) == text
