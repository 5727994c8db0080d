"""A cell of its own never ends; all answers are right."""

from course import FULL, HONEST

FIRST = "while True:\n    pass"
ANSWERS = HONEST
DESERVES = FULL
