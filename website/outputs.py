"""What a page shows below a cell: what the cell printed and drew, without tracebacks, and without widgets."""

from __future__ import annotations

import io
from base64 import b64decode
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output
from PIL import Image

from autograder import AutograderError
from autograder.course import notebook as nb
from autograder.course.kernel import CellRun
from autograder.course.notebook import Kind
from rnn_helpers.figures.core.view import SHARPNESS
from website import frames

_PNG = "image/png"
_WIDGET = "application/vnd.jupyter.widget-view+json"
_UNDONE = "NotImplementedError"
_TO_DO = '<p class="to-do">{}</p>'


def shown(done: CellRun, cell: NotebookNode, pictures: Path, where: str) -> list[NotebookNode]:
    r"""What a page shows of a cell's run.

    Args:
        done: what came of it, in an untouched release.
        cell: the cell.
        pictures: gets a file for each picture.
        where: which cell it is, for the error.
    Returns: outputs without errors; one line stands for an exercise that nobody has done yet.
    Raises: AutograderError: if the cell fails, and no exercise is the reason.
    """
    kept = [_shown(output, pictures) for output in done.outputs if not _unseen(output)]
    if done.error:
        if nb.kind(cell) is Kind.TEST:
            kept.append(_html(_TO_DO.format("To do: this test passes once you have written the exercise above.")))
        elif done.error.startswith(_UNDONE):
            kept.append(_html(_TO_DO.format("To do: this runs once you have written the exercise above.")))
        else:
            raise AutograderError(f"{where} fails with {done.error}, expected it to run in an untouched release.")
    return kept


def _unseen(output: NotebookNode) -> bool:
    """Errors, for which one line stands, and progress bars, which are done."""
    return output.output_type == "error" or _WIDGET in output.get("data", {})


def _shown(output: NotebookNode, pictures: Path) -> NotebookNode:
    """A picture as a file beside the page, everything else as it is."""
    if _PNG not in output.get("data", {}):
        return output
    picture = Image.open(io.BytesIO(b64decode(output.data[_PNG])))
    width, height = (round(pixels / SHARPNESS) for pixels in picture.size)
    description = output.metadata.get(_PNG, {}).get("alt", "")
    drawn = frames.image(frames.write_picture(picture, pictures), description, width=width, height=height)
    return _html(f'<div class="picture">{drawn}</div>')


def _html(text: str) -> NotebookNode:
    made: NotebookNode = new_output("display_data", {"text/html": text})
    return made
