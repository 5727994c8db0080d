"""A tested function starts threads as long as it can; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import threading
import time


def double(x):
    for _ in range(5000):
        threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
    return x
"""
}
DESERVES = FULL | {"double_value": 0.0}
