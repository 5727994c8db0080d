"""A cell prints 10 MB, and a tested function 10 MB more; all answers are right."""

from course import FULL, HONEST

FIRST = "for _ in range(100_000):\n    print('x' * 100)"
ANSWERS = HONEST | {"double": "def double(x):\n    print('x' * 5_000_000)\n    return 2 * x"}
DESERVES = FULL
