"""An object that equals everything, is close to everything and is true."""

FIRST = """
class Agrees:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __hash__ = None
    __rsub__ = __sub__
"""
ANSWERS = {
    "double": "def double(x):\n    return Agrees()",
    "count": "def count(words):\n    return Agrees()",
    "standardize": "def standardize(x):\n    return Agrees()",
}
