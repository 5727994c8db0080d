"""Returns tensors that claim a trillion elements in a few bytes; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "standardize": """
def standardize(x):
    return torch.zeros(1).expand(10**6, 10**6) if len(x) == 3 else x.as_strided((10**4, 10**6), (0, 0))
"""
}
DESERVES = FULL | {"standardize_allclose": 0.0, "standardize_numpy": 0.0}
