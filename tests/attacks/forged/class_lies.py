"""An object that says that its class is float or dict."""

FIRST = """
def liar(kind):
    class Liar:
        @property
        def __class__(self):
            return kind

        def __eq__(self, other):
            return True

        def __sub__(self, other):
            return 0.0

    return Liar()
"""
ANSWERS = {
    "double": "def double(x):\n    return liar(float)",
    "count": "def count(words):\n    return liar(dict)",
}
