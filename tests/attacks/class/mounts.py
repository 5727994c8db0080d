"""Tries to leave its name spaces, to mount, to make the system writable and to become root."""

LAST = """
import ctypes
import os
import subprocess

libc = ctypes.CDLL(None, use_errno=True)


def attempt(what, result):
    print(what, result, os.strerror(ctypes.get_errno()))


REMOUNT, BIND = 32, 4096
for name in ("user", "mnt", "pid", "net"):
    try:
        attempt(f"setns {name}", libc.setns(os.open(f"/proc/1/ns/{name}", os.O_RDONLY), 0))
    except OSError as error:
        print(error)
attempt("remount", libc.mount(None, b"/", None, REMOUNT | BIND, None))
attempt("remount course", libc.mount(None, b"@course@", None, REMOUNT | BIND, None))
attempt("mount over the course", libc.mount(b"none", b"@course@", b"tmpfs", 0, None))
attempt("unmount", libc.umount2(b"/tmp", 2))
attempt("unshare", libc.unshare(0x10000000 | 0x00020000))
attempt("remount again", libc.mount(None, b"/", None, REMOUNT | BIND, None))
attempt("mount over the course again", libc.mount(b"none", b"@course@", b"tmpfs", 0, None))
attempt("root", libc.setresuid(0, 0, 0))
attempt("chroot", libc.chroot(b"/proc/1/root"))
mine = "mount --bind / /mnt; mount -o remount,rw,bind /; touch /@mark@_mounts.txt && echo @mark@ wrote as root"
subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "sh", "-c", mine])
for place in ("/", "/usr", "/etc", "/root", "@course@", "/proc/1/root/@course@", "/sys/fs/cgroup"):
    try:
        open(f"{place}/@mark@_mounts.txt", "w").write("here")
        print("@mark@ wrote in", place)
    except OSError as error:
        print(error)
"""
