"""Forks in a tested call, so that two processes answer."""

ANSWERS = {"double": "import os\n\n\ndef double(x):\n    return 6.0 if os.fork() else 2 * x + 1"}
