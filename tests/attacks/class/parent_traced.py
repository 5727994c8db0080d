"""Attaches to its parent and to others with ptrace, and leaves them stopped."""

LAST = """
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
ATTACH = 16
for pid in [os.getppid(), *(int(name) for name in os.listdir("/proc") if name.isdigit())]:
    if pid not in (os.getpid(), 1):
        print(pid, libc.ptrace(ATTACH, pid, 0, 0), os.strerror(ctypes.get_errno()))
"""
