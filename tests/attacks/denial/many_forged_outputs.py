"""Says of a cell that it made 70,000 outputs, each of which has to be looked at; all answers are right."""

from course import FULL, HONEST

FIRST = """
from autograder.grading import wire

OUTPUT = {"output_type": "error", "ename": "", "evalue": "", "traceback": []}
_send = wire.send


def send(connection, message, *arguments):
    if isinstance(message, dict):
        wire.send, message = _send, {"outputs": [OUTPUT] * 70_000, "error": None}
    _send(connection, message, *arguments)


wire.send = send
"""
ANSWERS = HONEST
DESERVES = FULL
