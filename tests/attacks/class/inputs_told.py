"""A tested function tells its inputs to whoever listens: over the network, locks, keys, terminals and names."""

ANSWERS = {
    "double": """
import ctypes
import fcntl
import os
import socket
import threading
import time

libc = ctypes.CDLL(None)
kept = []


def tell(text):
    libc.prctl(15, f"@mark@{text}"[:15].encode())
    for family, place in ((socket.AF_INET, ("127.0.0.1", 5123)), (socket.AF_UNIX, "\\0@mark@")):
        try:
            listening = socket.socket(family)
            listening.bind(place)
            listening.listen()
            threading.Thread(target=lambda: listening.accept()[0].sendall(text.encode()), daemon=True).start()
            kept.append(listening)
        except OSError:
            pass
    for number, name in enumerate(("/usr/lib/os-release", "/etc/mime.types", os.__file__, socket.__file__)):
        try:
            kept.append(open(name))
            fcntl.flock(kept[-1], fcntl.LOCK_EX)
            fcntl.lockf(kept[-1], fcntl.LOCK_SH, 100)
        except OSError:
            pass
    for kind in (b"user", b"logon"):
        libc.syscall(248, kind, b"@mark@", text.encode(), len(text), -3)
    try:
        ends = os.openpty()
        os.write(ends[0], text.encode())
        kept.append(ends)
    except OSError:
        pass


def double(x):
    tell(str(x))
    time.sleep(1)
    return 2 * x
"""
}
DESERVES = {"double_value": 1.0}
