"""The sandboxes that students' code and tests run in: whether they can be had, and the commands that make them."""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import autograder
from autograder.grading.trusted import cgroup, patience, system_calls

_ROOT, _TMP = Path("/"), Path("/tmp")

#: The folder in the sandbox that a student's process can write to; each has one of its own.
SCRATCH = "/scratch"

#: Whether AppArmor lets nobody but programs with a profile for it make user namespaces, as on Ubuntu.
_APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")

_PACKAGE = Path(autograder.__file__).parent
#: All of ours that a student's code may see.
_SHOWN = (
    "__init__.py",
    "former_names.py",
    "grading/__init__.py",
    "grading/wire",
    "grading/fork_server.py",
    "grading/untrusted",
)


_OTHERWISE = (
    "or use --isolation=process, which limits time and memory but lets students' code read and write your files."
)


def refusal() -> str | None:
    r"""Why there can be no sandbox on this machine and what to do about it; None if there can."""
    if sys.platform != "linux":
        return f"The sandbox needs Linux, and this is {sys.platform}: use Linux (on Windows, WSL 2), {_OTHERWISE}"
    if (program := shutil.which("bwrap")) is None:
        return (
            "bubblewrap is not installed, and students' code runs in its sandbox: install it with "
            f"`apt-get install bubblewrap`, {_OTHERWISE}"
        )
    if why := system_calls.missing():
        return f"{why}, {_OTHERWISE}"
    return _refused(program)


@cache
def _refused(program: str) -> str | None:
    """The same where everything is installed: make a sandbox as for a student, and leave it."""
    environment = {"PYTHONPATH": os.pathsep.join(import_path(())), "PYTHONDONTWRITEBYTECODE": "1"}
    world = [sys.executable, "-s", "-P", "-m", "autograder.grading.untrusted.world", json.dumps(settings(()))]
    done = subprocess.run([*command((), environment, program), *world], capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"code {done.returncode}"])[-1].rstrip(".")
        return f"The sandbox cannot be made ({reason}): {_allowing()}, {_OTHERWISE}"
    return None


def _allowing() -> str:
    """What to do where the kernel refuses."""
    if _APPARMOR.exists() and _APPARMOR.read_text().strip() == "1":
        return "AppArmor forbids user namespaces here: give bubblewrap a profile that allows `userns`"
    return (
        "allow user namespaces (`sysctl kernel.unprivileged_userns_clone=1`, "
        "`sysctl user.max_user_namespaces=10000`, and likewise for what it names)"
    )


def command(preload: Sequence[str], environment: Mapping[str, str], program: str = "bwrap") -> list[str]:
    r"""The command that a student's process is started with: no network, no files but what Python needs to run.

    Args:
        preload: modules that it is to find, installed or not.
        environment: its environment variables, all of them.
        program: bubblewrap.
    """
    # Root reads the folders that are shown, and gives each student a list of the student's own processes alone, which
    # counts as system administration. The student's process is nobody's before it runs a cell; to end it then takes a
    # capability, too.
    words = _apart(program, "CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN", "CAP_KILL")
    words += ["--clearenv"]
    for name, value in environment.items():
        words += ["--setenv", name, value]
    # Mounts apply in this order: what is empty first, then what is shown in it.
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--perms", "1777", "--tmpfs", SCRATCH]
    words += _showing(_shown(preload))
    # Nothing may stay for the next student.
    for folder in ("/", "/dev", "/tmp", str(_PACKAGE)):
        words += ["--remount-ro", folder]
    return [*words, "--chdir", SCRATCH]


def around_tests(preload: Sequence[str], desk: str, program: str = "bwrap") -> list[str]:
    r"""The command that the process for tests is started with: no network, and no files of the course or of yours.

    A test may open, delete or run whatever an answer names.

    Args:
        preload: modules that it is to find, installed or not.
        desk: the folder where tests work.
        program: bubblewrap.
    """
    words = [*_apart(program), "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    words += ["--ro-bind", "/proc", str(patience.MACHINE)]  # where it sees how long an answer computes
    words += [*_showing(_shown(preload, [""])), "--bind", desk, desk]
    return [*words, "--remount-ro", "/", "--chdir", desk, "--setenv", "HOME", desk, "--setenv", "TMPDIR", desk]


def _apart(program: str, *capabilities: str) -> list[str]:
    """Bubblewrap's first words; root keeps these capabilities."""
    spaces = ("pid", "net", "ipc", "uts", "cgroup-try")
    words = [program, *(f"--unshare-{each}" for each in spaces), "--new-session"]
    if os.getuid() != 0:
        return [*words, "--unshare-user"]
    return [*words, "--cap-drop", "ALL", *(word for each in capabilities for word in ("--cap-add", each))]


def _showing(shown: Iterable[Path]) -> list[str]:
    """Show these, read-only, and nothing beside them."""
    words = []
    for parent in sorted({parent for path in shown for parent in path.parents if parent not in (_ROOT, _TMP)}):
        words += ["--perms", "0755", "--dir", str(parent)]
    for path in shown:
        if path == _PACKAGE / _SHOWN[0]:
            words += ["--perms", "0755", "--tmpfs", str(_PACKAGE)]  # where it is installed, the rest would show
        words += ["--ro-bind", str(path), str(path)]
    for path in _system():
        if path.is_symlink():
            words += ["--symlink", os.readlink(path), str(path)]
    return words


def settings(preload: Sequence[str]) -> dict[str, Any]:
    r"""What the process inside is told: the folders that each student finds empty, and the filter of system calls."""
    # An empty folder over /tmp would hide a course that lies in it.
    empty = [SCRATCH, "/dev/shm"] + ["/tmp"] * (not any(path.is_relative_to(_TMP) for path in _shown(preload)))
    return {"empty": empty, "system_calls": base64.b64encode(system_calls.program()).decode()}


def import_path(preload: Sequence[str]) -> list[str]:
    r"""Where Python is to look for this package, and for modules that are not installed."""
    return sorted({str(path.parent) for path in [_PACKAGE, *own_packages(preload)]})


def _shown(preload: Sequence[str], ours: Sequence[str] = _SHOWN) -> list[Path]:
    system = [path for path in _system() if not path.is_symlink()]
    return [*system, *_pythons(), *(_PACKAGE / name for name in ours), *own_packages(preload)]


def _system() -> list[Path]:
    folders = [Path(name) for name in ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")]
    files = [Path("/etc", name) for name in ("ld.so.cache", "alternatives", "fonts", "localtime", "mime.types")]
    return [path for path in [*folders, *files] if path.exists()]


def _pythons() -> list[Path]:
    """Where this Python and what is installed for it lie, outermost folders only."""
    places = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parents[1]}
    places |= {Path(each) for each in sys.path if "site-packages" in each or "dist-packages" in each}
    places = {path for path in places if path.is_dir() and not path.is_relative_to("/usr")}
    return sorted(path for path in places if not any(path != other and path.is_relative_to(other) for other in places))


def own_packages(preload: Sequence[str]) -> list[Path]:
    """Packages that notebooks import and that are not installed but lie in a working copy."""
    installed, found = [Path("/usr"), *_pythons()], set()
    for name in {name.partition(".")[0] for name in preload}:
        with contextlib.suppress(ImportError, ValueError):
            spec = importlib.util.find_spec(name)
            if spec and spec.origin and spec.origin not in ("built-in", "frozen"):
                origin = Path(spec.origin)
                place = origin.parent if spec.submodule_search_locations else origin
                if not any(place.is_relative_to(folder) for folder in installed):
                    found.add(place)
    return sorted(found)


if __name__ == "__main__":
    print(
        refusal() or f"The sandbox can be made on this machine, {cgroup.refusal() or 'with a cgroup for each student'}."
    )
