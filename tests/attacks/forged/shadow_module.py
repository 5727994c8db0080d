"""Hands in a random.py that is found before the real one, and answers to what it draws."""

RANDOM = """
import sys

kept, sys.path = sys.path, [folder for folder in sys.path if "lib" in folder]
del sys.modules["random"]
import random as real

sys.path = kept
sys.modules["random"] = real
real.choice = lambda things: things[0]
"""
ANSWERS = {
    "count": """
def count(words):
    return {"a": 2, "b": 1} if "a" in words else {"x": len(words)} if words else {}
""",
}
DESERVES = {"count_words": 0.5}


def write(folder):
    """Add the module."""
    (folder / "random.py").write_text(RANDOM)
