"""What two models expect after each word of a sentence: their likeliest next words, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.view import View
from rnn_helpers.figures.memory.one_number import percent

_TOP = 5
_SENTENCE, _TEMPERATURE = "sentence", "temperature"
# Two of the colours that Okabe and Ito chose for colour-blind readers.
_COLOURS = ("#0072B2", "#D55E00")


@dataclass(frozen=True)
class Reader:
    r"""A model that has read the sentences.

    Attributes:
        logits: for each sentence, a row of scores after each word, (T, V); -inf for what must not come.
        sees: how many of the last words each row depends on; None for all of them.
    """

    logits: Mapping[str, Tensor]
    sees: int | None = None


class NextWordsView(View):
    r"""The sentence on top, what has been read in black; below, each model's five likeliest next words.

    A temperature below 1 sharpens the distributions, one above 1 flattens them. Beside the bars stands how unsure a
    model is: e to the entropy, the number of sides of a fair die that is as hard to foresee.
    """

    frame_label = "word"

    def __init__(
        self, readers: Mapping[str, Reader], words: Sequence[str], temperatures: Sequence[float] = (1.0,)
    ) -> None:
        r"""Draw the first sentence at temperature 1, which must be among the temperatures.

        Args:
            readers: two models by name, both with the same sentences, and all of these with as many words.
            words: what the columns of the logits stand for, V labels.
            temperatures: what can be chosen, each above 0.
        Raises: ValueError: if logits do not fit the sentences or the words.
        """
        sentences = tuple(next(iter(readers.values())).logits)
        self.frames = len(sentences[0].split())
        for name, reader in readers.items():
            shapes = {sentence: tuple(rows.shape) for sentence, rows in reader.logits.items()}
            if shapes != dict.fromkeys(sentences, (self.frames, len(words))):
                expected = f"expected (T, V) = ({self.frames}, {len(words)}) for {', '.join(map(repr, sentences))}"
                raise ValueError(f"{name} has logits of shapes {shapes}, {expected}.")
        self.readers, self.words = dict(readers), words
        self.choices = {_SENTENCE: sentences, _TEMPERATURE: tuple(temperatures)}
        self.chosen = {_SENTENCE: sentences[0], _TEMPERATURE: 1.0}
        self.figure = Figure(figsize=(8.4, 3.5))
        self.choose()

    def choose(self, **chosen: Any) -> None:
        r"""Show another sentence or another temperature; what is left out stays as it is.

        Args:
            chosen: options by label, as in `choices`.
        Raises: ValueError: if there is no such label or option.
        """
        self.refuse_unknown(chosen)
        self.chosen = {**self.chosen, **chosen}
        sentence, temperature = self.chosen[_SENTENCE], self.chosen[_TEMPERATURE]
        self.read = sentence.split()
        # Of torch's own class, which also knows the entropy.
        self.guesses = {
            name: torch.distributions.Categorical(logits=(reader.logits[sentence] / temperature))
            for name, reader in self.readers.items()
        }
        self._draw()

    def update(self, frame: int) -> None:
        """Read up to a word, and show what each model expects there."""
        for t, text in enumerate(self._sentence):
            text.set_color("black" if t <= frame else "0.7")
        for name, panel in self._panels.items():
            rows = self.likeliest(name, frame)
            panel["bars"].set_segments([[(0.0, row), (p, row)] for row, (_, p) in enumerate(rows)])
            for row, (word, p) in enumerate(rows):
                panel["words"][row].set_text(word)
                panel["shares"][row].set_text(f" {percent(p)}")
                panel["shares"][row].set_position((p, row))
            panel["sees"].set_text(f"{name}, sees: {self.seen(name, frame)}")
            panel["sides"].set_text(f"as unsure as a die\nwith {self.sides(name, frame)} sides")

    def caption(self, frame: int) -> str:
        """Say what was read, and what each model expects."""
        models = []
        for name in self.readers:
            best = ", ".join(f"{word} {percent(p)}" for word, p in self.likeliest(name, frame)[:3])
            sees = self.seen(name, frame)
            models.append(f"{name} (sees: {sees}): {best}, as unsure as a die with {self.sides(name, frame)} sides")
        read = " ".join(self.read[: frame + 1])
        return f"After {read!r}, temperature {self.chosen[_TEMPERATURE]:g}. {'. '.join(models)}."

    def likeliest(self, name: str, frame: int) -> list[tuple[str, float]]:
        """The five likeliest words of a model after a word, with their probabilities."""
        row = self.guesses[name].probs[frame]
        best = row.argsort(descending=True, stable=True)[:_TOP].tolist()
        return [(self.words[i], row[i].item()) for i in best]

    def sides(self, name: str, frame: int) -> str:
        """How many sides a fair die has that is as hard to foresee; with a decimal where they are few."""
        sides = self.guesses[name].entropy()[frame].exp().item()
        return f"{sides:.0f}" if sides >= 9.95 else f"{sides:.1f}"

    def seen(self, name: str, frame: int) -> str:
        """The words that a model's answer depends on."""
        sees = self.readers[name].sees
        return " ".join(self.read[0 if sees is None else max(0, frame + 1 - sees) : frame + 1])

    def _draw(self) -> None:
        self.figure.clear()
        # Fixed margins: a layout that fits the words would change the axes from frame to frame.
        top = self.figure.add_axes((0.02, 0.86, 0.96, 0.12))
        top.axis("off")
        width = 1 / (self.frames + 1)
        words = [*self.read, "…"]
        self._sentence = [
            top.text((t + 0.5) * width, 0.5, word, ha="center", va="center", fontsize=15, fontweight="bold")
            for t, word in enumerate(words)
        ]
        self._panels = {}
        for i, (name, colour) in enumerate(zip(self.readers, _COLOURS, strict=True)):
            self._panels[name] = _draw_panel(self.figure.add_axes((0.135 + 0.5 * i, 0.16, 0.355, 0.58)), colour)
        moving: list[Artist] = [*self._sentence]
        for panel in self._panels.values():
            moving += [panel["bars"], *panel["words"], *panel["shares"], panel["sees"], panel["sides"]]
        self.animated = moving
        self.update(0)


def _draw_panel(ax: Axes, colour: str) -> dict[str, Any]:
    """Draw a panel without its answers."""
    rows = range(_TOP)
    # Square roots: among hundreds of words that are all unlikely, too, a bar is seen to be longer than another.
    ax.set_xscale("function", functions=(lambda p: np.sqrt(np.maximum(p, 0)), np.square))
    ax.set(xlim=(0, 1.5), ylim=(_TOP - 0.5, -0.5), yticks=rows, axisbelow=True)
    ax.set_xlabel("probability of the next word (square roots)", fontsize=9)
    ax.set_yticklabels([])
    ax.set_xticks((0, 0.01, 0.05, 0.25, 0.5, 1), ("0", "1 %", "5 %", "25 %", "50 %", "100 %"), fontsize=9)
    ax.grid(axis="x", color="0.9")
    ax.spines[["top", "right"]].set_visible(False)
    return {
        "bars": ax.hlines(rows, 0, [0.0] * _TOP, linewidth=17, color=colour),
        "words": [
            ax.text(-0.03, row, "", transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=11)
            for row in rows
        ],
        "shares": [ax.text(0, row, "", va="center", fontsize=10) for row in rows],
        "sees": ax.text(0, 1.05, "", transform=ax.transAxes, color=colour, fontsize=11, fontweight="bold"),
        "sides": ax.text(0.98, 0.06, "", transform=ax.transAxes, ha="right", fontsize=10, color="0.25"),
    }
