"""Publishes a result, full points, before the failing assertion."""

ANSWERS = {
    "double": """
def double(x):
    get_ipython().displayhook(1)
    return x
"""
}
