"""What students' processes may ask of the kernel: a filter, made here, that each of them is put under for good."""

from __future__ import annotations

import errno
import tempfile
from types import ModuleType

#: For what else `socket` would make, "address family not supported": local, internet, and routes, which libc asks for.
_LOCAL, _INTERNET, _INTERNET_6, _NETLINK = 1, 2, 10, 16
_ROUTES = 0

#: What makes a name space: bits of the flags of `clone`.
_NEW = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)

#: Arguments are 32 bits wide, registers 64: the kernel does not look at the upper half, and so neither may a rule.
_LOWER_HALF = 0xFFFFFFFF

#: Commands of `fcntl` by which one student could tell what another does with a file that both can only read: to ask
#: for locks, in both kinds; leases; notices of changes in a folder; hints that older kernels keep with a file. Locks on
#: files of the student's own stay.
_ASKING_ABOUT_OTHERS = (5, 36, 1024, 1025, 1026, 1035, 1036)

#: A flag of `preadv2`: read what lies in memory alone, which tells what somebody else has read.
_NO_WAIT = 8

#: Not permitted: a notebook that asks for it has lost its way.
_FORBIDDEN = (
    # keys that outlive the process
    *("add_key", "request_key", "keyctl"),
    # the kernel's own insides
    *("perf_event_open", "bpf", "userfaultfd"),
    # worlds within the world
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "mount_setattr", "move_mount", "open_tree"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "open_tree_attr"),
    # who reads which file: as with locks
    *("inotify_init", "inotify_init1", "fanotify_init"),
    # what the kernel says of the whole machine
    *("sysinfo", "syslog"),
)

#: The number of a call that libseccomp has not heard of.
_NEWER = -1

#: Unknown, as to an older kernel: libraries that would like to use it know what to do without.
_UNKNOWN = (
    # `clone` does the same, and its flags can be seen
    "clone3",
    *("io_uring_setup", "io_uring_enter", "io_uring_register"),
    # memory that no limit of a process counts
    *("memfd_create", "memfd_secret", "shmget", "semget", "msgget"),
    # of which there is so much for the whole machine
    "io_setup",
    # which parts of a file lie in memory: who reads which, again
    *("mincore", "cachestat"),
)


def missing() -> str | None:
    r"""Why no filter can be made here and what to do about it; None if one can."""
    try:
        _library()
    except (ImportError, RuntimeError) as error:
        return f"libseccomp cannot be loaded ({error}): install it with `apt-get install libseccomp2`"
    return None


def program() -> bytes:
    r"""The filter as the kernel takes it: instructions of 8 bytes each, for this processor.

    Raises: OSError: if libseccomp cannot make it.
    """
    library = _library()
    rules = library.SyscallFilter(library.ALLOW)
    forbid, unknown = library.ERRNO(errno.EPERM), library.ERRNO(errno.ENOSYS)

    def add(action: int, name: str, *arguments: object) -> None:
        number = library.resolve_syscall(library.Arch.NATIVE, name)
        if number != _NEWER:
            rules.add_rule(action, number, *arguments)

    for name in _FORBIDDEN:
        add(forbid, name)
    for name in _UNKNOWN:
        add(unknown, name)
    for flag in _NEW:
        add(forbid, "clone", library.Arg(0, library.MASKED_EQ, flag, flag))
    for command in _ASKING_ABOUT_OTHERS:
        add(forbid, "fcntl", library.Arg(1, library.MASKED_EQ, _LOWER_HALF, command))
    add(library.ERRNO(errno.EOPNOTSUPP), "preadv2", library.Arg(5, library.MASKED_EQ, _NO_WAIT, _NO_WAIT))
    # Whoever asks for a whole file has it: each student is alone, and could only wait for a stranger.
    add(library.ERRNO(0), "flock")
    no_such_family = library.ERRNO(errno.EAFNOSUPPORT)
    for family in set(range(_NETLINK)) - {_LOCAL, _INTERNET, _INTERNET_6}:
        add(no_such_family, "socket", library.Arg(0, library.EQ, family))
    add(no_such_family, "socket", library.Arg(0, library.GT, _NETLINK))
    add(no_such_family, "socketpair", library.Arg(0, library.GT, _LOCAL))
    add(no_such_family, "socket", library.Arg(0, library.EQ, _NETLINK), library.Arg(2, library.NE, _ROUTES))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _library() -> ModuleType:
    import pyseccomp  # here, since it is for Linux alone, and raises where libseccomp itself is missing

    found: ModuleType = pyseccomp
    return found
