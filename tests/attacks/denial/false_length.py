"""Returns containers that lie about their length; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "count": """
class Liar(dict):
    def __len__(self):
        return 10**12


class List(list):
    def __len__(self):
        return -5

    def __length_hint__(self):
        return 10**18


def count(words):
    return Liar(a=List([1]))
""",
    "standardize": """
class Liar(Tensor):
    shape = property(lambda self: torch.Size([10**12]))
    numel = nelement = __len__ = lambda self: 10**12
    dtype = property(lambda self: torch.float64)


def standardize(x):
    return torch.zeros(3).as_subclass(Liar)
""",
}
DESERVES = FULL | {"count_words": 0.0, "standardize_allclose": 0.0, "standardize_numpy": 0.0}
