"""The world that one student's process lives in: limits, and namespaces of its own where there is a sandbox.

Run as a program, it tries whether such a world can be made: `python -m autograder.grading.untrusted.world SANDBOX`.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import fcntl
import json
import os
import random
import resource
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.grading import fork_server

_NEW_MOUNTS, _NEW_IPC, _NEW_USER, _NEW_PIDS, _NEW_NETWORK = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
_MS_PRIVATE, _MS_BIND, _MS_RECURSIVE = 1 << 18, 1 << 12, 1 << 14
_MS_READ_ONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 4, 22, 2
_CAPABILITY_VERSION_3 = 0x20080522
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1
#: The number of `keyctl`, which libc has no function for; the same on all processors but Intel's and AMD's of 64 bits.
_KEYCTL = 250 if os.uname().machine == "x86_64" else 219
_KEYCTL_JOIN_SESSION_KEYRING = 1

#: What the kernel calls them when it counts them: `sysctl user.max_…_namespaces`.
_NAMESPACES = {_NEW_USER: "user", _NEW_PIDS: "pid", _NEW_MOUNTS: "mnt", _NEW_IPC: "ipc", _NEW_NETWORK: "net"}

#: Of these users each student of a grader started by root becomes another: no system gives them to anybody. Process
#: limits do not bind root, and some that the kernel counts for each user would be shared.
_USERS = range(0x70000000, 0x7FFFFFFF)

#: What the kernel tells of the whole machine, in which one student could see what another does: as it was when the
#: sandbox was made. Folders of such are empty.
_TOLD_OF_ALL = (
    *("stat", "meminfo", "vmstat", "zoneinfo", "buddyinfo", "loadavg", "uptime", "interrupts", "softirqs", "diskstats"),
    *("schedstat", "swaps", "locks", "cgroups", "key-users"),
)
_FOLDERS_OF_ALL = ("fs", "pressure", "irq", "sys/fs", "sys/kernel/pty")

_libc = ctypes.CDLL(None, use_errno=True)


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


@dataclass(frozen=True)
class Bounds:
    """What a process, with all that it starts, may take: of a submission's limits those that the kernel sees to.

    Attributes:
        cpu_s: processor time, in seconds.
        memory_mb: memory beyond what is mapped already, in MB.
        file_mb: the longest file, in MB.
        files: open files.
        processes: processes and threads at one time.
    """

    cpu_s: int
    memory_mb: int
    file_mb: int
    files: int
    processes: int


@cache
def told_of_all() -> dict[str, bytes]:
    r"""What the kernel tells of the whole machine, by its name in /proc, as it was when it was asked first."""
    found = {}
    for name in _TOLD_OF_ALL:
        with contextlib.suppress(OSError):
            found[name] = Path("/proc", name).read_bytes()
    return found


def hide() -> None:
    r"""Keep other processes of this user from reading or tracing this one, and let go of its keys."""
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    # Where the kernel knows no keys, there are none to let go of. Students cannot ask for any.
    _libc.syscall(_KEYCTL, _KEYCTL_JOIN_SESSION_KEYRING, None)


def fork_into_namespaces(empty: Sequence[str], system_calls: str) -> int:
    r"""Fork into new user, process, mount, IPC and network namespaces, without capabilities.

    Args:
        empty: folders that are empty in there, in memory, and gone with the last process.
        system_calls: the filter of what may be asked of the kernel, as it takes it, in base 64.
    Returns: 0 in the child, its process id here.
    Raises: OSError: if the kernel refuses; it says what. What it refuses to the child ends that, and stands on stderr.
    """
    read, write = os.pipe()
    # A process namespace begins with the children of the process that made it: hence one more in the middle.
    if (middle := os.fork()) == 0:
        os.close(read)
        _enter_namespaces(write, empty, system_calls)
        return 0
    os.close(write)
    with open(read) as pipe:
        child = pipe.read()
    os.waitpid(middle, 0)
    if not child.isdecimal():
        raise OSError(child)
    return int(child)


def _enter_namespaces(write: int, empty: Sequence[str], system_calls: str) -> None:
    """Return in the child alone. The process in the middle tells its id, or why there is none, and ends."""
    by_root = os.getuid() == 0
    try:
        if not by_root:
            _new_user_namespace()
        _unshare(_NEW_PIDS, _NEW_MOUNTS)
        child = os.fork()
    except OSError as error:
        os.write(write, str(error).encode())
        os._exit(1)
    if child:
        os.write(write, str(child).encode())
        os._exit(0)
    os.close(write)
    try:
        os.setsid()  # a signal to its process group would reach out of the namespace
        _mount(b"none", "/", None, _MS_RECURSIVE | _MS_PRIVATE)
        # The old one would show the processes of other students.
        _mount(b"proc", "/proc", b"proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
        if by_root:
            _leave_root()
            _new_user_namespace()
            _unshare(_NEW_MOUNTS)
        _unshare(_NEW_IPC, _NEW_NETWORK)
        _furnish(empty)
        _drop_capabilities()
        _filter(base64.b64decode(system_calls))
    except BaseException as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(1)


def _new_user_namespace() -> None:
    uid, gid = os.getuid(), os.getgid()
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)  # or its own /proc/self cannot be written
    _unshare(_NEW_USER)
    for file, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{file}").write_text(text)


def _unshare(*kinds: int) -> None:
    for kind in kinds:
        if _libc.unshare(kind):
            name, why = _NAMESPACES[kind], os.strerror(ctypes.get_errno())
            raise OSError(f"the kernel makes no {name} namespace: {why}; see `sysctl user.max_{name}_namespaces`")


def _leave_root() -> None:
    """Become an ordinary user for good: limits on processes do not bind root."""
    user = random.SystemRandom().choice(_USERS)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def limit(limits: Bounds, *, sandboxed: bool) -> None:
    r"""Bind this process and all that it starts.

    Args:
        limits: what they may take.
        sandboxed: whether this process is alone in a user namespace: only then are the processes counted its own.
    """
    bounds = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_AS: _address_space() + (limits.memory_mb << 20),
        resource.RLIMIT_FSIZE: limits.file_mb << 20,
        resource.RLIMIT_NOFILE: limits.files,
    }
    if sandboxed:
        bounds[resource.RLIMIT_NPROC] = limits.processes
    for which, most in bounds.items():
        with contextlib.suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(which, (most, most))
    # A full disk or a long file is an error in the cell, not the end of the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # if memory runs out, this goes first


def _furnish(empty: Sequence[str]) -> None:
    """What lies in memory, terminals and the machine's own address: one's own."""
    for folder in empty:
        _mount(b"tmpfs", folder, b"tmpfs", _MS_NOSUID | _MS_NODEV, b"size=64m,nr_inodes=4k,mode=0700")
    # The kernel has so many terminals for all.
    _mount(b"devpts", "/dev/pts", b"devpts", _MS_NOSUID | _MS_NOEXEC, b"newinstance,ptmxmode=0666,mode=620,max=32")
    for name, content in told_of_all().items():
        copy = Path(empty[0], "copy")
        copy.write_bytes(content)
        _mount(str(copy).encode(), f"/proc/{name}", None, _MS_BIND, None)
        copy.unlink()
    for folder in filter(os.path.isdir, (f"/proc/{name}" for name in _FOLDERS_OF_ALL)):
        _mount(b"tmpfs", folder, b"tmpfs", _MS_READ_ONLY | _MS_NOSUID | _MS_NODEV, b"size=4k,nr_inodes=1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        flags = fcntl.ioctl(any_socket, _GET_FLAGS, struct.pack("16sH14x", b"lo", 0))
        name, set_already = struct.unpack("16sH14x", flags)
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", name, set_already | _UP))


def _mount(source: bytes, where: str, kind: bytes | None, flags: int, options: bytes | None = None) -> None:
    _check(_libc.mount(source, where.encode(), kind, flags, options), f"mount {source.decode()} on {where}")


def _drop_capabilities() -> None:
    header, none = _CapabilityHeader(_CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    _check(_libc.capset(ctypes.byref(header), none), "drop capabilities")


def _filter(system_calls: bytes) -> None:
    program = _Filter(len(system_calls) // 8, system_calls)
    _check(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0), "filter system calls")


def _check(result: int, what: str) -> None:
    if result != 0:
        raise OSError(f"the kernel refuses to {what}: {os.strerror(ctypes.get_errno())}")


def _address_space() -> int:
    """Bytes that are mapped already: limits count them, and torch maps much that it never touches."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 30


def main(sandbox: str) -> None:
    r"""Make a world and leave it; what the kernel refuses stands on stderr, and the exit code is not 0.

    Args:
        sandbox: JSON: "empty" and "system_calls", as `fork_into_namespaces` takes them.
    """
    fork_server.adopt_orphans()  # or whoever made the sandbox would wait for the child
    try:
        if (child := fork_into_namespaces(**json.loads(sandbox))) == 0:
            os._exit(0)
    except OSError as error:
        sys.exit(str(error))
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
