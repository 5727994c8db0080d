"""What readers think of a sentence after each of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.grid import draw_cover, move_cover
from rnn_helpers.figures.core.view import View

#: The ends of the diverging map and its middle; both panels have the classes in one order, from below.
_COLOURS = ("#E08214", "#E8E8E8", "#8073AC")
_ROOM = 0.12  # a smaller share has no room for its number


class ReadingView(View):
    r"""Three probabilities after each word, as parts of a column that is always full, and the present ones as bars.

    Attributes:
        readings: reader to sentence to its probabilities after each word, (T, 3).
        sentences: sentence to its T words.
    """

    frame_label = "word"

    def __init__(
        self,
        sentences: Mapping[str, Sequence[str]],
        readings: Mapping[str, Mapping[str, Tensor]],
        classes: Sequence[str],
    ) -> None:
        r"""Draw the first sentence, read by the first reader.

        Args:
            sentences: name to its T words; T is the same for all.
            readings: reader to the name of each sentence to the probabilities after each word, (T, 3).
            classes: three names, in the order of the columns.
        Raises: ValueError: if the sentences differ in length, or a reading does not fit its sentence.
        """
        lengths = {name: len(words) for name, words in sentences.items()}
        if len(set(lengths.values())) != 1:
            raise ValueError(f"the sentences have lengths {lengths}, expected at least one, and all of one length.")
        self.frames = next(iter(lengths.values()))
        for reader, read in readings.items():
            for name in sentences:
                shape = tuple(read[name].shape) if name in read else None
                if shape != (self.frames, 3):
                    raise ValueError(f"{reader} gives {shape} for {name!r}, expected ({self.frames}, 3).")
        self.sentences, self.readings, self.classes = sentences, readings, tuple(classes)
        self.choices = {"sentence": tuple(sentences), "reader": tuple(readings)}
        self.sentence, self.reader = next(iter(sentences)), next(iter(readings))
        self.figure = Figure(figsize=(8.4, 3))
        self._draw()

    def choose(self, **chosen: str) -> None:
        r"""Show another sentence or reader; what is left out stays as it is.

        Raises: ValueError: if there is no such sentence or reader.
        """
        self.refuse_unknown(chosen)
        self.sentence = chosen.get("sentence", self.sentence)
        self.reader = chosen.get("reader", self.reader)
        self._draw()

    def update(self, frame: int) -> None:
        """Uncover the columns up to a word, and set the bars to it."""
        move_cover(self._future, self._now, frame)
        row = self._row(frame)
        self._bars.set_segments([[(0.0, place), (p, place)] for place, p in zip((0, 1, 2), row, strict=True)])
        for number, p in zip(self._numbers, row, strict=True):
            number.set_text(f"{p:.0%}")
            number.set_x(p + 0.03)

    def caption(self, frame: int) -> str:
        """Say what was read last, and the three probabilities."""
        row = self._row(frame)
        said = ", ".join(f"{name} {p:.0%}" for name, p in zip(self.classes, row, strict=True))
        word = self.sentences[self.sentence][frame]
        return f"{self.reader}: word {frame + 1} of {self.frames}, {word!r}. So far: {said}."

    def _row(self, frame: int) -> list[float]:
        return self.readings[self.reader][self.sentence][frame].tolist()

    def _draw(self) -> None:
        self.figure.clear()
        # Fixed margins: the picture stays still while words and numbers change.
        columns, bars = self.figure.add_axes((0.05, 0.23, 0.6, 0.66)), self.figure.add_axes((0.75, 0.23, 0.24, 0.66))
        self.animated = [*self._draw_columns(columns), *self._draw_bars(bars)]
        self.update(0)

    def _draw_columns(self, ax: Axes) -> list[Artist]:
        for t in range(self.frames):
            bottom = 0.0
            for p, colour in zip(self._row(t), _COLOURS, strict=True):
                ax.bar(t, p, bottom=bottom, width=0.94, color=colour)
                if p >= _ROOM:
                    ax.text(t, bottom + p / 2, f"{p:.0%}".rstrip("%"), ha="center", va="center", fontsize=9)
                bottom += p
        ax.set(xlim=(-0.5, self.frames - 0.5), ylim=(0, 1), title=f"{self.reader}: after each word, in %")
        ax.set_xticks(
            range(self.frames), self.sentences[self.sentence], rotation=35, ha="right", rotation_mode="anchor"
        )
        ax.set_yticks((0, 0.5, 1), ("0", "50", "100"))
        self._future, self._now = draw_cover(ax, self.frames)
        return [self._future, self._now]

    def _draw_bars(self, ax: Axes) -> list[Artist]:
        self._bars = ax.hlines((0, 1, 2), 0, [0.0] * 3, linewidth=24, colors=[to_rgb(each) for each in _COLOURS])
        self._numbers = [ax.text(0, place, "", va="center", fontsize=9) for place in (0, 1, 2)]
        ax.set(xlim=(0, 1.25), ylim=(-0.6, 2.6), title="now", xlabel="probability")
        ax.set_xticks((0, 0.5, 1), ("0 %", "50 %", "100 %"))
        ax.set_yticks((0, 1, 2), self.classes)
        return [self._bars, *self._numbers]
