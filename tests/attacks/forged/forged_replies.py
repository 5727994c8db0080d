"""Sends replies to cells and questions that nobody expects, in place of those that its process would send."""

FIRST = """
from autograder.grading import wire
from autograder.grading.untrusted import shell

ODD = iter(
    [
        {"outputs": 5, "error": None},
        {"outputs": {"output_type": "stream"}, "error": 7},
        {"outputs": [None, 5, [], {}, {"output_type": 3}, {"output_type": "stream", "name": [], "text": {}}]},
        {"outputs": [{"output_type": "execute_result", "data": 5, "metadata": [], "execution_count": "x"}]},
        {"outputs": [{"output_type": "error", "ename": 1, "evalue": [], "traceback": "no"}], "error": ["a"]},
        {"error": {"a": 1}},
        5,
        [],
        None,
        "done",
    ]
)
_send = wire.send


def send(connection, message, *arguments):
    if isinstance(message, dict):
        message = next(ODD, {"outputs": [], "error": None})
    _send(connection, message, *arguments)


wire.send = send
"""
