"""A cell opens files until it may not; all answers are right."""

from course import FULL, HONEST

FIRST = """
held = []
try:
    for _ in range(100_000):
        held.append(open("/dev/null"))
except OSError as error:
    print(error)
"""
LAST = "held.clear()"
ANSWERS = HONEST
DESERVES = FULL
