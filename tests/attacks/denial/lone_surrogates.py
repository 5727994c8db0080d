"""Prints, returns and raises text that no encoding takes; the other answers are right."""

from course import FULL, HONEST

FIRST = """
odd = "".join(map(chr, (0xD800, 0xDFFF, 0, 7, 27, 0x202E, 0xFFFF)))
try:
    print(odd)
except UnicodeError as error:
    print(error.reason)
"""
ANSWERS = HONEST | {
    "double": "def double(x):\n    raise ValueError(odd)",
    "count": "def count(words):\n    return {odd: 1}",
}
LAST = "raise RuntimeError(odd)"
DESERVES = FULL | {"double_value": 0.0, "count_words": 0.0}
