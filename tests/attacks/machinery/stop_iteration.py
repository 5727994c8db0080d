"""A tested function raises StopIteration, which ends loops without an error."""

ANSWERS = {
    "double": "def double(x):\n    raise StopIteration",
    "count": "def count(words):\n    raise StopIteration({'a': 2, 'b': 1})",
    "standardize": """
def standardize(x):
    if x.dim() == 2:
        raise StopIteration
    return torch.tensor([-1.0, 0.0, 1.0])
""",
}
