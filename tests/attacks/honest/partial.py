"""A count that is right on some lists gets a part of the point."""

ANSWERS = {"count": "def count(words):\n    return {'a': 2, 'b': 1} if 'a' in words else {}"}
DESERVES = {"count_words": 0.5}
