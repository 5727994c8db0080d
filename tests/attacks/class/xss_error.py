"""Puts scripts and terminal commands into the name and the text of an error."""

ANSWERS = {
    "double": """
def double(x):
    text = "<script>alert('@mark@')</script> \\x1b]0;@mark@\\x07\\x1b[2J [bold red]@mark@[/] {{ 7 * 7 }} {% raw %}"
    kind = type("<img src=x onerror=alert('@mark@')>", (Exception,), {})
    raise kind(text)
""",
    "cell": "raise RuntimeError(\"</pre><script>alert('@mark@')</script> \\x1b]0;@mark@\\x07\")",
}
