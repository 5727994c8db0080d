"""Changes abs and isinstance in the builtins module itself."""

FIRST = """
import builtins

builtins.abs = lambda value: 0.0
real = isinstance
builtins.isinstance = lambda value, kind: kind is float or real(value, kind)
"""
