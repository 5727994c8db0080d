"""Right values by way of OrderedDict, defaultdict, a generator, a namedtuple and torch.Size."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": """
from collections import OrderedDict, defaultdict, namedtuple

Pair = namedtuple("Pair", "a b")


def double(x):
    return sum(part for part in Pair(x, x))
""",
    "count": """
def count(words):
    found = defaultdict(int)
    for word in words:
        found[word] += 1
    return OrderedDict(sorted(found.items()))
""",
    "standardize": "def standardize(x):\n    return ((x - x.mean()) / x.std()).reshape(torch.Size(x.shape))",
}
DESERVES = FULL
