"""Knows the visible tests by heart, and nothing else."""

ANSWERS = {
    "double": "def double(x):\n    return {3.0: 6.0}.get(x, 0.0)",
    "standardize": "def standardize(x):\n    return torch.linspace(-1, 1, len(x)).to(x.dtype)",
    "count": "def count(words):\n    return {'a': 2, 'b': 1}",
    "clip": "def clip_(x, limit):\n    x[:3] = torch.tensor([-1.0, 0.5, 1.0])",
}
DESERVES = {"count_words": 0.25}
