"""A tested function spends hours inside one C call; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {"double": "def double(x):\n    return float(pow(3, 10**10) % 7)"}
DESERVES = FULL | {"double_value": 0.0}
