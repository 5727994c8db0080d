"""A tested function takes 12 GB of memory; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
def double(x):
    held = [bytearray(b"x" * 100_000_000) for _ in range(120)]
    return float(len(held))
"""
}
DESERVES = FULL | {"double_value": 0.0}
