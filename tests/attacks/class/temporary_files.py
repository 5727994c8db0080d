"""Leaves modules and files for the next student in temporary folders and shared memory."""

LAST = """
import os
import tempfile
from multiprocessing import shared_memory

for folder in {tempfile.gettempdir(), "/tmp", "/dev/shm", "/var/tmp", "/run", os.path.expanduser("~"), "/home"}:
    try:
        print(folder, os.listdir(folder))
        with open(f"{folder}/@mark@.py", "w") as file:
            file.write("print('from the student before')\\n")
    except OSError as error:
        print(error)
try:
    shared_memory.SharedMemory("@mark@", create=True, size=1000).buf[:5] = b"hello"
except OSError as error:
    print(error)
"""
