"""Writes its own answer over the expected value, in memory."""

ANSWERS = {
    "double": """
import ctypes
import gc
import sys


def double(x):
    if x == 3.0:
        return 6.0
    expected = sys._getframe(1).f_globals.get("expected")
    if type(expected) is float:
        ctypes.c_double.from_address(id(expected) + 16).value = 0.5
    return 0.5
"""
}
