"""A tested function ends the process; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {"double": "import os\n\n\ndef double(x):\n    os._exit(0)"}
DESERVES = FULL | {"double_value": 0.0}
