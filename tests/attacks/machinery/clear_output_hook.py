"""A hook after each cell clears its output, and so the error."""

FIRST = """
from IPython.display import clear_output

get_ipython().events.register("post_run_cell", lambda result: clear_output())
"""
