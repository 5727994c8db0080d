"""Frames as files: they are those of the live stepper, in picture and in words."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from rnn_helpers.figures import HiddenStateView
from rnn_helpers.networks.trace import Trace
from rnn_helpers.steppers import Stepper
from website import frames

torch.manual_seed(0)
TRACES = {name: Trace(torch.randn(4, 3), list("HELL")) for name in ("untrained", "trained")}


@pytest.fixture
def written(tmp_path: Path) -> tuple[str, dict, Path]:
    """The element, the list of its frames, and where they are."""
    html = frames.element(HiddenStateView(TRACES), "stepper-06-1", tmp_path)
    listed = re.fullmatch(r'unrolledFrames\("stepper-06-1", (.+)\);\n', (tmp_path / "stepper-06-1.js").read_text())
    return html, json.loads(listed[1]), tmp_path


def page_picture(drawn: dict, frame: int, folder: Path) -> np.ndarray:
    """What a page shows: what moves upon what stays."""
    still = Image.open(folder / drawn["still"]).convert("RGBA")
    still.alpha_composite(Image.open(folder / drawn["moving"][frame]).convert("RGBA"))
    return np.asarray(still.convert("RGB"), dtype=int)


def live_picture(stepper: Stepper) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(stepper.picture.value)).convert("RGB"), dtype=int)


def test_every_frame_is_that_of_the_live_stepper(written):
    _, listed, folder = written
    view = HiddenStateView(TRACES)
    stepper = Stepper(view)
    for drawn, network in zip(listed["drawn"], TRACES, strict=True):
        stepper.controls["network"].value = network
        for frame in range(view.frames):
            stepper.slider.value = frame + 1
            difference = np.abs(page_picture(drawn, frame, folder) - live_picture(stepper)).max(-1)
            assert (difference > 20).mean() < 0.01, "at most thin edges differ, for want of colours"
            assert drawn["captions"][frame] == view.caption(frame)


def test_made_smaller_nothing_of_another_frame_shines_through(written):
    """A browser makes what stays and what moves smaller before it lays one on the other."""
    _, listed, folder = written
    drawn = listed["drawn"][0]

    def smaller(picture: Image.Image) -> Image.Image:
        return picture.resize((picture.width * 9 // 20, picture.height * 9 // 20), Image.Resampling.BILINEAR)

    still = Image.open(folder / drawn["still"]).convert("RGBA")
    for moving in drawn["moving"]:
        upper = Image.open(folder / moving).convert("RGBA")
        shown, whole = smaller(still), still.copy()
        shown.alpha_composite(smaller(upper))
        whole.alpha_composite(upper)
        difference = np.abs(np.asarray(shown, dtype=int) - np.asarray(smaller(whole), dtype=int))
        assert difference.max() < 16, "of 255: no more than rounding"


def test_frames_differ(written):
    _, listed, folder = written
    pictures = [page_picture(listed["drawn"][0], frame, folder) for frame in range(4)]
    for one, next_one in zip(pictures, pictures[1:], strict=False):
        assert (one != next_one).any()


def test_the_element_shows_the_first_frame_by_itself(written):
    html, listed, _ = written
    first = listed["drawn"][0]
    assert f'src="{frames.WAY}/{first["still"]}"' in html
    assert f'<p class="in-words">{first["captions"][0].replace(chr(39), "&#x27;")}</p>' in html
    width, height = (round(100 * inches) for inches in HiddenStateView(TRACES).figure.get_size_inches())
    assert f'width="{width}" height="{height}"' in html


def test_a_view_may_begin_with_another_option(tmp_path):
    class Chosen(HiddenStateView):
        chosen = {"network": "trained"}

    html = frames.element(Chosen(TRACES), "stepper-06-1", tmp_path)
    assert "trained: step 1 of 4" in html
    assert "untrained: step 1 of 4" not in html


def test_equal_pictures_are_one_file(tmp_path):
    picture = Image.new("RGB", (4, 4), "white")
    assert frames.write_picture(picture, tmp_path) == frames.write_picture(picture.copy(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_numbers_get_a_slider_and_all_else_buttons(tmp_path):
    view = HiddenStateView(TRACES["trained"])
    view.choices = {"temperature": (0, 0.5, 1.0), "sentence": ("one", "two")}
    view.choose = lambda **chosen: None
    frames.element(view, "stepper-09-1", tmp_path)
    text = (tmp_path / "stepper-09-1.js").read_text()
    assert '"options": ["0", "0.5", "1.0"], "first": 0, "slider": true' in text
    assert '"options": ["one", "two"], "first": 0, "slider": false' in text
