"""Stops every process in reach with SIGSTOP, in a tested call; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import os
import signal


def double(x):
    for pid in [-1, os.getppid(), *(int(name) for name in os.listdir("/proc") if name.isdigit())]:
        if pid != os.getpid():
            try:
                os.kill(pid, signal.SIGSTOP)
            except OSError:
                pass
    return x
"""
}
DESERVES = FULL | {"double_value": 0.0}
