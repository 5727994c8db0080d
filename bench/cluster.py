"""What a second worker of a Dask cluster is worth: real scheduler, workers in processes of their own, in one run.

Notebook 05, the sandbox, a gradebook in SQLite. What the figure means:

cluster_speedup: the time of a class of CLASS on a cluster of one worker over that on one of two, counted from the
    moment at which the first submission was recorded; the median of REPEATED runs in turn. Each worker has one thread.
    All share JOBS cores with the scheduler and the command that records, which a real cluster does not ask of workers.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from grading import AUTOGRADER, NAME, a_class, keep_to_cores, prepare, run
from results import Figure, report

CLASS, REPEATED = 120, 3
#: A cluster that is not up by then, in seconds, does not come up.
UP_S = 120


def main() -> int:
    """Measure, print, store."""
    keep_to_cores()
    with TemporaryDirectory(prefix="bench-") as scratch:
        course = Path(scratch) / "course"
        prepare(course, students=CLASS)
        rounds = [
            [graded(course, Path(scratch) / f"{turn}-{count}", count) for count in (1, 2)] for turn in range(REPEATED)
        ]
    one, two = map(statistics.median, zip(*rounds, strict=True))
    return report(
        [
            Figure("a submission, by one worker", one / CLASS, "s", digits=3),
            Figure("a submission, by two", two / CLASS, "s", digits=3),
            Figure("times as fast", one / two, least=1.8, name="cluster_speedup", digits=2),
        ]
    )


def graded(course: Path, folder: Path, workers: int) -> float:
    """Seconds for the class on so many workers, the first submission left out."""
    folder.mkdir()
    about = folder / "scheduler.json"
    with ExitStack() as stack:
        stack.enter_context(started(folder, "scheduler", "--port", "0", "--scheduler-file", about))
        until(lambda: about.exists() and about.read_text() != "")
        address = json.loads(about.read_text())["address"]
        for number in range(workers):
            stack.enter_context(started(folder, f"worker-{number}", address, "--nthreads", "1", "--no-nanny"))
        until(lambda: all("Registered to" in path.read_text() for path in folder.glob("worker-*.log")))
        with a_class(course, CLASS) as at:
            run([*AUTOGRADER, "grade", NAME, "--scheduler", address], at)
            recorded = sorted(path.stat().st_mtime for path in at.glob("autograded/*/*/*.ipynb"))
    return (recorded[-1] - recorded[0]) * CLASS / (CLASS - 1)


@contextmanager
def started(folder: Path, name: str, *words: object) -> Iterator[None]:
    """A program of Dask's, of this machine alone, ended at the end."""
    program = f"distributed.cli.dask_{name.partition('-')[0]}"
    command = [sys.executable, "-m", program, *map(str, words), "--host", "127.0.0.1", "--no-dashboard"]
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + UP_S
    while not true():
        if time.monotonic() > end:
            raise SystemExit("the cluster does not come up")
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
