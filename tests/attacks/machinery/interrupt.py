"""A tested function raises KeyboardInterrupt, GeneratorExit and errors of its own making."""

ANSWERS = {
    "double": "def double(x):\n    raise KeyboardInterrupt",
    "count": "def count(words):\n    raise GeneratorExit",
    "standardize": """
class Passed(BaseException):
    __module__ = "builtins"

    def __str__(self):
        return "1.0"


def standardize(x):
    raise Passed
""",
}
