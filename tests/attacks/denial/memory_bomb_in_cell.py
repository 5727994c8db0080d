"""A cell of its own takes 12 GB of memory; all answers are right."""

from course import FULL, HONEST

FIRST = "held = [bytearray(b'x' * 100_000_000) for _ in range(120)]"
LAST = "del held"
ANSWERS = HONEST
DESERVES = FULL
