"""A small recorded network for every test."""

from collections.abc import Callable, Iterable

import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rnn_helpers.figures.core.view import View
from rnn_helpers.networks.models import RecurrentNetwork
from rnn_helpers.networks.trace import Trace, record


@pytest.fixture(autouse=True)
def one_thread_and_seed():
    torch.set_num_threads(1)
    torch.manual_seed(0)


@pytest.fixture
def hello() -> Trace:
    """HELL read by an untrained network of six units."""
    model = RecurrentNetwork("rnn", input_size=4, hidden_size=6, output_size=4)
    return record(model, torch.eye(4)[[0, 1, 2, 2]], list("HELL"), list("HELO"), list("ELLO"))


@pytest.fixture
def shown() -> CapturedIO:
    """What a test displays, as a notebook would get it."""
    InteractiveShell.instance()
    with capture_output(stdout=False, stderr=False) as captured:
        yield captured


@pytest.fixture
def pictures() -> Callable[..., set[bytes]]:
    """The different pictures that a view shows in some frames, counted from 0; in all of them if none is named."""

    def drawn(view: View, frames: Iterable[int] | None = None) -> set[bytes]:
        canvas, found = FigureCanvasAgg(view.figure), set()
        for frame in range(view.frames) if frames is None else frames:
            view.update(frame)
            canvas.draw()
            found.add(bytes(canvas.buffer_rgba()))
        return found

    return drawn
