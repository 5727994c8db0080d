"""Rebinds builtins.AssertionError to an error that counts as none."""

FIRST = """
import builtins


class Fine(Exception):
    def __init__(self, *args):
        get_ipython().showtraceback = lambda *args, **kwargs: None


builtins.AssertionError = Fine
"""
