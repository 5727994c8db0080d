"""Recurses without end, with the limit raised, until the stack overflows; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import sys

sys.setrecursionlimit(10**9)


def double(x):
    return max([x], key=double)
"""
}
DESERVES = FULL | {"double_value": 0.0}
