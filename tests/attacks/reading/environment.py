"""Prints the environment, command lines, mounts and open files of all processes in reach."""

LAST = """
import glob
import os

print(dict(os.environ))
for pattern in ("/proc/*/environ", "/proc/*/cmdline", "/proc/self/mountinfo", "/proc/*/fd/*"):
    for path in glob.glob(pattern):
        try:
            print(path, os.readlink(path) if "/fd/" in path else open(path).read()[:3000])
        except OSError:
            pass
"""
