"""A cell writes 3 GB into every folder that takes it; all answers are right."""

from course import FULL, HONEST

FIRST = """
import os

for folder in (".", "/tmp", "/dev/shm", os.path.expanduser("~")):
    try:
        for number in range(30):
            with open(f"{folder}/@mark@_{number}.bin", "wb") as file:
                file.write(bytes(100_000_000))
    except OSError as error:
        print(error)
"""
ANSWERS = HONEST
DESERVES = FULL
