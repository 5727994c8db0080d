"""Shows no traceback, so that an error leaves no output."""

FIRST = """
shell = get_ipython()
shell.showtraceback = shell._showtraceback = lambda *args, **kwargs: None
"""
