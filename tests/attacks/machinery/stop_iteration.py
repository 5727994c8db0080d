"""A tested function raises StopIteration, which ends loops without an error."""

ANSWERS = {
    "double": "def double(x):\n    raise StopIteration",
    "count": "def count(words):\n    raise StopIteration({'a': 2, 'b': 1})",
}
