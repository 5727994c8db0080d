"""A tested function reads from address 0; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {"double": "import ctypes\n\n\ndef double(x):\n    return float(ctypes.string_at(0)[0])"}
DESERVES = FULL | {"double_value": 0.0}
