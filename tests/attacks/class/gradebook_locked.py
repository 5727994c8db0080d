"""Holds the gradebook locked in a process that stays."""

LAST = """
import subprocess
import sys

code = '''
# @mark@
import sqlite3, time
database = sqlite3.connect("@course@/gradebook.db", isolation_level=None)
database.execute("begin exclusive")
time.sleep(600)
'''
subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
"""
