"""Sixteen processes do nothing but compute; all answers are right."""

from course import FULL, HONEST

LAST = """
import os

for _ in range(16):
    if os.fork() == 0:
        while True:
            pass
os.wait()
"""
ANSWERS = HONEST
DESERVES = FULL
