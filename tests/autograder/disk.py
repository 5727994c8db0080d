"""A disk of its own for a folder, and a small one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.folders import Course

#: Ends a run that should have ended by itself.
END_S = 600


def with_little_room(course: Course, folder: Path, kilobytes: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command where a folder is a disk of its own, and a small one, with what was in it."""
    script = f"""
        cp -a "$1" "$1.kept" && mount -t tmpfs -o size={kilobytes}k small "$1" && cp -a "$1.kept/." "$1" || exit 99
        shift
        exec "$@"
    """
    alone = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    every = [*alone, "sh", "-c", script, "sh", str(folder), sys.executable, "-m", "autograder", *words]
    done = subprocess.run(every, cwd=course.root, capture_output=True, text=True, timeout=END_S)
    shutil.rmtree(folder.with_name(f"{folder.name}.kept"), ignore_errors=True)
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip(f"no small disk can be made here: {done.stderr}")
    return done
