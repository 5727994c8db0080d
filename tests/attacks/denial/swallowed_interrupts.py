"""A tested function swallows interrupts and ignores signals; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import signal
import time


def double(x):
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            pass
    while True:
        try:
            time.sleep(0.1)
        except BaseException:
            pass
"""
}
DESERVES = FULL | {"double_value": 0.0}
