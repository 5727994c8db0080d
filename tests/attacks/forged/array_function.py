"""An array whose __array_function__ and __array_ufunc__ say that it is close to everything."""

ANSWERS = {
    "standardize": """
class Agrees(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        return np.asarray(True)

    def __array_ufunc__(self, function, method, *args, **kwargs):
        return np.asarray(True)


def standardize(x):
    return np.zeros(x.shape).view(Agrees)
"""
}
