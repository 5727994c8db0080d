"""Who grades need not be root: for an ordinary user, the sandbox is made in another way."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from running import command, given, hand_in_all
from tiny_course import ROOT

from autograder.course.folders import Course

#: Somebody whom no system knows.
USER = 54_321


@pytest.fixture
def theirs(course: Course) -> Iterator[Course]:
    """The course where an ordinary user finds it."""
    with TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Course.at(Path(shutil.copytree(course.root, Path(folder, course.root.name))))


def as_user(course: Course, words: list[str]) -> list[str]:
    """A command as an ordinary user, who owns the course and can read Python and this project wherever they lie."""
    if os.getuid() != 0:
        return words
    home, folder = Path.home(), course.root.parent
    hidden = sorted({path for path in (sys.base_prefix, sys.prefix, str(ROOT)) if Path(path).is_relative_to(home)})
    kept = {path: str(folder / str(number)) for number, path in enumerate(hidden)}
    steps = [["chown", "-R", f"{USER}:{USER}", str(folder)]]
    for path, beside in kept.items():
        steps += [["mkdir", beside], ["mount", "--bind", path, beside]]
    steps += [["mount", "-t", "tmpfs", "-o", "mode=755", "none", str(home)]] * bool(kept)
    for path, beside in kept.items():
        steps += [["mkdir", "-p", path], ["mount", "--bind", beside, path]]
    user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "env", f"HOME={course.root}"]
    steps.append(["exec", *user, *words])
    return ["unshare", "--mount", "sh", "-euc", "\n".join(map(shlex.join, steps))]


@pytest.mark.usefixtures("sandbox")
def test_an_ordinary_user_grades(theirs: Course) -> None:
    deserved = hand_in_all(theirs, 3)
    grading = as_user(theirs, command("grade", "--jobs", "2"))
    done = subprocess.run(grading, cwd=theirs.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert given(theirs) == deserved
    if os.getuid() == 0:
        assert (theirs.root / "gradebook.db").stat().st_uid == USER
