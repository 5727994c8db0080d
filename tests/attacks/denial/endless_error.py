"""Raises an error whose text never ends, and one of 50 MB; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
class Endless(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def double(x):
    raise Endless
""",
    "count": "def count(words):\n    raise ValueError('x' * 50_000_000)",
}
DESERVES = FULL | {"double_value": 0.0, "count_words": 0.0}
