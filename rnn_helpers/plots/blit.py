"""Frames of a view as PNG, fast enough for a slider."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from rnn_helpers.plots.view import View


class Blitter:
    """Draws a view once, and then, for each frame, only its animated artists over a copy of the rest."""

    def __init__(self, view: View) -> None:
        """Draw everything that stays."""
        self.view = view
        self._canvas = FigureCanvasAgg(view.figure)
        self.redraw()

    def redraw(self) -> None:
        """Draw everything that stays again: the view has changed as a whole."""
        for artist in self.view.animated:
            artist.set_animated(True)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.view.figure.bbox)
        self._rest, self._palette = self._picture(), None

    def png(self, frame: int) -> bytes:
        r"""Draw one frame.

        Args:
            frame: which frame, counted from 0 as in `View.update`.
        Returns: the picture as PNG.
        """
        self.view.update(frame)
        self._canvas.restore_region(self._background)
        for artist in self.view.animated:
            artist.axes.draw_artist(artist)
        picture = self._picture()
        # With 256 colours, encoding takes a third of the time and the picture half the room, and no eye sees
        # the difference. The colours are found once, in what stays and what moves: frames share them.
        if self._palette is None:
            both = np.concatenate([self._rest, picture])
            self._palette = Image.fromarray(both).quantize(256, method=Image.Quantize.MAXCOVERAGE)
        png = io.BytesIO()
        few = picture.quantize(palette=self._palette, dither=Image.Dither.NONE)
        few.save(png, "png", compress_level=1)
        return png.getvalue()

    def _picture(self) -> Image.Image:
        return Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
