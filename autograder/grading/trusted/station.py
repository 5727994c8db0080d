"""Where one submission at a time is graded: a process for its answers, and one for its tests."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Literal

from autograder import Unavailable
from autograder.course.limits import RunLimits
from autograder.grading.trusted import bubblewrap
from autograder.grading.trusted.bubblewrap import SCRATCH
from autograder.grading.trusted.cgroup import Cgroup
from autograder.grading.trusted.fork_client import ForkServer, Lost
from autograder.grading.trusted.patience import Patience
from autograder.grading.wire.files import put

Isolation = Literal["bubblewrap", "process"]

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
}


#: What every student's process needs, whatever the notebook imports.
_ALWAYS = ("IPython", "matplotlib_inline.backend_inline")

#: Settings that checkers share with students.
_SAME = [name for name in _ENVIRONMENT if name.startswith(("PYTHON", "OMP", "MKL", "OPENBLAS"))] + ["PYTHONPATH"]

#: Memory of a checker's process before it does anything, in MB.
_CHECKER_MB = 1024


#: Memory of a student's snapshots beyond what they share with the student's process, in MB.
_COPIES_MB = 512


_MAKING = threading.Lock()


@cache
def _made_folder(purpose: str) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=f"autograder-{purpose}-", ignore_cleanup_errors=True)


def _folder(purpose: str) -> str:
    with _MAKING:  # two that were made at once would be one that is kept, and one that is gone
        return _made_folder(purpose).name


def _desk() -> str:
    """The folder that all tests of this program's work in; of the course, their process sees none."""
    return _folder("desk")


class Station:
    """A place to grade one submission at a time: a sandbox for students and a process for checkers."""

    def __init__(
        self,
        preload: Sequence[str],
        limits: RunLimits,
        isolation: Isolation = "bubblewrap",
        checking: Sequence[str] | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        r"""Start both processes.

        Args:
            preload: modules that notebooks import, imported once.
            limits: what a submission may take.
            isolation: "bubblewrap", or "process" for none but limits.
            checking: modules that tests import; the same as notebooks if None.
            settings: environment variables of the process for answers, besides those that it always has; with a home
                among them, in place of one of its own.
        Raises: Unavailable: if there can be no sandbox here; it says what to install or to set.
        """
        if isolation == "bubblewrap" and (why := bubblewrap.refusal()):
            raise Unavailable(why)
        self.limits = limits
        sandboxed = isolation == "bubblewrap"
        # Without a sandbox one for all stations of this program, so that what they import they import once.
        home = SCRATCH if sandboxed else _folder("home")
        environment = {"HOME": home, **(settings or {}), **_ENVIRONMENT, "TMPDIR": home}
        environment["IPYTHONDIR"] = f"{home}/.ipython"
        environment["PYTHONPATH"] = os.pathsep.join(bubblewrap.import_path(preload))
        wrapper = bubblewrap.command(preload, environment) if sandboxed else []
        self._own = None if sandboxed else tempfile.mkdtemp(dir=home)
        self._work = f"{self._own or home}/work"
        options = {
            "limits": asdict(limits),
            "preload": [*preload, *_ALWAYS],
            "sandbox": bubblewrap.settings(preload) if sandboxed else None,
        }
        self._students = ForkServer(
            "autograder.grading.untrusted.student", options, environment, wrapper, None if sandboxed else home
        )
        self._cgroup: Cgroup | None = None
        #: Their process ids, while there are any.
        self._student: int | None = None
        self._checker: int | None = None
        trusted = {**os.environ, **{name: value for name, value in environment.items() if name in _SAME}}
        wanted = list(checking or preload)
        around = bubblewrap.around_tests(wanted, _desk()) if sandboxed else []
        self._checkers = ForkServer("autograder.grading.trusted.checker", {"preload": wanted}, trusted, around)

    def start(self) -> Station:
        r"""Wait until everything is imported.

        Raises: Unavailable: if either process does not come up.
        """
        try:
            forks_students = self._students.wait()
            self._checkers.wait()
            if not self._own:
                self._confine(forks_students)
            with self.student(0):
                pass  # if the kernel refuses something, then now and not with a submission
        except Lost as error:
            self.close()
            raise Unavailable(
                f"The processes that grade do not start ({error}): mend that and run this again."
            ) from None
        return self

    def _confine(self, process: int) -> None:
        """Put the process that forks students, and so each of them, into a cgroup, if there can be any."""
        with suppress(OSError):
            self._cgroup = Cgroup(self.limits.memory_mb + _COPIES_MB)
            self._cgroup.add(process)

    @contextmanager
    def student(self, snapshots: int) -> Iterator[tuple[socket.socket, list[socket.socket]]]:
        r"""A fresh student's process, ended at the end whatever it does.

        Args:
            snapshots: how many connections for tests are needed.
        Returns: the connection that runs cells, and those for tests.
        """
        self._students.ended()
        if self._own:
            shutil.rmtree(self._work, ignore_errors=True)
        pairs = [socket.socketpair() for _ in range(1 + snapshots)]
        try:
            self._student = self._students.fork(pairs[0][0], [theirs for _, theirs in pairs], folder=self._work)
            for _, theirs in pairs:
                theirs.close()  # or the end of the student's process would go unnoticed
            yield pairs[0][0], [ours for ours, _ in pairs[1:]]
        finally:
            for pair in pairs:
                for end in pair:
                    end.close()
            self._students.end()

    @contextmanager
    def checker(self, students: list[socket.socket], files: Mapping[str, bytes]) -> Iterator[socket.socket]:
        r"""A fresh checker that questions students; ended at the end, even in the middle of a test.

        Args:
            students: connections to them.
            files: what lies where it works, by relative path; what tests write there goes with it.
        """
        ours, theirs = socket.socketpair()
        with tempfile.TemporaryDirectory(dir=_desk(), ignore_cleanup_errors=True) as folder:
            for name, content in files.items():
                put(Path(folder, name), content)
            try:
                self._checker = self._checkers.fork(
                    ours,
                    [theirs, *students],
                    memory_mb=self.limits.memory_mb + _CHECKER_MB,
                    call_s=self.limits.call_s,
                    student=self._student,
                    folder=folder,
                )
                yield ours
            finally:
                self._checker = None
                ours.close()
                theirs.close()
                self._checkers.end()

    def patience(self, limit_s: float) -> Patience:
        r"""Wait for the student, or for the checker that questions the student, with this limit in seconds."""
        return Patience(limit_s, *filter(None, (self._student, self._checker)))

    def close(self) -> None:
        r"""End both processes and everything in the sandbox."""
        self._students.close()
        self._checkers.close()
        if self._cgroup:
            self._cgroup.close()
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)
