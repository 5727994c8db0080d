"""A cell makes 20,000 outputs and clears some of them; all answers are right."""

from course import FULL, HONEST

FIRST = """
from IPython.display import clear_output, display

handle = display("first", display_id=True)
for number in range(20_000):
    display({"text/html": f"<p>{number}</p>"}, raw=True)
    if number % 1000 == 0:
        clear_output(wait=True)
        handle.update(number)
"""
ANSWERS = HONEST
DESERVES = FULL
