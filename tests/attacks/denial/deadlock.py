"""A tested function waits for itself, with the import lock held; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import _imp
import threading


def double(x):
    _imp.acquire_lock()
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
"""
}
DESERVES = FULL | {"double_value": 0.0}
