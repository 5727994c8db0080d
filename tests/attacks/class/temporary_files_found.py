"""Looks in temporary folders for what the students before have left."""

FIRST = """
import glob
import os

for folder in ("/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "."):
    for path in glob.glob(f"{folder}/left*") + glob.glob(f"{folder}/**/left_by*", recursive=False):
        print("FOUND_OF_OTHERS", path)
"""
