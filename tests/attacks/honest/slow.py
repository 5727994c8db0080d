"""Everything is right, but one cell and one answer take seconds."""

from course import FULL, HONEST

ANSWERS = HONEST | {"double": "import time\n\n\ndef double(x):\n    time.sleep(1)\n    return 2 * x"}
FIRST = "import time\n\ntime.sleep(2)"
DESERVES = FULL
