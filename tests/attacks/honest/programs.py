"""Right answers amid programs, processes, a server and a database, which have to end as they should."""

from course import FULL, HONEST

FIRST = """
import asyncio
import socket
import sqlite3
import subprocess
import threading
from multiprocessing import get_context

codes = [subprocess.run([name]).returncode for name in ("true", "false")]
listed = !echo one
with get_context("fork").Pool(2) as pool:
    squares = pool.map(abs, [-1, -2])
server = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=lambda: server.accept()[0].sendall(b"hello")).start()
said = socket.create_connection(server.getsockname()).recv(5)
program = await asyncio.create_subprocess_exec("false")
codes.append(await program.wait())
with sqlite3.connect("own.db") as database:
    database.execute("create table t (n)")
    database.execute("insert into t values (3)")
rows = list(sqlite3.connect("own.db").execute("select n from t"))
works = (codes, list(listed), squares, said, rows) == ([0, 1, 1], ["one"], [1, 2], b"hello", [(3,)])
"""
ANSWERS = HONEST | {"double": "def double(x):\n    assert works\n    return 2 * x"}
DESERVES = FULL
