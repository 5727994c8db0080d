"""Prints the sources that Python keeps for tracebacks."""

LAST = """
import linecache

for name, entry in linecache.cache.items():
    if "not seen" in str(entry):
        print(entry)
"""
