"""A small recorded network for every test."""

import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output

from rnn_helpers.models import RecurrentNetwork
from rnn_helpers.trace import Trace, record


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
