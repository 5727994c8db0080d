"""Leaves a fork behind that answers in place of a process that has died."""

ANSWERS = {
    "double": """
import os
import signal


def double(x):
    if os.fork() == 0:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        return 6.0
    os._exit(0)
"""
}
