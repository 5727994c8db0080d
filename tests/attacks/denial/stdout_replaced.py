"""Replaces and closes stdout and stderr; all answers are right."""

from course import FULL, HONEST

FIRST = "import os\nimport sys\n\nsys.stdout = sys.stderr = None\nos.close(1)\nos.close(2)"
ANSWERS = HONEST
DESERVES = FULL
