"""How fast a class is graded, beside nbgrader's own autograde, in one run on two cores.

Both sides grade the same simulated class from the same course, in a temporary folder, into a gradebook and an
autograded folder of their own; ours in the sandbox. Prints a table, adds the figures to build/bench.json, and exits
with 1 if a bound is not met. What each figure means:

grading_ratio: submissions per minute over nbgrader's, start-up left out on both sides: a class of MANY less one of
    FEW for us, STOCK_MANY less STOCK_FEW for nbgrader.
grading_ratio_cold_40: a class of FEW, from the start of the command to its end. nbgrader's time is worked out: its
    measured time for STOCK_FEW, and the measured time of each further submission.
grading_overhead: how many times as long a class takes as its cells and tests alone would on as many workers: the time
    of each of MANY - FEW submissions, over the time of the same cells and tests in warm processes, with no fork,
    sandbox, wire, merge or record, shared by JOBS.
grading_scaling_10x: the time of MANY over that of FEW, start-up left out: both are counted from the moment at which the
    first submission was recorded. Two seconds are soon over: that of FEW is the median of REPEATED runs.
grading_training_09 … _11: grading_overhead of the notebooks that train: each submission after the first FIRST_TRAINED
    of TRAINED. The cells that train are not run when a submission is graded.
grading_memory: memory (PSS, all processes, at its peak) while two workers grade over that of one; the mean of REPEATED
    runs on each side. Workers share what was imported, so a second one is little more than noise.

All bounds are ratios within one run: a slower machine meets them as well.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from results import Figure, report

NAME = "05_math_behind_rnns"
JOBS = 2
FEW, MANY = 40, 400
STOCK_FEW, STOCK_MANY = 4, 12
#: What trains, and how many submissions of it are graded.
TRAINING = ("09_illustrative_problem", "10_real_world_problem", "11_solving_a_real_world_problem")
FIRST_TRAINED, TRAINED = 20, 120
#: How many submissions the cells' own time is taken from.
SAMPLE = 60
#: How often a class of FEW is graded, and memory measured on each side; and on how many submissions that is.
REPEATED, WATCHED = 3, 120

AUTOGRADER = [sys.executable, "-m", "autograder"]

#: This course lets nbgrader's own autograde use our sandbox: for the comparison it has its own steps again.
STOCK = """
from nbgrader.converters import Autograde

c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
"""

# Runs in the folder of a class: the cells and tests of some submissions, each with names of its own, timed by itself.
# What is imported, and the first submission, are left out.
CELLS = """
import contextlib, io, sys, time
from pathlib import Path

from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.grading import fork_server
from autograder.grading.merge import merge
from autograder.grading.stored_plans import load
from autograder.grading.untrusted.shell import Shell

name = sys.argv[1]
course = Course.at(Path())
(plan,) = load(course, name)
fork_server.preload([*plan.modules, "IPython", "matplotlib_inline.backend_inline"])
shell = Shell.instance()
skipped = {cell.id for cell in plan.notebook.cells if nb.SKIP in cell.metadata.get("tags", ())}
clean, seconds = dict(shell.user_ns), []
for folder in sorted(course.submitted.glob(f"*/{name}")):
    notebook, _ = merge(plan.notebook, (folder / f"{name}.ipynb").read_bytes())
    shell.user_ns.clear()
    shell.user_ns.update(clean)
    tests, start = {nb.grade_id(test) for test in plan.tests}, time.perf_counter()
    for cell in notebook.cells:
        if cell.cell_type != "code" or cell.id in skipped:
            continue
        if nb.grade_id(cell) not in tests:
            shell.run(cell.source)
            continue
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):  # no traceback: we make none
            exec(compile(cell.source, "<test>", "exec"), dict(shell.user_ns))
    seconds.append(time.perf_counter() - start)
print(sum(seconds[1:]) / len(seconds[1:]))
"""


def main() -> int:
    """Measure, print, store."""
    keep_to_cores()
    with TemporaryDirectory(prefix="bench-") as scratch:
        course = Path(scratch) / "course"
        prepare(course)
        training = [trained(Path(scratch) / name, name) for name in TRAINING]
        few, few_grading = map(statistics.median, zip(*(ours(course, FEW) for _ in range(REPEATED)), strict=True))
        many, many_grading = ours(course, MANY)
        cells_s = own_seconds(course)
        peaks = [[memory_mb(course, jobs) for jobs in (1, JOBS)] for _ in range(REPEATED)]
        alone, both = (statistics.mean(side) for side in zip(*peaks, strict=True))
        stock_few, stock_many = (stock(course, count) for count in (STOCK_FEW, STOCK_MANY))
    each = (many - few) / (MANY - FEW)
    stock_each = (stock_many - stock_few) / (STOCK_MANY - STOCK_FEW)
    stock_cold = stock_few + (FEW - STOCK_FEW) * stock_each
    beyond, scaling, memory = each * JOBS / cells_s, many_grading / few_grading, both / alone
    trains = [
        Figure(f"{name[:2]} trains: likewise", ratio, "x", name=f"grading_training_{name[:2]}", digits=2)
        for name, ratio in zip(TRAINING, training, strict=True)
    ]
    return report(
        [
            Figure("nbgrader autograde, a submission", stock_each, "s", digits=2),
            Figure("autograder grade, a submission", each, "s", digits=3),
            Figure("times faster, start-up left out", stock_each / each, least=50, name="grading_ratio"),
            Figure(f"nbgrader, a class of {FEW} (worked out)", stock_cold, "s"),
            Figure(f"autograder, a class of {FEW}", few, "s"),
            Figure("times faster, from cold", stock_cold / few, least=15, name="grading_ratio_cold_40"),
            Figure("cells and tests in one warm process", cells_s, "s", digits=3),
            Figure("a submission over them, on as many workers", beyond, "x", most=5, name="grading_overhead"),
            *trains,
            Figure("time for ten times the class", scaling, "x", most=10.5, name="grading_scaling_10x", digits=2),
            Figure("memory of two workers over that of one", memory, "x", most=1.5, name="grading_memory", digits=2),
        ]
    )


def keep_to_cores() -> None:
    """Run on JOBS cores, however many there are, and so does all that is started from here."""
    if len(os.sched_getaffinity(0)) > JOBS:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:JOBS])


def prepare(course: Path, name: str = NAME, students: int | None = None, gradebook: str | None = None) -> None:
    """Make a course with one assignment, released, and a class that handed it in, of MANY if nothing else is said."""
    (course / "source").mkdir(parents=True)
    shutil.copy("nbgrader_config.py", course)
    if gradebook:
        with (course / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.CourseDirectory.db_url = {gradebook!r}\n")
    shutil.copytree(Path("source", name), course / "source" / name)
    (course / "answers").mkdir()
    shutil.copy(Path("answers", f"{name}.py"), course / "answers")
    run([*AUTOGRADER, "release", name], course)
    run([*AUTOGRADER, "simulate", name, "--students", str(students or MANY), "--seed", "1", "--into", "."], course)
    (course / "submitted").rename(course / "everyone")


@contextmanager
def a_class(course: Path, count: int) -> Iterator[Path]:
    """A fresh copy of the course in which the first students of the class have handed in."""
    folder = course.with_name("class")
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns("everyone"))
    for number in range(1, count + 1):
        student = f"student{number:02d}"
        shutil.copytree(course / "everyone" / student, folder / "submitted" / student)
    try:
        yield folder
        done = len(list(folder.glob("autograded/*/*/*.ipynb")))
        if done not in (0, count):
            raise SystemExit(f"{done} of {count} submissions were graded")
    finally:
        shutil.rmtree(folder)


def ours(course: Path, count: int, name: str = NAME) -> tuple[float, float]:
    """Seconds for a class: of the whole command, and of its grading, counted from the first submission recorded."""
    with a_class(course, count) as folder:
        start = time.perf_counter()
        run([*AUTOGRADER, "grade", name, "--jobs", str(JOBS)], folder)
        seconds = time.perf_counter() - start
        recorded = sorted(path.stat().st_mtime for path in folder.glob("autograded/*/*/*.ipynb"))
    # Between n moments lie n - 1 submissions.
    return seconds, (recorded[-1] - recorded[0]) * count / (count - 1)


def stock(course: Path, count: int) -> float:
    """Seconds that nbgrader's own command takes for a class."""
    with a_class(course, count) as folder:
        with (folder / "nbgrader_config.py").open("a") as config:
            config.write(STOCK)
        start = time.perf_counter()
        run([sys.executable, "-m", "nbgrader", "autograde", NAME], folder)
        return time.perf_counter() - start


def trained(course: Path, name: str) -> float:
    """How many times as long a submission of a notebook takes as its cells and tests alone, on as many workers."""
    prepare(course, name, TRAINED)
    (few, _), (many, _) = (ours(course, count, name) for count in (FIRST_TRAINED, TRAINED))
    return (many - few) / (TRAINED - FIRST_TRAINED) * JOBS / own_seconds(course, name, TRAINED)


def own_seconds(course: Path, name: str = NAME, sample: int = SAMPLE) -> float:
    """Seconds that the cells and tests of a submission take by themselves."""
    with a_class(course, sample) as folder:
        os.environ["OMP_NUM_THREADS"] = "1"  # as where submissions run; nbgrader's kernels are left as they come
        try:
            return float(run([sys.executable, "-c", CELLS, name], folder).split()[-1])
        finally:
            del os.environ["OMP_NUM_THREADS"]


def memory_mb(course: Path, jobs: int) -> float:
    """Memory of all processes while a class is graded: the most that was seen once the first was recorded."""
    seen = []
    with a_class(course, WATCHED) as folder:
        command = [*AUTOGRADER, "grade", NAME, "--jobs", str(jobs)]
        process = psutil.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            if any(folder.glob("autograded/*")):
                seen.append(sum(map(share_mb, [process, *process.children(recursive=True)])))
            time.sleep(0.1)
        if process.returncode or not seen:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return max(seen)


def share_mb(process: psutil.Process) -> float:
    """A process's share of memory (PSS); of one that hides itself all but what it maps from files, which is more."""
    folder = Path("/proc", str(process.pid))
    try:
        try:
            lines = (folder / "smaps_rollup").read_text().splitlines()
            return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
        except PermissionError:
            _, resident, shared, *_ = map(int, (folder / "statm").read_text().split())
            return (resident - shared) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except (OSError, StopIteration):
        return 0.0  # it ended meanwhile


def run(command: list[str], folder: Path) -> str:
    """Run a command in a folder; what it prints."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:6])} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
