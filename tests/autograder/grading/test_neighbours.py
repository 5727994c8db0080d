"""Two students at work in one sandbox: nothing that one does can be seen by the other, then or later."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from autograder.author.process import Process
from autograder.course.limits import RunLimits
from autograder.grading.trusted.station import Station

pytestmark = pytest.mark.usefixtures("sandbox")

#: Before both: the numbers of system calls that libc has no function for, and a file that everybody can read.
BOTH = """
import ctypes, errno, fcntl, os, socket, struct, threading, time
import pyseccomp

libc = ctypes.CDLL(None, use_errno=True)

def kernel(name, *arguments):
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    found = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return errno.errorcode[ctypes.get_errno()] if found < 0 else found

def refused(action):
    try:
        return action()
    except OSError as error:
        return errno.errorcode[error.errno]

SHARED = open("/usr/lib/os-release")

def machine():
    return [open(f"/proc/{name}").read() for name in ("meminfo", "stat", "loadavg", "uptime")]

BEFORE = machine()
"""

#: What one does, what the other then looks at, and what it finds.
CHANNELS = {
    "an address of the machine": (
        "s = socket.create_server(('127.0.0.1', 5123))",
        "refused(lambda: socket.create_connection(('127.0.0.1', 5123)))",
        "ECONNREFUSED",
    ),
    "an abstract name": (
        "s = socket.socket(socket.AF_UNIX); s.bind('\\0told'); s.listen()",
        "refused(lambda: socket.socket(socket.AF_UNIX).connect('\\0told'))",
        "ECONNREFUSED",
    ),
    "a lock on a whole file": (
        "fcntl.flock(SHARED, fcntl.LOCK_EX)",
        "refused(lambda: fcntl.flock(SHARED, fcntl.LOCK_EX | fcntl.LOCK_NB))",
        None,
    ),
    "a lock on a part of a file": (
        "fcntl.lockf(SHARED, fcntl.LOCK_SH, 100)",
        "refused(lambda: fcntl.fcntl(SHARED, fcntl.F_GETLK, struct.pack('hhqqi', fcntl.F_WRLCK, 0, 0, 100, 0)))",
        "EPERM",
    ),
    "the same, in the other kind": (
        "fcntl.lockf(SHARED, fcntl.LOCK_SH, 100)",
        "refused(lambda: fcntl.fcntl(SHARED, 36, struct.pack('hhqqi', fcntl.F_WRLCK, 0, 0, 100, 0)))",
        "EPERM",
    ),
    "the same, asked with bits that the kernel ignores": (
        "fcntl.lockf(SHARED, fcntl.LOCK_SH, 100)",
        "kernel('fcntl', SHARED.fileno(), 1 << 32 | fcntl.F_GETLK, 0)",
        "EPERM",
    ),
    "a lease": ("SHARED.read()", "kernel('fcntl', SHARED.fileno(), fcntl.F_SETLEASE, fcntl.F_WRLCK)", "EPERM"),
    "who reads a file": (
        "SHARED.read()",
        "[kernel(name, 0, 0) for name in ('inotify_init1', 'fanotify_init')]",
        ["EPERM"] * 2,
    ),
    "what changes in a folder": ("SHARED.read()", "kernel('fcntl', SHARED.fileno(), fcntl.F_NOTIFY, 1)", "EPERM"),
    "a key": (
        "key = kernel('add_key', *(0,) * 5)",
        "[kernel(name, *(0,) * 5) for name in ('add_key', 'keyctl', 'request_key')]",
        ["EPERM"] * 3,
    ),
    "the name of a process": (
        "libc.prctl(15, b'told')",
        "'told' in [open(f'/proc/{each}/comm').read().strip() for each in os.listdir('/proc') if each.isdecimal()]",
        False,
    ),
    "a terminal": ("ends = os.openpty()", "os.listdir('/dev/pts')", ["ptmx"]),
    "a file in memory": (
        "[open(f'{place}/told', 'w').close() for place in ('/dev/shm', '/scratch')]",
        "[name for place in ('/dev/shm', '/scratch', '/tmp') for name in os.listdir(place) if name == 'told']",
        [],
    ),
    "a message queue": (
        "told = kernel('mq_open', ctypes.addressof(name := ctypes.create_string_buffer(b'told')), 0o102, 0o666, 0)",
        "kernel('mq_open', ctypes.addressof(name := ctypes.create_string_buffer(b'told')), 0, 0, 0)",
        "ENOENT",
    ),
    "memory of the system": ("kernel('shmget', 7, 4096, 0o1666)", "kernel('shmget', 7, 4096, 0)", "ENOSYS"),
    "what the kernel counts": (
        "told = open('/dev/shm/told', 'wb').write(bytes(9_000_000))",
        "machine() == BEFORE",
        True,
    ),
    "open files": (
        "told = [os.dup(SHARED.fileno()) for _ in range(99)]",
        "[os.listdir(f'/proc/{name}') for name in ('sys/fs', 'sys/kernel/pty', 'pressure')]",
        [[]] * 3,
    ),
    "which part of a file lies in memory": (
        "os.posix_fadvise(SHARED.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)",
        "refused(lambda: os.preadv(SHARED.fileno(), [bytearray(9)], 0, os.RWF_NOWAIT))",
        "ENOTSUP",
    ),
    "the machine's host": ("", "refused(lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM))", "EAFNOSUPPORT"),
    "news of the kernel": (
        "",
        "refused(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15))",
        "EAFNOSUPPORT",
    ),
}

#: So much memory a user may have in pipes, whoever that user is: of a grader that is not root, all students are one.
PIPES = (
    "for _ in range(40):\n    if os.fork() == 0:\n        told = [os.pipe() for _ in range(110)]\n"
    "        time.sleep(60)\ntime.sleep(1)",
    "fcntl.fcntl(os.pipe()[0], fcntl.F_GETPIPE_SZ)",
    65536,
)
if os.getuid() == 0:
    CHANNELS["how long pipes are"] = PIPES

#: What nobody needs, and what the kernel says to it.
REFUSED = {
    "kernel('sysinfo', 0)": "EPERM",
    "kernel('syslog', 3, 0, 0)": "EPERM",
    "kernel('semget', 0, 9, 0o1666)": "ENOSYS",
    "kernel('msgget', 0, 0o1666)": "ENOSYS",
    "kernel('io_setup', 1, 0)": "ENOSYS",
    "kernel('mincore', 0, 0, 0)": "ENOSYS",
    "kernel('cachestat', 0, 0, 0, 0)": "ENOSYS",
    "refused(lambda: [os.openpty() for _ in range(40)])": "ENOSPC",
    "kernel('perf_event_open', 0, 0, 0, 0, 0)": "EPERM",
    "kernel('bpf', 0, 0, 0)": "EPERM",
    "kernel('userfaultfd', 0)": "EPERM",
    "kernel('io_uring_setup', 1, 0)": "ENOSYS",
    "kernel('memfd_create', 0, 0)": "ENOSYS",
    "kernel('clone3', 0, 0)": "ENOSYS",
    "kernel('unshare', 0x10000000)": "EPERM",
    "kernel('clone', 0x10000011, 0, 0, 0, 0)": "EPERM",
    "kernel('clone', 0x40000011, 0, 0, 0, 0)": "EPERM",
    "kernel('setns', 0, 0)": "EPERM",
    "kernel('mount', 0, 0, 0, 0, 0)": "EPERM",
    "kernel('fsopen', 0, 0)": "EPERM",
    "kernel('open_tree', 0, 0, 0)": "EPERM",
    "kernel('chroot', 0)": "EPERM",
    "__import__('subprocess').run(['unshare', '--user', 'true']).returncode": 1,
    "refused(lambda: socket.socket(38, socket.SOCK_SEQPACKET))": "EAFNOSUPPORT",
    "refused(lambda: socket.socketpair(30, socket.SOCK_SEQPACKET))": "EAFNOSUPPORT",
}

#: What honest notebooks do, and what they show.
HONEST = {
    "a program": ("import subprocess", "[subprocess.run([name]).returncode for name in ('true', 'false')]", [0, 1]),
    "a shell": ("found = !echo one; echo two", "list(found)", ["one", "two"]),
    "a program that looks for memory": ("found = !echo 2 1 | tr ' ' '\\n' | sort", "list(found)", ["1", "2"]),
    "psutil": ("import psutil", "psutil.virtual_memory().total > 0 and psutil.cpu_count() > 0", True),
    "asyncio": (
        "import asyncio\nasync def twice(x):\n    await asyncio.sleep(0.01)\n    return 2 * x\n"
        "found = await asyncio.gather(twice(1), twice(2))\n"
        "program = await asyncio.create_subprocess_exec('true')\ncode = await program.wait()",
        "(found, code)",
        ([2, 4], 0),
    ),
    "a server on this machine": (
        "import socket, threading\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "threading.Thread(target=lambda: server.accept()[0].sendall(b'hello')).start()",
        "socket.create_connection(server.getsockname()).recv(5)",
        b"hello",
    ),
    "processes": (
        "from multiprocessing import get_context\nwith get_context('fork').Pool(2) as pool:\n"
        "    found = pool.map(abs, [-1, -2])",
        "found",
        [1, 2],
    ),
    "threads": (
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool:\n"
        "    found = list(pool.map(abs, range(-9, 0)))",
        "sum(found)",
        45,
    ),
    "memory that processes share": (
        "from multiprocessing.shared_memory import SharedMemory\nshared = SharedMemory(create=True, size=9)\n"
        "shared.buf[0] = 7\nfound = shared.buf[0]\nshared.unlink()",
        "found",
        7,
    ),
    "a database": (
        "import sqlite3\nwith sqlite3.connect('own.db') as db:\n    db.execute('create table t (n)')\n"
        "    db.execute('insert into t values (3)')\nfound = sqlite3.connect('own.db').execute('select n from t')",
        "list(found)",
        [(3,)],
    ),
    "a locked file": (
        "import fcntl\nwith open('own', 'w') as own:\n    fcntl.flock(own, fcntl.LOCK_EX)\n"
        "    fcntl.lockf(own, fcntl.LOCK_EX)",
        "open('own').read()",
        "",
    ),
    "pandas": (
        "import pandas as pd\nframe = pd.DataFrame({'a': [1, 2], 'b': [3, 4]})\nframe.to_csv('own.csv')",
        "int(pd.read_csv('own.csv')['b'].sum())",
        7,
    ),
    "scikit-learn": (
        "from sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import cross_val_score\n"
        "found = cross_val_score(LogisticRegression(), [[i] for i in range(20)], [0] * 10 + [1] * 10, n_jobs=2)",
        "len(found)",
        5,
    ),
    "matplotlib": (
        "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\nplt.savefig('own.png')\nplt.close()",
        "open('own.png', 'rb').read(4)",
        b"\x89PNG",
    ),
    "torch": ("import torch\ny = torch.ones(2, requires_grad=True).sum()\ny.backward()", "y.item()", 2.0),
}


@pytest.fixture(scope="module")
def stations() -> Iterator[tuple[Station, Station]]:
    """Two workers, whose students live in one sandbox."""
    both = [Station(["numpy"], RunLimits()) for _ in range(2)]
    yield both[0].start(), both[1].start()
    for station in both:
        station.close()


@contextmanager
def at_work(station: Station) -> Iterator[Process]:
    with station.student(0) as (main, _):
        process = Process(main, [])
        process.begin({})
        assert process.run(BOTH).error is None
        yield process


def sees(process: Process, expression: str, expected: object) -> None:
    assert process.value(f"repr({expression})") == repr(expected)


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_passes(stations: tuple[Station, Station], channel: str) -> None:
    does, looks, finds = CHANNELS[channel]
    with at_work(stations[0]) as one:
        with at_work(stations[1]) as other:
            assert one.run(does).error is None
            sees(other, looks, finds)
    with at_work(stations[0]) as later:
        sees(later, looks, finds)


def test_what_nobody_needs_is_refused(stations: tuple[Station, Station]) -> None:
    with at_work(stations[0]) as student:
        for expression, answer in REFUSED.items():
            assert student.value(f"repr({expression})") == repr(answer), expression


@pytest.mark.parametrize("what", HONEST)
def test_what_honest_notebooks_need_works(stations: tuple[Station, Station], what: str) -> None:
    does, looks, finds = HONEST[what]
    with at_work(stations[0]) as student:
        assert student.run(does).error is None
        sees(student, looks, finds)
