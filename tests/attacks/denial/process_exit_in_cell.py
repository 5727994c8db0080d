"""A cell of its own ends the process; all answers are right."""

from course import FULL, HONEST

FIRST = "import os\n\nos._exit(0)"
ANSWERS = HONEST
DESERVES = FULL
