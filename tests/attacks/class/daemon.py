"""Leaves a process behind that goes on writing into the course."""

LAST = """
import subprocess
import sys

code = '''
# @mark@
import signal, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
for _ in range(300):
    for place in ("@course@", "/tmp", "."):
        try:
            open(place + "/@mark@_daemon.txt", "a").write("still here\\\\n")
        except OSError:
            pass
    time.sleep(1)
'''
subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdin=subprocess.DEVNULL)
"""
