"""Whether a class of thousands costs at its end what it cost at its beginning, in one run of `autograder grade`.

Notebook 05, two workers, the sandbox; each answer of a simulated class is handed in by several. The gradebook is in
SQLite, or, if its URL is given, in an empty database of PostgreSQL. What each figure means:

large_time: the time of the last PART submissions over that of the first PART, counted by when each was recorded; the
    first is left out, since everything starts before it.
large_memory: memory (PSS, all processes) while the last PART are recorded over that while the second PART are; the
    mean of what is seen once a second, as in the next two.
large_files: open files of the command, likewise.
large_folders: temporary folders of the command, likewise.
large_gradebook: bytes that the gradebook grew while the second half was recorded, over those of the first half.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import sqlalchemy
from grading import AUTOGRADER, JOBS, MANY, NAME, keep_to_cores, prepare, share_mb
from results import Figure, report

CLASS, PART = 3000, 500
#: Between two looks, in seconds.
LOOK_S = 1.0


@dataclass(frozen=True)
class Look:
    """What was seen at one moment of the command."""

    recorded: int
    memory_mb: float
    files: int
    folders: int
    gradebook: int


def main(gradebook: str | None = None) -> int:
    """Measure, print, store."""
    keep_to_cores()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        course = Path(scratch) / "course"
        prepare(course, gradebook=gradebook)
        for number in range(CLASS):
            answers = course / "everyone" / f"student{number % MANY + 1:02d}"
            shutil.copytree(answers, course / "submitted" / f"student{number:05d}")
        (Path(scratch) / "temporary").mkdir()
        looks = graded(course, Path(scratch) / "temporary", gradebook)
        moments = sorted(path.stat().st_mtime for path in course.glob("autograded/*/*/*.ipynb"))
    if len(moments) != CLASS:
        raise SystemExit(f"{len(moments)} of {CLASS} submissions were graded")
    first, last = moments[PART] - moments[0], moments[-1] - moments[-1 - PART]
    early = [look for look in looks if PART <= look.recorded < 2 * PART]
    late = [look for look in looks if CLASS - PART <= look.recorded < CLASS]
    begun, half, end = (
        next(look for look in looks if look.recorded >= recorded) for recorded in (1, CLASS // 2, looks[-1].recorded)
    )
    growth = [(to.gradebook - of.gradebook) / (to.recorded - of.recorded) for of, to in ((begun, half), (half, end))]
    memory, files, folders = (
        [statistics.mean(getattr(look, what) for look in part) for part in (early, late)]
        for what in ("memory_mb", "files", "folders")
    )
    begins = "large_postgresql" if gradebook else "large"
    return report(
        [
            Figure(f"a submission, of the first {PART}", first / PART, "s", digits=3),
            Figure(f"a submission, of the last {PART}", last / PART, "s", digits=3),
            Figure("the last over the first", last / first, "x", most=1.05, name=f"{begins}_time", digits=2),
            Figure(f"memory, of the last {PART}", memory[1], "MB", digits=0),
            Figure("over that of the second", memory[1] / memory[0], "x", most=1.05, name=f"{begins}_memory", digits=2),
            Figure("open files likewise", files[1] / files[0], "x", most=1.05, name=f"{begins}_files", digits=2),
            Figure("temporary folders", folders[1] / folders[0], "x", most=1.05, name=f"{begins}_folders", digits=2),
            Figure("gradebook, a submission", growth[1] / 1024, "kB"),
            Figure("its second half", growth[1] / growth[0], "x", most=1.05, name=f"{begins}_gradebook", digits=2),
        ]
    )


def graded(course: Path, temporary: Path, gradebook: str | None) -> list[Look]:
    """What is seen while the class is graded, with a folder of its own for what is temporary."""
    looks, database = [], sqlalchemy.create_engine(gradebook) if gradebook else None
    command = [*AUTOGRADER, "grade", NAME, "--jobs", str(JOBS)]
    environment = os.environ | {"TMPDIR": str(temporary)}
    process = psutil.Popen(command, cwd=course, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        looks.append(
            Look(
                len(list((course / "autograded").glob("*"))),
                sum(map(share_mb, [process, *process.children(recursive=True)])),
                process.num_fds(),
                len(list(temporary.iterdir())),
                bytes_of(database) if database else sum(path.stat().st_size for path in course.glob("gradebook.db*")),
            )
        )
        time.sleep(LOOK_S)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return looks


def bytes_of(database: sqlalchemy.Engine) -> int:
    """How large it is now."""
    with database.connect() as connection:
        return int(connection.scalar(sqlalchemy.text("SELECT pg_database_size(current_database())")))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
