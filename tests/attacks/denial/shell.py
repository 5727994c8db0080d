"""A cell hands the work of harming to a shell; all answers are right."""

from course import FULL, HONEST

FIRST = "!kill -9 $PPID; sleep 1000 & echo @mark@\n!!sleep 2 &"
ANSWERS = HONEST
DESERVES = FULL
