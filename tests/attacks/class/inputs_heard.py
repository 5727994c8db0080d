"""Listens everywhere for what others tell of their inputs, while they are graded and afterwards."""

from course import FULL, HONEST

FIRST = """
import ctypes
import errno
import fcntl
import glob
import os
import socket
import struct
import time

libc = ctypes.CDLL(None, use_errno=True)
end = time.monotonic() + 2.5
heard = set()
while time.monotonic() < end:
    for family, place in ((socket.AF_INET, ("127.0.0.1", 5123)), (socket.AF_UNIX, "\\0@mark@")):
        try:
            speaking = socket.socket(family)
            speaking.settimeout(0.2)
            speaking.connect(place)
            heard.add(speaking.recv(100))
        except OSError:
            pass
    for name in ("/usr/lib/os-release", "/etc/mime.types", os.__file__, socket.__file__):
        try:
            with open(name) as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                asked = struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 100, 0)
                if struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK:
                    heard.add(f"{name} is locked in part")
        except OSError as error:
            if error.errno == errno.EWOULDBLOCK:
                heard.add(f"{name} is locked")
    if libc.syscall(250, 10, -3, b"user", b"@mark@", 0) > 0:
        heard.add("a key")
    for name in glob.glob("/proc/[0-9]*/comm"):
        if "left" in open(name).read():
            heard.add(name)
    heard |= {name for name in glob.glob("/dev/pts/[0-9]*")}
    time.sleep(0.05)
for each in heard:
    print("FOUND_OF_OTHERS", each)
"""
ANSWERS = HONEST
DESERVES = FULL
