"""Replaces IPython's own function that runs code once the answers are defined."""

ANSWERS = {
    "clip": """
async def run_code(*args, **kwargs):
    return False


def clip_(x, limit):
    pass


get_ipython().run_code = run_code
"""
}
