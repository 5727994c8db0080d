"""Everything is right."""

from course import FULL, HONEST

ANSWERS = HONEST
DESERVES = FULL
