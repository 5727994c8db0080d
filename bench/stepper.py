"""How long a student waits for one step of a stepper, in a real kernel, beside redrawing the picture.

Prints a table, adds the figures to build/bench.json, and exits with 1 if a bound is not met.
"""

import json
import subprocess
import sys
from pathlib import Path

from jupyter_client.manager import start_new_kernel

RESULTS = Path("build/bench.json")
MOST_MS = 20
LEAST_RATIO = 5

# Runs inside the kernel. Redrawing is slow enough to be measured on fewer frames.
MEASURE = """
import statistics
import time

import ipywidgets
import matplotlib.pyplot as plt
import torch
from IPython.display import clear_output

from rnn_helpers.models import RecurrentNetwork
from rnn_helpers.plots import HiddenStateView
from rnn_helpers.trace import record
from rnn_helpers.widgets import HiddenStateStepper

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
    rows = [
        ("one step of the stepper", f"{step_ms:.1f} ms", f"≤ {MOST_MS} ms", step_ms <= MOST_MS),
        ("redrawing with plt.show()", f"{redraw_ms:.1f} ms", "", None),
        ("times faster", f"{ratio:.1f}", f"≥ {LEAST_RATIO}", ratio >= LEAST_RATIO),
    ]
    for what, found, bound, met in rows:
        print(f"{what:<27}{found:>9}  {bound:<8}{'' if met is None else 'met' if met else 'NOT MET'}")
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results |= {"stepper_ms": round(step_ms, 2), "stepper_ratio": round(ratio, 2)}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return int(any(met is False for *_, met in rows))


if __name__ == "__main__":
    sys.exit(main())
