"""Takes memory that no process has: semaphores and queues of the system, terminals, requests; all answers are right."""

from course import FULL, HONEST

FIRST = """
import ctypes
import os

libc = ctypes.CDLL(None)
taken = [libc.semget(0, 32_000, 0o1666) for _ in range(50)] + [libc.msgget(0, 0o1666) for _ in range(50)]
taken.append(libc.syscall(206, 65_536, ctypes.byref(ctypes.c_ulong())))
try:
    terminals = [os.openpty() for _ in range(100)]
except OSError:
    pass
"""
ANSWERS = HONEST
DESERVES = FULL
