"""A formatter prints "nan" for every number, and so for the partial points."""

ANSWERS = {"count": "def count(words):\n    return {'a': 2, 'b': 1}"}
FIRST = """
plain = get_ipython().display_formatter.formatters["text/plain"]
plain.for_type(float, lambda value, printer, cycle: printer.text("nan"))
"""
DESERVES = {"count_words": 0.25}
