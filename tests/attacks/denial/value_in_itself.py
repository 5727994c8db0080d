"""Returns a dict and a list that hold themselves; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "count": """
def count(words):
    value = {}
    value["a"] = [value]
    return value
"""
}
DESERVES = FULL | {"count_words": 0.0}
