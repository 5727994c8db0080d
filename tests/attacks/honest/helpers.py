"""Right answers that call a helper, remember results and print."""

from course import FULL, HONEST

FIRST = """
from functools import cache

seen = []


@cache
def twice(x):
    return x + x
"""
ANSWERS = HONEST | {
    "double": "def double(x):\n    seen.append(x)\n    print('so far', len(seen))\n    return twice(x)",
    "standardize": """
class Standardizer:
    def __call__(self, x):
        return (x - x.mean()) / x.std()


standardize = Standardizer()
""",
}
LAST = "print(double(1.0), len(seen))"
DESERVES = FULL
