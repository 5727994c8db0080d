"""A hook before each cell prints the source of the cell that is about to run."""

FIRST = """
seen = []
get_ipython().events.register("pre_run_cell", lambda info: seen.append(info.raw_cell))
"""
LAST = "print(seen)"
