"""Returns objects that never end when they are shown, hashed, deleted or looked at; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
def forever(*args, **kwargs):
    while True:
        pass


class Forever:
    __repr__ = __str__ = __hash__ = __eq__ = __bool__ = __sub__ = __float__ = __getattr__ = forever


def double(x):
    return Forever()
""",
}
DESERVES = FULL | {"double_value": 0.0}
