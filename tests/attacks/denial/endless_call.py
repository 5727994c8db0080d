"""A tested function never returns; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {"double": "def double(x):\n    while True:\n        pass"}
DESERVES = FULL | {"double_value": 0.0}
