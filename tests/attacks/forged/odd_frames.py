"""Answers with frames of the wire that nobody expects: classes, calls of a test's functions, numbers that trap."""

FIRST = """
from autograder.grading import wire

ODD = iter(
    [
        ["value", 6.0, [[0, 6.0], [0, ["list"]], ["x"]], {"printed": "x" * 99999, "warned": 5, "files": {"a": b"x"}}],
        ["value", ["list", ["ref", 0, "x", "Exception", 5, 6]], [], {}],
        ["value", ["ref", -1, "a" * 1000, "BaseException"], [], {}],
        ["callback", 0, ["list"], ["dict"]],
        ["callback", "x", 5, 6],
        ["error", ["StopIteration"], "StopIteration", "x", [], {}],
        ["error", ["AssertionError"], "AssertionError", "x", [5, 0], {}],
        ["error", ["KeyboardInterrupt", "SystemExit"], "KeyboardInterrupt", "x", [None], {}],
        ["value", ["frame", ["index", None, ["range", 0, 1, 1], None], 5, []], [], {}],
        ["value", ["imported", "os", "system"], [], {}],
        ["value", ["generator", "Random", "[]"], [], {}],
        ["value", ["Decimal", "sNaN"], [], {}],
        ["value", ["fraction", 1, 0], [], {}],
        ["value", ["timedelta", 10**18, 0, 0], [], {}],
    ]
)
_send = wire.send


def send(connection, message, *arguments):
    if isinstance(message, list) and message and message[0] in ("value", "error"):
        message = next(ODD, message)
    _send(connection, message, *arguments)


wire.send = send
"""
