"""A thread waits until the tests have run, and then sends what it saw as the output of an early cell."""

FIRST = """
import threading
import time

from IPython.display import display

kept = []
handle = display("waiting", display_id=True)


def report():
    for _ in range(100):
        time.sleep(0.05)
        handle.update(str(kept))
        print(kept[-1:])


threading.Thread(target=report, daemon=True).start()
"""
ANSWERS = {"double": "import time\n\n\ndef double(x):\n    kept.append(x)\n    time.sleep(0.2)\n    return 2 * x"}
DESERVES = {"double_value": 1.0}
