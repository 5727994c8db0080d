"""Returns an integer of a million digits and one of 3 GB; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": "def double(x):\n    return 10**10**6",
    "count": "def count(words):\n    return {1 << 24 * 10**9: 1}",
}
DESERVES = FULL | {"double_value": 0.0, "count_words": 0.0}
