"""An object that says that its class is Tensor, which torch believes, and reads memory that is none."""

ANSWERS = {
    "standardize": """
class Liar:
    __class__ = Tensor


def standardize(x):
    return Liar()
"""
}
