import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from rnn_helpers.figures.core.blit import Blitter
from rnn_helpers.figures.core.view import View


class Wall(View):
    """Another colour in every frame."""

    def __init__(self, *colours: str) -> None:
        self.colours, self.frames = colours, len(colours)
        self.figure = Figure(figsize=(2, 2))
        for line in range(9):  # the edges of letters bring many greys
            self.figure.text(0.02, 0.02 + 0.09 * line, "this never changes", fontsize=7 + line)
        ax = self.figure.add_axes((0.2, 0.2, 0.7, 0.7))
        ax.set_axis_off()
        self._wall = ax.add_patch(Rectangle((0, 0), 1, 1))
        self.animated = [self._wall]

    def update(self, frame: int) -> None:
        self._wall.set_facecolor(self.colours[frame])

    def caption(self, frame: int) -> str:
        return self.colours[frame]


def middle(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))[80, 110].astype(int)


def test_the_first_frames_colours_are_exact():
    assert middle(Blitter(Wall("#6a51a3")).png(0)).tolist() == [0x6A, 0x51, 0xA3]


def test_a_colour_that_comes_later_moves_to_one_that_is_near():
    """Three tints of white that no pixel of the first frame has: they once turned black."""
    tints = [(0xFC, 0xFB, 0xFD), (0xF2, 0xF0, 0xF7), (0xDA, 0xDA, 0xEB)]
    blitter = Blitter(Wall("#ffffff", *("#{:02x}{:02x}{:02x}".format(*tint) for tint in tints)))
    blitter.png(0)
    for frame, tint in enumerate(tints, start=1):
        assert abs(middle(blitter.png(frame)) - tint).max() < 20
