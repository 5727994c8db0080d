"""Keeps the inputs of hidden tests, and prints them in a later cell and at the end."""

FIRST = """
import atexit

kept = []
atexit.register(lambda: print(kept))
"""
ANSWERS = {"double": "def double(x):\n    kept.append(x)\n    return 2 * x"}
LAST = "print(kept)"
DESERVES = {"double_value": 1.0}
