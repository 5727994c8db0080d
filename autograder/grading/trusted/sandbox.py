"""Starts and watches both sides: the sandbox that students' code runs in, and the checkers."""

from __future__ import annotations

import atexit
import contextlib
import copy
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import autograder
from autograder import AutograderError, Unavailable

Isolation = Literal["bubblewrap", "process"]

#: How long importing everything may take, in seconds.
_START_S = 300

_ROOT, _TMP = Path("/"), Path("/tmp")

#: The C library asks here whether there are huge pages: without these files, `hugetlb=1` does nothing.
_HUGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage")

#: The folder in the sandbox that a student's process can write to; each has one of its own.
SCRATCH = "/scratch"

_PACKAGE = Path(autograder.__file__).parent
#: All of ours that a student's code may see.
_SHOWN = ("__init__.py", "grading/__init__.py", "grading/wire.py", "grading/zygote.py", "grading/untrusted")

_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "USER": "student",
    "NBGRADER_EXECUTION": "autograde",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    # Threads do not survive a fork.
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Huge pages make a fork three times faster; Python's own allocator cannot use them.
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}


@dataclass(frozen=True)
class Limits:
    """What one submission may take; `c.Autograder` in nbgrader_config.py sets what is not to be the default.

    Attributes:
        cell_s: wall time of a cell, in seconds.
        call_s: wall time of one tested call, in seconds.
        test_s: wall time of a test cell, in seconds.
        submission_s: wall time of all of a notebook's cells and tests, in seconds.
        cpu_s: processor time of each process, in seconds.
        memory_mb: memory of each process, beyond what the imports take, in MB.
        file_mb: the longest file, in MB.
        files: open files.
        processes: processes and threads at one time; counted in the sandbox alone.
        tries: how often cells are run again because one of them, or a tested call, ended the process.
    """

    cell_s: float = 30.0
    call_s: float = 30.0
    test_s: float = 60.0
    submission_s: float = 600.0
    cpu_s: int = 120
    memory_mb: int = 2048
    file_mb: int = 64
    files: int = 256
    processes: int = 64
    tries: int = 8

    def changed(self, settings: dict) -> Limits:
        r"""These limits with some set otherwise.

        Raises: AutograderError: if there is no such limit, or it is no number above 0.
        """
        for name, value in settings.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise AutograderError(f"c.Autograder.{name} is {value!r}, expected a number above 0: correct it.")
        try:
            return replace(self, **settings)
        except TypeError:
            unknown = ", ".join(sorted(set(settings) - set(asdict(self))))
            known = ", ".join(asdict(self))
            raise AutograderError(f"c.Autograder sets {unknown}, which is no limit; there are: {known}.") from None


def refusal() -> str | None:
    r"""Why there can be no sandbox on this machine and what to do about it; None if there can."""
    otherwise = (
        "or use --isolation=process, which limits time and memory but lets students' code read and write your files."
    )
    program = shutil.which("bwrap")
    if sys.platform != "linux":
        return f"The sandbox needs Linux, and this is {sys.platform}: use Linux (on Windows, WSL 2), {otherwise}"
    if program is None:
        return (
            "bubblewrap is not installed, and students' code runs in its sandbox: install it with "
            f"`apt-get install bubblewrap`, {otherwise}"
        )
    # A namespace inside a namespace, as every student has one.
    tried = [program, "--unshare-user", "--unshare-pid", "--ro-bind", "/", "/", "unshare", "--user", "true"]
    done = subprocess.run(tried, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"code {done.returncode}"])[-1]
        return (
            f"The sandbox cannot be made ({reason}): allow user namespaces "
            f"(`sysctl kernel.unprivileged_userns_clone=1`, `sysctl user.max_user_namespaces=10000`), {otherwise}"
        )
    return None


class Lost(Exception):
    """A process that forks for us is gone; the submission can be tried again."""


class Bench:
    """A place to grade one submission at a time: a sandbox for students and a process for checkers."""

    def __init__(
        self,
        preload: Sequence[str],
        limits: Limits,
        isolation: Isolation = "bubblewrap",
        checking: Sequence[str] | None = None,
    ) -> None:
        r"""Start both processes.

        Args:
            preload: modules that notebooks import, imported once.
            limits: what a submission may take.
            isolation: "bubblewrap", or "process" for none but limits.
            checking: modules that tests import; the same as notebooks if None.
        Raises: Unavailable: if there can be no sandbox here; it says what to install or to set.
        """
        if isolation == "bubblewrap" and (why := refusal()):
            raise Unavailable(why)
        self.limits = limits
        sandboxed = isolation == "bubblewrap"
        self._folder = None if sandboxed else tempfile.TemporaryDirectory(prefix="autograder-")
        home = self._folder.name if self._folder else SCRATCH
        environment = {**_ENVIRONMENT, "HOME": home, "TMPDIR": home, "IPYTHONDIR": f"{home}/.ipython"}
        environment["PYTHONPATH"] = os.pathsep.join(sorted({str(path.parent) for path in [_PACKAGE, *_own(preload)]}))
        wrapper = _bubblewrap(preload, environment) if sandboxed else []
        self._work = f"{home}/work"
        # An empty folder over /tmp would hide a course that lies in it.
        empty = [SCRATCH, "/dev/shm"] + ["/tmp"] * (not any(path.is_relative_to(_TMP) for path in _shown(preload)))
        options = {"limits": asdict(limits), "preload": [*preload, *_ALWAYS], "empty": empty if sandboxed else None}
        module = "autograder.grading.untrusted.student"
        self._students = _Zygote(wrapper, module, options, environment, home=None if sandboxed else home)
        trusted = {**os.environ, **{name: value for name, value in environment.items() if name in _SAME}}
        self._checkers = _shared_checkers(tuple(checking or preload), trusted)

    def start(self) -> Bench:
        r"""Wait until everything is imported.

        Raises: Unavailable: if either process does not come up.
        """
        try:
            self._students.wait()
            self._checkers = self._checkers.another()
            with self.student(0):
                pass  # if the kernel refuses, then now and not with a submission
        except Lost as error:
            self.close()
            raise Unavailable(
                f"The processes that grade do not start ({error}): mend that and run this again."
            ) from None
        return self

    @contextmanager
    def student(self, snapshots: int) -> Iterator[tuple[socket.socket, list[socket.socket]]]:
        r"""A fresh student's process, ended at the end whatever it does.

        Args:
            snapshots: how many connections for tests are needed.
        Returns: the connection that runs cells, and those for tests.
        """
        self._students.ended()
        if self._folder:
            shutil.rmtree(self._work, ignore_errors=True)
        pairs = [socket.socketpair() for _ in range(1 + snapshots)]
        try:
            self._students.fork([theirs for _, theirs in pairs], folder=self._work)
            for _, theirs in pairs:
                theirs.close()  # or the end of the student's process would go unnoticed
            yield pairs[0][0], [ours for ours, _ in pairs[1:]]
        finally:
            for pair in pairs:
                for end in pair:
                    end.close()
            self._students.end()

    @contextmanager
    def checker(self, students: list[socket.socket]) -> Iterator[socket.socket]:
        r"""A fresh checker that questions students; ended at the end, even in the middle of a test."""
        ours, theirs = socket.socketpair()
        try:
            self._checkers.fork(
                [theirs, *students], memory_mb=self.limits.memory_mb + _CHECKER_MB, call_s=self.limits.call_s
            )
            theirs.close()
            yield ours
        finally:
            ours.close()
            theirs.close()
            self._checkers.end()

    def close(self) -> None:
        r"""End both processes and everything in the sandbox."""
        self._students.close()
        if self._checkers not in _roots.values():
            self._checkers.close()
        if self._folder:
            self._folder.cleanup()


#: What every student's process needs, whatever the notebook imports.
_ALWAYS = ("IPython", "matplotlib_inline.backend_inline")

#: Settings that checkers share with students.
_SAME = [name for name in _ENVIRONMENT if name.startswith(("PYTHON", "GLIBC", "OMP", "MKL", "OPENBLAS"))] + [
    "PYTHONPATH"
]

#: Memory of a checker's process before it does anything, in MB.
_CHECKER_MB = 1024


class _Zygote:
    """A process that forks on request, from this side."""

    def __init__(
        self, wrapper: list[str], module: str, options: dict, environment: dict[str, str], home: str | None = None
    ) -> None:
        self._control, theirs = socket.socketpair()
        self._log = tempfile.TemporaryFile()
        command = [sys.executable, "-s", "-P", "-m", module, str(theirs.fileno()), json.dumps(options)]
        self._process = subprocess.Popen(
            [*wrapper, *command],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env=environment,
            cwd=home,
        )
        theirs.close()
        self._ready = self._ending = False
        self._own = True  # the process
        self._lock = threading.Lock()

    def another(self) -> _Zygote:
        """A process that forks as this one does, and shares its memory; each can be at work."""
        made = copy.copy(self)
        with self._lock:
            self.wait()
            made._control, theirs = socket.socketpair()
            with self._watched(), theirs:
                socket.send_fds(self._control, [b'{"serve": true}'], [theirs.fileno()])
            self._expect(b"done")
        made._own, made._ready, made._ending = False, True, False
        return made

    @property
    def runs(self) -> bool:
        """Whether its process has not ended."""
        return self._process.poll() is None

    def wait(self) -> None:
        if not self._ready:
            self._control.settimeout(_START_S)
            self._expect(b"ready")
            self._ready = True

    def fork(self, sockets: list[socket.socket], **request: object) -> None:
        self.wait()
        self.ended()
        message = json.dumps({"fork": True, **request}).encode()
        with self._watched():
            socket.send_fds(self._control, [message], [each.fileno() for each in sockets])
        self._expect(b"done")

    def end(self) -> None:
        """Let the child be ended, without waiting: taking a student's namespaces down takes the kernel a while."""
        self.ended()
        with self._watched():
            self._control.sendall(b"{}")
        self._ending = True

    def ended(self) -> None:
        """Wait until no child of before is left."""
        if self._ending:
            self._expect(b"done")
            self._ending = False

    def close(self) -> None:
        self._control.close()
        if not self._own:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _expect(self, answer: bytes) -> None:
        with self._watched():
            found = self._control.recv(len(answer))
        if found != answer:
            raise Lost(self._last_words())

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            raise Lost(self._last_words()) from None

    def _last_words(self) -> str:
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with code {self._process.poll()}"


#: Processes that import for all checkers of this process, by what they import.
_roots: dict[tuple[str, ...], _Zygote] = {}
_roots_lock = threading.Lock()


def _shared_checkers(preload: tuple[str, ...], environment: dict[str, str]) -> _Zygote:
    with _roots_lock:
        if preload in _roots and not _roots[preload].runs:
            _roots.pop(preload).close()
        if preload not in _roots:
            module = "autograder.grading.trusted.checker"
            _roots[preload] = _Zygote([], module, {"preload": list(preload)}, environment)
        return _roots[preload]


@atexit.register
def close_shared() -> None:
    r"""End what all benches of this process share."""
    with _roots_lock:
        while _roots:
            _roots.popitem()[1].close()


def _bubblewrap(preload: Sequence[str], environment: dict[str, str]) -> list[str]:
    """The command that a student's process is started with: no network, no files but what Python needs to run."""
    program = shutil.which("bwrap") or "bwrap"
    command = [program, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    command += ["--new-session", "--clearenv"]
    if os.getuid() == 0:
        # Root reads the folders that are shown, then becomes nobody: limits on processes do not bind root.
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user"]
    for name, value in environment.items():
        command += ["--setenv", name, value]
    # Mounts apply in this order: what is empty first, then what is shown in it.
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--perms", "1777", "--tmpfs", SCRATCH]
    shown = _shown(preload)
    for folder in sorted({parent for path in shown for parent in path.parents if parent not in (_ROOT, _TMP)}):
        command += ["--perms", "0755", "--dir", str(folder)]
    for path in shown:
        if path == _PACKAGE / _SHOWN[0]:
            command += ["--perms", "0755", "--tmpfs", str(_PACKAGE)]  # where it is installed, the rest would show
        command += ["--ro-bind", str(path), str(path)]
    for path in _system():
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
    # Nothing may stay for the next student.
    for folder in ("/", "/dev", "/tmp", str(_PACKAGE)):
        command += ["--remount-ro", folder]
    return [*command, "--chdir", SCRATCH]


def _shown(preload: Sequence[str]) -> list[Path]:
    system = [path for path in _system() if not path.is_symlink()]
    return [*system, *_pythons(), *(_PACKAGE / name for name in _SHOWN), *_own(preload)]


def _system() -> list[Path]:
    folders = [Path(name) for name in ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")]
    files = [Path("/etc", name) for name in ("ld.so.cache", "alternatives", "fonts", "localtime", "mime.types")]
    return [path for path in [*folders, *files, _HUGE_PAGES] if path.exists()]


def _pythons() -> list[Path]:
    """Where this Python and what is installed for it lie, outermost folders only."""
    places = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parents[1]}
    places |= {Path(each) for each in sys.path if "site-packages" in each or "dist-packages" in each}
    places = {path for path in places if path.is_dir() and not path.is_relative_to("/usr")}
    return sorted(path for path in places if not any(path != other and path.is_relative_to(other) for other in places))


def _own(preload: Sequence[str]) -> list[Path]:
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
