"""Sends interrupts, alarms and user signals to every process in reach."""

LAST = """
import os
import signal

for number in (signal.SIGINT, signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP, signal.SIGCHLD):
    signal.signal(number, signal.SIG_IGN)
    for pid in [-1, *(int(name) for name in os.listdir("/proc") if name.isdigit())]:
        try:
            os.kill(pid, number)
        except OSError:
            pass
"""
