"""A cell makes 20,000 files and a path of 900 folders; all answers are right."""

from course import FULL, HONEST

FIRST = """
import os

start = os.getcwd()
try:
    for number in range(20_000):
        open(f"@mark@_{number}.txt", "w").close()
    for _ in range(900):
        os.mkdir("folder")
        os.chdir("folder")
except OSError as error:
    print(error)
os.chdir(start)
"""
ANSWERS = HONEST
DESERVES = FULL
