"""Returns a list that nests a million deep; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "count": """
def count(words):
    value = {}
    for _ in range(10**6):
        value = {"a": value}
    return value
"""
}
DESERVES = FULL | {"count_words": 0.0}
