"""Where there can be no sandbox: what is said, and the way without one."""

from __future__ import annotations

import ctypes.util
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from running import command, given, hand_in_all, run_apart
from tiny_course import ROOT, write_bank
from typer.testing import CliRunner

from autograder import demo
from autograder.cli import app
from autograder.course.folders import Course

#: What bubblewrap says where user namespaces are off.
REFUSES = """#!/bin/sh
echo "bwrap: No permissions to create new namespace, likely because the kernel does not allow" \\
    "non-privileged user namespaces." >&2
exit 1
"""


@pytest.fixture
def no_bubblewrap(tmp_path: Path) -> str:
    """A PATH without it."""
    return str(tmp_path / "empty")


@pytest.fixture
def no_namespaces(tmp_path: Path) -> str:
    """A PATH with one that fails as it does where user namespaces are off."""
    fake = tmp_path / "programs" / "bwrap"
    fake.parent.mkdir()
    fake.write_text(REFUSES)
    fake.chmod(0o755)
    return str(fake.parent)


@pytest.mark.parametrize(
    ("machine", "parts"),
    [
        ("no_bubblewrap", ["bubblewrap is not installed", "`apt-get install bubblewrap`"]),
        ("no_namespaces", ["No permissions to create new namespace", "`sysctl kernel.unprivileged_userns_clone=1`"]),
    ],
)
def test_it_refuses_and_says_what_to_do(
    course: Course, machine: str, parts: list[str], request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(machine)
    deserved = hand_in_all(course, 3)
    refused = run_apart(course, "grade", "--jobs", "2", PATH=path)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and refused.stdout == ""
    how = "use --isolation=process, which limits time and memory but lets students' code read and write your files."
    for part in [*parts, how]:
        assert part in refused.stderr
    assert given(course) == {} and not course.autograded.exists()

    done = run_apart(course, "grade", "--jobs", "2", "--isolation=process", PATH=path)
    assert (done.returncode, done.stderr) == (0, "no sandbox: students' code can read and write your files\n")
    assert given(course) == deserved


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(("kind", "most"), [("user", 1), ("pid", 1), ("mnt", 1), ("ipc", 0), ("net", 0)])
def test_a_kind_of_namespace_is_missing(course: Course, kind: str, most: int) -> None:
    hand_in_all(course, 1)
    # A user namespace has limits of its own, and whoever made it may set them.
    few = f"echo {most} > /proc/sys/user/max_{kind}_namespaces"
    within = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--keep-caps", "sh", "-c"]
    drop = f"{few}; exec setpriv --ambient-caps=-all --inh-caps=-all {shlex.join(command('grade'))}"
    refused = subprocess.run([*within, drop], cwd=course.root, capture_output=True, text=True)
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1
    assert refused.stderr.startswith("The sandbox cannot be made (") and "`sysctl user.max_" in refused.stderr


@pytest.mark.usefixtures("sandbox")
def test_the_kernel_cannot_filter_system_calls(course: Course) -> None:
    hand_in_all(course, 1)
    without = (
        "import errno, os, pyseccomp as s\n"
        "rules = s.SyscallFilter(s.ALLOW)\n"
        "rules.add_rule(s.ERRNO(errno.EINVAL), 'prctl', s.Arg(0, s.EQ, 22))\n"
        "rules.load()\n"
        f"os.execv({sys.executable!r}, {command('grade')!r})"
    )
    refused = subprocess.run([sys.executable, "-c", without], cwd=course.root, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "(the kernel refuses to filter system calls: Invalid argument)" in refused.stderr


def test_the_library_of_the_filter_is_missing(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in_all(course, 1)
    monkeypatch.delitem(sys.modules, "pyseccomp", raising=False)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.chdir(course.root)
    done = CliRunner().invoke(app, ["grade"])
    assert done.exit_code == 1
    assert "(Unable to find libseccomp): install it with `apt-get install libseccomp2`" in done.output.replace(
        "\n", " "
    )


def test_the_demonstration_runs_all_the_same(
    course: Course, no_bubblewrap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("PATH", no_bubblewrap)
    monkeypatch.setattr(demo, "STUDENTS", 2)
    write_bank(course)
    done = CliRunner().invoke(app, ["demo"])
    assert done.exit_code == 0, done.output
    assert "graded with --isolation=process, since there can be no sandbox here" in done.stdout


@pytest.mark.parametrize(("setting", "outcome"), [("", "1 skipped"), ("required", "1 error")])
def test_tests_that_need_a_sandbox_say_what_to_install(no_bubblewrap: str, setting: str, outcome: str) -> None:
    one = "tests/grading/test_limits.py::test_a_submission_has_a_limit_too"
    pytest_run = [sys.executable, "-m", "pytest", "-rsE", "-p", "no:cacheprovider", one]
    environment = {**os.environ, "PATH": no_bubblewrap, "UNROLLED_SANDBOX": setting, "COLUMNS": "500"}
    done = subprocess.run(pytest_run, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert outcome in done.stdout and "apt-get install bubblewrap" in done.stdout
