"""Everything is right, and warns on stderr while it is tested."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
import sys
import warnings


def double(x):
    warnings.warn("double is old")
    print("doubling", file=sys.stderr)
    return 2 * x
"""
}
DESERVES = FULL
