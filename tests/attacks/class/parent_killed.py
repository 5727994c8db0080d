"""Kills its parent, in a tested call; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {"double": "import os\n\n\ndef double(x):\n    os.kill(os.getppid(), 9)\n    return x"}
DESERVES = FULL | {"double_value": 0.0}
