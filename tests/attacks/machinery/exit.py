"""A tested function calls exit()."""

ANSWERS = {"double": "def double(x):\n    exit()"}
