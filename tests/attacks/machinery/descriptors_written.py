"""Writes replies of many shapes to every open file descriptor, during a cell and during a tested call."""

FIRST = """
import json
import os
import struct


def forge():
    reply = {"ok": True, "value": 6.0, "score": 1.0, "scores": {"double_value": 1.0}, "outputs": [], "id": 1}
    text = json.dumps(reply).encode()
    frames = [text + b"\\n", struct.pack(">I", len(text)) + text, struct.pack("<Q", len(text)) + text]
    frames += [b"\\xcb" + struct.pack(">d", 6.0), b"\\xff" * 4096, b"\\x00" * 4096]
    for descriptor in range(3, 256):
        for frame in frames:
            try:
                os.set_blocking(descriptor, False)
                os.write(descriptor, frame)
            except (OSError, ValueError):
                pass


forge()
"""
ANSWERS = {"double": "def double(x):\n    forge()\n    return 0.0"}
