"""Tries to reach the network and local services."""

LAST = """
import socket
import urllib.request

for host, port in (("127.0.0.1", 22), ("10.0.2.2", 22), ("1.1.1.1", 53), ("169.254.169.254", 80), ("example.org", 443)):
    try:
        socket.create_connection((host, port), timeout=0.5).close()
        print("@mark@ reached", host)
    except OSError as error:
        print(host, error)
for line in open("/proc/net/unix").read().splitlines()[1:]:
    path = line.split()[-1]
    if path.startswith(("/", "@")):
        try:
            with socket.socket(socket.AF_UNIX) as local:
                local.settimeout(0.5)
                local.connect(path.replace("@", chr(0), 1))
                print("@mark@ reached", path)
        except OSError:
            pass
"""
