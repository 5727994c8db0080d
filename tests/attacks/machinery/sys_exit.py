"""A tested function raises SystemExit with status 0, as if all were done."""

ANSWERS = {"double": "import sys\n\n\ndef double(x):\n    sys.exit(0)"}
