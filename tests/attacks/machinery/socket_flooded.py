"""A thread keeps writing replies to every socket while the tests run."""

FIRST = """
import os
import socket
import threading
import time


def flood():
    while True:
        for descriptor in range(3, 128):
            try:
                line = socket.socket(fileno=os.dup(descriptor))
                line.send(b"\\x00\\x00\\x00\\x09\\xcb\\x40\\x18\\x00\\x00\\x00\\x00\\x00\\x00", socket.MSG_DONTWAIT)
                line.close()
            except OSError:
                pass
        time.sleep(0.01)


threading.Thread(target=flood, daemon=True).start()
"""
