"""Puts a pipe of the student's own in place of every file descriptor."""

ANSWERS = {
    "double": """
import os


def double(x):
    reader, writer = os.pipe()
    os.write(writer, b'{"ok": true, "value": 6.0}\\n' * 50)
    for descriptor in range(3, 256):
        if descriptor not in (reader, writer):
            try:
                os.fstat(descriptor)
                os.dup2(reader, descriptor)
            except OSError:
                pass
    return 0.0
"""
}
