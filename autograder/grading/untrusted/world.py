"""The world that one student's process lives in: limits, and namespaces of its own where there is a sandbox."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_NEW_MOUNTS, _NEW_IPC, _NEW_USER, _NEW_PIDS = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_MS_PRIVATE, _MS_RECURSIVE, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1 << 18, 1 << 14, 2, 4, 8
_PR_SET_DUMPABLE = 4
_CAPABILITY_VERSION_3 = 0x20080522

#: The user that a grader started by root becomes; process limits do not bind root.
_NOBODY = 65534

_libc = ctypes.CDLL(None, use_errno=True)


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


def leave_root() -> None:
    r"""Become an ordinary user for good, if the sandbox was started by root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def hide() -> None:
    r"""Keep other processes of this user from reading or tracing this one."""
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def fork_into_namespaces(empty: Sequence[str]) -> int:
    r"""Fork into new user, process, mount and IPC namespaces, without capabilities.

    Args:
        empty: folders that are empty in there, in memory, and gone with the last process.
    Returns: 0 in the child, its process id here.
    Raises: OSError: if the kernel refuses.
    """
    read, write = os.pipe()
    # A process namespace begins with the children of the process that made it: hence one more in the middle.
    if (middle := os.fork()) == 0:
        _enter_namespaces(write, empty)
        os.close(read)
        os.close(write)
        return 0
    os.close(write)
    child = os.read(read, 4)
    os.close(read)
    os.waitpid(middle, 0)
    if not child:
        raise OSError("the kernel refuses namespaces inside the sandbox")
    id: int = struct.unpack("i", child)[0]
    return id


def _enter_namespaces(write: int, empty: Sequence[str]) -> None:
    """Return in the child alone; the process in the middle tells its id and ends, as either does if it fails."""
    try:
        uid, gid = os.getuid(), os.getgid()
        _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)  # or its own /proc/self cannot be written
        _check(_libc.unshare(_NEW_USER | _NEW_PIDS | _NEW_MOUNTS | _NEW_IPC), "unshare")
        for file, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            Path(f"/proc/self/{file}").write_text(text)
        if child := os.fork():
            os.write(write, struct.pack("i", child))
            os._exit(0)
        os.setsid()  # a signal to its process group would reach out of the namespace
        _mount(empty)
        _drop_capabilities()
    except BaseException as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(1)


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


def _mount(empty: Sequence[str]) -> None:
    _check(_libc.mount(b"none", b"/", None, _MS_RECURSIVE | _MS_PRIVATE, None), "mount")
    for folder in empty:
        flags = _MS_NOSUID | _MS_NODEV
        _check(_libc.mount(b"tmpfs", folder.encode(), b"tmpfs", flags, b"size=64m,nr_inodes=4k,mode=0700"), "mount")
    # Refused where the sandbox was started by root: the old /proc then shows processes that cannot be touched.
    _libc.mount(b"proc", b"/proc", b"proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, None)


def _drop_capabilities() -> None:
    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

    header, none = Header(_CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    _check(_libc.capset(ctypes.byref(header), none), "capset")


def _check(result: int, call: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{call}: {os.strerror(ctypes.get_errno())}")


def _address_space() -> int:
    """Bytes that are mapped already: limits count them, and torch maps much that it never touches."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 30
