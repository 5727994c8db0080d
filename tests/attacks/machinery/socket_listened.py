"""Threads read what arrives on every socket, and print it."""

FIRST = """
import os
import socket
import threading

heard = []


def listen(descriptor):
    line = socket.socket(fileno=os.dup(descriptor))
    while True:
        data = line.recv(65536, socket.MSG_PEEK)
        if not data:
            break
        heard.append(data)


for descriptor in range(3, 128):
    try:
        socket.socket(fileno=os.dup(descriptor)).detach()
        threading.Thread(target=listen, args=(descriptor,), daemon=True).start()
    except OSError:
        pass
"""
LAST = "import time\n\ntime.sleep(0.5)\nprint(heard[-20:])"
