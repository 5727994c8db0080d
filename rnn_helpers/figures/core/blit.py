"""Frames of a view as PNG, fast enough for a slider."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from rnn_helpers.figures.core.view import PIXELS_PER_INCH, SHARPNESS, View


class Blitter:
    """Draws a view once, and then, for each frame, only its animated artists over a copy of the rest."""

    def __init__(self, view: View) -> None:
        """Draw everything that stays."""
        self.view = view
        view.figure.set_dpi(SHARPNESS * PIXELS_PER_INCH)
        self._canvas = FigureCanvasAgg(view.figure)
        self.redraw()

    def redraw(self) -> None:
        """Draw everything that stays again: the view has changed as a whole."""
        for artist in self.view.animated:
            artist.set_animated(True)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.view.figure.bbox)
        self._rest = self._pixels().copy()
        self._colours: _Colours | None = None  # found with the first frame: some are only in what moves

    def png(self, frame: int) -> bytes:
        r"""Draw one frame.

        Args:
            frame: which frame, counted from 0 as in `View.update`.
        Returns: the picture as PNG.
        """
        self.view.update(frame)
        self._canvas.restore_region(self._background)
        for artist in self.view.animated:
            artist.draw(self._canvas.get_renderer())
        pixels = self._pixels()
        if self._colours is None:
            self._colours = _Colours(np.concatenate([self._rest, pixels]))
            self._few = self._colours.reduce(self._rest)
        picture, (rows, columns) = self._few.copy(), _where_different(pixels, self._rest)
        picture.paste(self._colours.reduce(pixels[rows, columns]), (columns.start, rows.start))
        png = io.BytesIO()
        # Level 1 is twice as fast as the default, and hardly larger.
        picture.save(png, "png", compress_level=1)
        return png.getvalue()

    def _pixels(self) -> np.ndarray:
        return np.asarray(self._canvas.buffer_rgba())  # (height, width, RGBA)


def _where_different(pixels: np.ndarray, others: np.ndarray) -> tuple[slice, slice]:
    """The smallest rectangle outside of which two pictures are equal; one pixel if they are equal everywhere."""
    different = pixels.view(np.uint32)[..., 0] != others.view(np.uint32)[..., 0]
    rows, columns = different.any(1).nonzero()[0], different.any(0).nonzero()[0]
    if not len(rows):
        return slice(0, 1), slice(0, 1)
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


class _Colours:
    """256 colours for all frames: a picture of so few takes a third of the time to encode, and half the room.

    Large areas keep their colour; the rest moves to a neighbour so near that no eye sees it.
    """

    def __init__(self, pixels: np.ndarray) -> None:
        """Find the colours of a picture, (height, width, RGBA)."""
        picture = _rgb(pixels)
        self._nearest = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE)
        # `quantize` moves every colour a little. So an entry then takes the colour that most of its pixels had.
        entry = np.asarray(picture.quantize(palette=self._nearest, dither=Image.Dither.NONE)).astype(np.int64)
        colours, counts = np.unique(entry << 24 | pixels[..., :3] @ np.array([1 << 16, 1 << 8, 1]), return_counts=True)
        found = np.array(self._nearest.getpalette(), np.uint8).reshape(-1, 3)
        # An entry that no pixel had stays as it was found: a later frame may come to need it.
        self._palette = np.concatenate([found, np.zeros((256 - len(found), 3), np.uint8)])
        for colour in colours[counts.argsort()]:  # the most frequent last
            self._palette[colour >> 24] = [colour >> 16 & 255, colour >> 8 & 255, colour & 255]

    def reduce(self, pixels: np.ndarray) -> Image.Image:
        """Give a part of the same figure in these colours."""
        few = _rgb(pixels).quantize(palette=self._nearest, dither=Image.Dither.NONE)
        few.putpalette(self._palette.tobytes())
        return few


def _rgb(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(pixels).convert("RGB")
