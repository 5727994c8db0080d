"""The steppers of all notebooks, made in one kernel by the cells of the sources that lead to them, tests left out."""

import ast
import math
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat

SOURCES = sorted((Path(__file__).parents[2] / "source").glob("*/*.ipynb"))
STEPPERS = ("Stepper", "HiddenStateStepper")
#: Notebooks that train for a while.
LONG = ("09", "10", "11")


def places() -> list[tuple[str, int]]:
    """Where each stands: number of the notebook, and which cell of code ends with it."""
    return [(path.name[:2], i) for path in SOURCES for i, source in enumerate(_code(path)) if _ends_with_one(source)]


def every_stepper() -> dict[tuple[str, int], Any]:
    """Run all that stands before the last stepper of each notebook, without much training: place to stepper."""
    from IPython.display import display
    from IPython.utils.capture import capture_output

    from rnn_helpers.networks import training
    from rnn_helpers.networks.progress import tqdm

    # Where networks learn from real texts, half of the time goes into that, and a stepper takes as much room before.
    every_step, every_batch = tqdm.__iter__, training.fit_words
    training.fit_words = lambda model, batches, **settings: every_batch(model, batches[:2], **settings)

    found = {}
    for path in SOURCES:
        cells = [i for number, i in places() if number == path.name[:2]]
        names: dict[str, Any] = {"__name__": "__main__", "display": display}
        tqdm.__iter__ = (lambda bar: islice(every_step(bar), 2)) if path.name[:2] in LONG else every_step
        for i, source in enumerate(_code(path)[: cells[-1] + 1]):
            with capture_output():
                if i in cells:
                    found[path.name[:2], i] = _value(source, names)
                else:
                    exec(source, names)
    return found


def tallest(stepper: Any) -> None:
    """Let a stepper show the frame that says most: its caption takes most lines."""
    said = [len(stepper.view.caption(frame)) for frame in range(stepper.view.frames)]
    stepper.slider.value = 1 + said.index(max(said))


def smallest_number(stepper: Any) -> float:
    """How many points high the smallest text is that has a digit in it, without what hangs below the line."""
    from matplotlib.text import Text

    texts = stepper.view.figure.findobj(Text)
    numbers = (each.get_fontsize() for each in texts if any(letter.isdigit() for letter in each.get_text()))
    return min(numbers, default=math.inf)


def _code(path: Path) -> list[str]:
    cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    return [cell.source for cell in cells if not cell.metadata.get("nbgrader", {}).get("points")]


def _ends_with_one(source: str) -> bool:
    last = ast.parse(source).body[-1:]
    return bool(last) and ast.unparse(last[0]).startswith(tuple(f"{name}(" for name in STEPPERS))


def _value(source: str, names: dict[str, Any]) -> Any:
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(ast.unparse(last), names)
