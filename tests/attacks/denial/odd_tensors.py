"""Returns sparse, quantised, meta, complex and nested tensors, and arrays of objects; the other answers are right."""

from course import FULL, HONEST

FIRST = """
odd = [
    torch.zeros(3, device="meta"),
    torch.eye(3).to_sparse(),
    torch.zeros(3, dtype=torch.complex64),
    torch.quantize_per_tensor(torch.zeros(3), 0.1, 0, torch.qint8),
    torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)], layout=torch.strided),
    np.array([None, object(), "x"], dtype=object),
    np.zeros(3, dtype=[("a", "f4"), ("b", "U3")]),
]
"""
ANSWERS = HONEST | {
    "standardize": "def standardize(x):\n    odd.append(odd.pop(0))\n    return odd[-1]",
    "cell": HONEST["cell"].replace("torch.tanh(self.layer(x) + h)", "odd.append(odd.pop(0)) or odd[-1]"),
}
DESERVES = FULL | {"standardize_allclose": 0.0, "standardize_numpy": 0.0, "cell_forward": 0.0}
