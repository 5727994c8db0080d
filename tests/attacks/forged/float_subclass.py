"""A float from which everything subtracts to 0."""

ANSWERS = {
    "double": """
class Agrees(float):
    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __float__(self):
        return 6.0


def double(x):
    return Agrees(0.0)
"""
}
