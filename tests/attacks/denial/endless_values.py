"""Returns generators and iterators that never end; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": "import itertools\n\n\ndef double(x):\n    return itertools.count()",
    "count": """
class Endless(dict):
    def items(self):
        while True:
            yield "a", 2

    __iter__ = keys = values = items

    def __len__(self):
        return 2


def count(words):
    return Endless(a=2)
""",
}
DESERVES = FULL | {"double_value": 0.0, "count_words": 0.0}
