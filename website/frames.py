"""All frames of a view as files, and the element of a page that walks through them."""

from __future__ import annotations

import hashlib
import io
import json
from html import escape
from itertools import product
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from rnn_helpers.figures.core.blit import Blitter
from rnn_helpers.figures.core.view import PIXELS_PER_INCH, View

#: Pixels; wider than what a browser makes one of when it shows a picture at half its size or less.
_BLOCK = 8
#: Where files of pictures are on the site.
FOLDER = "_pictures"
#: From a notebook's page to there.
WAY = f"../../{FOLDER}"


def element(view: View, name: str, folder: Path) -> str:
    r"""Draw every frame of a view, for every choice, and write the element that shows them.

    Without scripts, and on paper, the first frame and its caption stand there.

    Args:
        view: the picture; it ends at the last frame of the last choice.
        name: the element's id, and what the list of its frames is called: another one for each stepper.
        folder: gets the frames and their list; equal pictures are one file.
    Returns: the element as HTML.
    """
    first = {label: view.chosen.get(label, options[0]) for label, options in view.choices.items()}
    width, height = map(round, view.figure.get_size_inches() * PIXELS_PER_INCH)
    blitter, drawn = Blitter(view), []
    for options in product(*view.choices.values()):
        if options:
            view.choose(**dict(zip(view.choices, options, strict=True)))
            blitter.redraw()
        drawn.append(_written(blitter, folder))
    choices = [_choice(label, options, first[label]) for label, options in view.choices.items()]
    listed = {"label": view.frame_label, "choices": choices, "drawn": drawn}
    # A script, since a page from a folder on disk may not read a file of data.
    (folder / f"{name}.js").write_text(f"unrolledFrames({json.dumps(name)}, {json.dumps(listed)});\n", encoding="utf-8")
    shown = drawn[list(product(*view.choices.values())).index(tuple(first.values()))]
    size = {"width": width, "height": height}
    return (
        f'<unrolled-stepper id="{name}" src="{WAY}/{name}.js"><div class="picture">'
        f"{image(shown['moving'][0], shown['captions'][0], **size)}{image(shown['still'], '', **size)}"
        f'</div><p class="in-words">{escape(shown["captions"][0])}</p></unrolled-stepper>'
    )


def image(file: str, description: str, *, width: int, height: int) -> str:
    r"""A picture on a page, fetched when it comes near the window; where there is no room, it scrolls.

    It never gets narrower than 82 % of its width: there, a number of 9 points, the smallest, is seven pixels high.
    """
    what = f'src="{WAY}/{file}" alt="{escape(description)}" style="min-width: {round(0.82 * width)}px"'
    return f'<img {what} width="{width}" height="{height}" loading="lazy" decoding="async">'


def write_picture(picture: Image.Image, folder: Path) -> str:
    r"""Write a picture as WebP without loss, under a name that says what is in it.

    Args:
        picture: the picture.
        folder: where it goes.
    Returns: the file's name.
    """
    webp = io.BytesIO()
    picture.save(webp, "webp", lossless=True, method=4)
    name = f"{hashlib.sha256(webp.getvalue()).hexdigest()[:16]}.webp"
    if not (folder / name).exists():
        (folder / name).write_bytes(webp.getvalue())
    return name


def _written(blitter: Blitter, folder: Path) -> dict[str, Any]:
    """The first frame as a whole, and of each frame what it changes there: a tenth of the room."""
    frames = range(blitter.view.frames)
    pictures = [Image.open(io.BytesIO(blitter.png(frame))).convert("RGBA") for frame in frames]
    first = pictures[0]
    return {
        "still": write_picture(first.convert("RGB"), folder),
        "moving": [write_picture(_changes(first, picture), folder) for picture in pictures],
        "at": [_middle(before, picture) for before, picture in zip([first, *pictures], pictures, strict=False)],
        "captions": [blitter.view.caption(frame) for frame in frames],
    }


def _changes(first: Image.Image, picture: Image.Image) -> Image.Image:
    """A picture around all that differs from the first one, and nothing elsewhere.

    Around, since a browser makes both smaller: right at the edge, the first one would shine through.
    """
    before, after = (np.asarray(each).view(np.uint32)[..., 0] for each in (first, picture))  # one number a pixel
    height, width = before.shape
    rows, columns = -(-height // _BLOCK), -(-width // _BLOCK)
    different = np.zeros((rows * _BLOCK, columns * _BLOCK), bool)
    different[:height, :width] = before != after
    blocks = np.pad(different.reshape(rows, _BLOCK, columns, _BLOCK).any((1, 3)), 1)
    near = np.any([blocks[i : i + rows, j : j + columns] for i in range(3) for j in range(3)], axis=0)
    kept = near.repeat(_BLOCK, axis=0).repeat(_BLOCK, axis=1)[:height, :width]
    return Image.fromarray(np.where(kept, after, np.uint32(0))[..., None].view(np.uint8))


def _middle(before: Image.Image, picture: Image.Image) -> float:
    """Where a step changes a picture: left of it, as a share of the width, lies half of what changes."""
    columns = (np.asarray(before) != np.asarray(picture)).any((0, 2)).nonzero()[0]
    return round(float(np.median(columns)) / picture.width, 3) if len(columns) else 0.0


def _choice(label: str, options: Any, first: Any) -> dict[str, Any]:
    """As the live stepper: a slider for numbers, buttons for everything else."""
    return {
        "label": label,
        "options": list(map(str, options)),
        "first": list(options).index(first),
        "slider": all(isinstance(option, Real) for option in options),
    }
