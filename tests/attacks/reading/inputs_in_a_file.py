"""Keeps the inputs of hidden tests in files, in its folder and elsewhere, and prints them in a later cell."""

ANSWERS = {
    "double": """
import os

places = [".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "@course@"]


def double(x):
    for place in places:
        try:
            with open(f"{place}/@mark@_inputs.txt", "a") as file:
                file.write(f"{x}\\n")
        except OSError:
            pass
    return 2 * x
"""
}
LAST = """
for place in places:
    try:
        print(open(f"{place}/@mark@_inputs.txt").read())
    except OSError:
        pass
"""
DESERVES = {"double_value": 1.0}
