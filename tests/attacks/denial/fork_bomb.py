"""A tested function forks as often as it can; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import os
import time


def double(x):
    for _ in range(11):
        try:
            os.fork()
        except OSError:
            pass
    time.sleep(3)
    os._exit(1)
"""
}
DESERVES = FULL | {"double_value": 0.0}
