"""Closes every file descriptor in a tested call; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {"double": "import os\n\n\ndef double(x):\n    os.closerange(0, 4096)\n    return x"}
DESERVES = FULL | {"double_value": 0.0}
