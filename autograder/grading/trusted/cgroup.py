"""A cgroup for whatever one student has running, where the kernel lets us make one.

It gives each student as much of the processors as any other, and limits memory in sum: of all processes, with what
they keep in files in memory. Both kinds of hierarchy are known: version 2, and the older one with a tree for each
controller.
"""

from __future__ import annotations

import contextlib
import os
import time
import uuid
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_MOUNTS, _OWN = Path("/proc/self/mountinfo"), Path("/proc/self/cgroup")
#: The file that limits memory, in the older kind of hierarchy and in version 2.
_LIMITS = ("memory.limit_in_bytes", "memory.max")
#: Names begin with it, and with the process id of the grader.
_NAME = "autograder-"
#: Where this process goes in version 2: a cgroup with others in it may hold no process itself.
_GRADER = "grader"
#: How long a process that was ended may take to leave, in seconds.
_LEAVE_S = 5.0


class Cgroup:
    """One that was made: a folder for each controller, or one for both."""

    def __init__(self, memory_mb: int) -> None:
        r"""Make it.

        Args:
            memory_mb: how much memory there is in it, in MB.
        Raises: OSError: if there can be none here; it says why.
        """
        parents = list(dict.fromkeys(_parents()))
        _tidy(parents)
        name = f"{_NAME}{os.getpid()}-{uuid.uuid4().hex}"
        self._folders = [parent / name for parent in parents]
        try:
            for folder in self._folders:
                folder.mkdir()
                for file in _LIMITS:
                    if (folder / file).exists():
                        (folder / file).write_text(str(memory_mb << 20))
        except OSError:
            self.close()
            raise

    def add(self, process: int) -> None:
        r"""Move a process into it, by its id; what that starts later is in it as well."""
        for folder in self._folders:
            (folder / "cgroup.procs").write_text(str(process))

    def close(self) -> None:
        r"""Take it away, once its last process has ended."""
        end = time.monotonic() + _LEAVE_S
        while self._folders and time.monotonic() < end:
            for folder in list(self._folders):
                with contextlib.suppress(OSError):
                    folder.rmdir()
                if not folder.exists():
                    self._folders.remove(folder)
            time.sleep(0.01 if self._folders else 0)


def refusal() -> str | None:
    r"""Why there can be no cgroup on this machine, and what that means; None if there can: one is made, and left."""
    try:
        Cgroup(64).close()
    except OSError as error:
        return (
            f"without a cgroup for each student ({error.strerror or error}): memory is limited for each process and "
            "not in sum, and who is graded beside a busy neighbour waits longer"
        )
    return None


def _tidy(parents: Iterable[Path]) -> None:
    """Take away what is left of graders that were killed."""
    for parent in parents:
        for folder in parent.glob(f"{_NAME}*"):
            if not Path("/proc", folder.name.removeprefix(_NAME).partition("-")[0]).exists():
                with contextlib.suppress(OSError):
                    folder.rmdir()


@cache
def _parents() -> tuple[Path, ...]:
    """Where cgroups can be made that share out processors, and that limit memory."""
    own: dict[str, str] = {}
    for line in _OWN.read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        own |= dict.fromkeys(controllers.split(","), path.lstrip("/"))  # in version 2, none are named
    mounts = [line.partition(" - ") for line in _MOUNTS.read_text().splitlines()]
    places = [(Path(where.split()[4]), kind) for where, _, kind in mounts]
    found: dict[str, Path] = {}
    for mount, kind in places:
        if kind.startswith("cgroup "):
            found |= {name: mount / own[name] for name in ("cpu", "memory") if name in kind.split()[-1].split(",")}
    for mount, kind in places:
        missing = {"cpu", "memory"} - found.keys()
        if kind.startswith("cgroup2 ") and missing:
            found |= dict.fromkeys(missing, _delegated(mount / own[""], missing))
    if missing := {"cpu", "memory"} - found.keys():
        raise OSError(f"this machine has no cgroups for {' and '.join(sorted(missing))}")
    return tuple(found[name] for name in ("cpu", "memory"))


def _delegated(own: Path, controllers: Iterable[str]) -> Path:
    """This process's own cgroup, of version 2, made ready to hold others."""
    own = own.parent if own.name == _GRADER else own  # another grader was here first
    switches = own / "cgroup.subtree_control"
    if not set(controllers) <= set(switches.read_text().split()):
        if (own / "cgroup.type").exists():  # the outermost one alone may hold processes as well
            (own / _GRADER).mkdir(exist_ok=True)
            for process in (own / "cgroup.procs").read_text().split():
                (own / _GRADER / "cgroup.procs").write_text(process)
        switches.write_text(" ".join(f"+{name}" for name in sorted(controllers)))
    return own
