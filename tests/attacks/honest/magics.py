"""Right answers amid magics, a figure, a top-level await and an error in a cell of the student's own."""

from course import FULL, HONEST

FIRST = """
%matplotlib inline
import asyncio

import matplotlib.pyplot as plt

plt.plot([1, 2]);
await asyncio.sleep(0)
here = !echo here
"""
LAST = "%timeit -n 1 -r 1 double(2.0)\nundefined_name"
ANSWERS = HONEST
DESERVES = FULL
