import io

import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from rnn_helpers.figures.core.blit import Blitter
from rnn_helpers.figures.training.learning import LearningView
from rnn_helpers.steppers import Stepper

LINES = ("aab ab.", "bab aa.")
ALPHABET = " ab."
LIMITS = {0: 1.2, 1: 0.6, 2: 0.6, 3: 0.1}


def weights(seed: int, H: int = 5, V: int = 4) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    shapes = {"W_xh": (H, V), "W_hh": (H, H), "b_h": (H,), "W_hy": (V, H), "b_y": (V,)}
    return {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()}


@pytest.fixture
def view() -> LearningView:
    """Three moments that are different networks."""
    moments = {0: weights(0), 3: weights(1), 9: weights(2)}
    return LearningView(moments, [1.5 - 0.1 * i for i in range(10)], LINES, ALPHABET, compare=(4, 3), limits=LIMITS)


def test_states_and_guesses_are_those_of_the_network(view):
    p, h, guesses = weights(1), torch.zeros(5), ""
    for letter in LINES[0][:-1]:
        h = torch.tanh(p["W_xh"][:, ALPHABET.index(letter)] + p["W_hh"] @ h + p["b_h"])
        guesses += ALPHABET[(p["W_hy"] @ h + p["b_y"]).argmax()]
    assert torch.allclose(view.states[1][0][-1], h, atol=1e-6)
    assert view.guesses[1][0] == guesses


def test_caption_counts_and_measures(view):
    right = [sum(a == b for a, b in zip(view.guesses[1][row], LINES[row][1:], strict=True)) for row in (0, 1)]
    gap = view.states[1][0][4] - view.states[1][1][3]
    text = view.caption(1)
    assert text.startswith("After 3 updates the loss is 1.200. ")
    assert f"Right guesses: {right[0]} of 6 in the upper line, {right[1]} of 6 in the lower." in text
    assert f"the two states are {gap.norm():.2f} apart" in text


def test_every_wrong_guess_is_boxed_and_every_state_has_a_sign(view):
    view.update(2)
    for row, grid in enumerate(view._grids):
        wrong = sum(a != b for a, b in zip(view.guesses[2][row], LINES[row][1:], strict=True))
        assert len(grid.wrong.get_xdata()) == wrong
        assert len(grid.plus.get_xdata()) + len(grid.minus.get_xdata()) == 6 * 5


def test_places_to_compare_stand_under_each_other(view):
    upper, lower = (grid.frame.get_x() for grid in view._grids)
    assert upper == lower == 3.5


def test_nothing_that_moves_sticks_out(view):
    renderer = FigureCanvasAgg(view.figure)
    renderer.draw()
    for frame in range(view.frames):
        view.update(frame)
        box = view._title.get_window_extent(renderer.get_renderer())
        assert box.x1 < view.figure.bbox.x1 and box.y1 < view.figure.bbox.y1


def test_stepper_has_the_colours_of_every_moment():
    # The first moment is pale, the second is not.
    moments = {0: {name: 0.01 * weight for name, weight in weights(0).items()}, 1: weights(1)}
    view = LearningView(moments, [1.5, 1.0], LINES, ALPHABET, compare=(4, 3), limits=LIMITS)
    assert view.caption(1).startswith("After 1 update the loss")
    blitter = Blitter(view)
    blitter.png(0)
    found = np.asarray(Image.open(io.BytesIO(blitter.png(1))).convert("RGB")).astype(int)
    canvas = FigureCanvasAgg(view.figure)
    for artist in view.animated:
        artist.set_animated(False)
    canvas.draw()
    gap = np.abs(found - np.asarray(canvas.buffer_rgba())[..., :3]).max(axis=2)
    assert (gap > 24).mean() < 0.002


def test_stepper_walks_through(view):
    stepper = Stepper(view)
    pictures = {stepper.picture.value}
    for moment in (2, 3):
        stepper.slider.value = moment
        pictures.add(stepper.picture.value)
    assert len(pictures) == 3
    assert "After 9 updates" in stepper.caption.value


def test_wrong_use_is_one_sentence():
    with pytest.raises(ValueError, match="there are 3 lines, expected two"):
        LearningView({0: weights(0)}, [1.0], [*LINES, "b"], ALPHABET, (4, 3), LIMITS)
    with pytest.raises(ValueError, match="there is a moment 5, the losses end at 1"):
        LearningView({5: weights(0)}, [1.0, 0.9], LINES, ALPHABET, (4, 3), LIMITS)
