"""How long a student waits for one step of a stepper, in a real kernel, beside redrawing the picture.

Prints a table, adds the figures to build/bench.json, and exits with 1 if the bound is not met: a ratio, so that a
slower machine meets it as well.
"""

import subprocess
import sys

from jupyter_client.manager import start_new_kernel
from results import Figure, report

LEAST_RATIO = 5

# Runs inside the kernel. Redrawing is slow enough to be measured on fewer frames.
MEASURE = """
import statistics
import time

import ipywidgets
import matplotlib.pyplot as plt
import torch
from IPython.display import clear_output

from rnn_helpers.figures import HiddenStateView
from rnn_helpers.networks.models import RecurrentNetwork
from rnn_helpers.networks.trace import record
from rnn_helpers.steppers import HiddenStateStepper

get_ipython().run_line_magic("matplotlib", "inline")
torch.set_num_threads(1)
torch.manual_seed(0)
text, letters = "HELLOHELLOHELLOHELLO", "HELO"
x = torch.eye(len(letters))[[letters.index(letter) for letter in text]]
trace = record(RecurrentNetwork("rnn", len(letters), 8, len(letters)), x, list(text), list(letters))
stepper, view, output = HiddenStateStepper(trace), HiddenStateView(trace), ipywidgets.Output()


def step(frame):
    stepper.slider.value = frame


def redraw(frame):
    with output:
        clear_output(wait=True)
        view.update(frame - 1)
        plt.figure(view.figure)
        plt.show()


def median_ms(way, frames):
    ms = []
    for frame in frames:
        start = time.perf_counter()
        way(frame)
        ms.append(1000 * (time.perf_counter() - start))
    return statistics.median(ms)


frames = [*range(2, view.frames + 1), 1]
print(median_ms(step, 5 * frames), median_ms(redraw, frames))
"""


def measure() -> tuple[float, float]:
    """Return the median milliseconds of a step and of redrawing."""
    manager, client = start_new_kernel(stderr=subprocess.DEVNULL)
    printed = []

    def listen(message: dict) -> None:
        content = message["content"]
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            printed.append(content["text"])
        elif message["msg_type"] == "error":
            raise SystemExit("\n".join(content["traceback"]))

    try:
        client.execute_interactive(MEASURE, output_hook=listen, timeout=300)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    step_ms, redraw_ms = map(float, "".join(printed).split())
    return step_ms, redraw_ms


def main() -> int:
    """Measure, print, store."""
    step_ms, redraw_ms = measure()
    ratio = redraw_ms / step_ms
    return report(
        [
            Figure("one step of the stepper", step_ms, "ms", name="stepper_ms"),
            Figure("redrawing with plt.show()", redraw_ms, "ms"),
            Figure("times faster", ratio, least=LEAST_RATIO, name="stepper_ratio"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
