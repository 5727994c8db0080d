"""Redefines a name that the import cell took from torch."""

FIRST = "allclose = lambda *args, **kwargs: True"
LAST = FIRST
