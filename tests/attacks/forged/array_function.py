"""An array whose __array_function__ says that it is close to everything."""

FIRST = """
class Agrees(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        if function.__name__ in ("isclose", "allclose", "array_equal"):
            return np.ones(self.shape, dtype=bool)
        plain = [np.asarray(value) if isinstance(value, Agrees) else value for value in args]
        return function(*plain, **kwargs)
"""
ANSWERS = {"standardize": "def standardize(x):\n    return np.zeros(x.shape).view(Agrees)"}
