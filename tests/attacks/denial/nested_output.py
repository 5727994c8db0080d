"""Shows JSON that nests 500 deep, and numbers that JSON does not know; all answers are right."""

from course import FULL, HONEST

FIRST = """
from IPython.display import display

deep = []
for _ in range(500):
    deep = [deep]
display({"application/json": deep, "text/plain": "deep"}, raw=True)
display({"application/json": {"a": float("nan")}, "text/plain": "odd"}, raw=True)
display({"text/plain": deep}, raw=True)
display({"application/vnd.jupyter.widget-view+json": "no view", "text/plain": "a view"}, raw=True)
display({"text/html": "shown"}, metadata={"text/html": deep}, raw=True)
"""
ANSWERS = HONEST
DESERVES = FULL
