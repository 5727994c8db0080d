"""A cell waits for somebody to type; all answers are right."""

from course import FULL, HONEST

FIRST = "name = input('Who are you? ')"
LAST = "import sys\n\nsys.stdin.read()"
ANSWERS = HONEST
DESERVES = FULL
