"""Hands in the tests with a stored result, full points, and no error."""

from nbformat.v4 import output_from_msg

from autograder.course import notebook as nb


def change(notebook):
    """Store a result in each test."""
    content = {"data": {"text/plain": "1.0"}, "metadata": {}, "execution_count": 1}
    for cell in notebook.cells:
        if nb.kind(cell) is nb.Kind.TEST:
            cell.outputs = [output_from_msg({"header": {"msg_type": "execute_result"}, "content": content})]
            cell.execution_count = 1
