"""Where the time of a submission goes: of notebook 05, graded by one worker in the sandbox, step by step.

Prints a table: for each process that a submission passes through, how often each step is taken, its processor time and
its wall time, in milliseconds a submission, and the share of all processor time. Steps are measured without the steps
within them. What no step has, of the processes of students and checkers, is their being begun and ended by the kernel.
Start-up is left out. Takes the number of submissions; 100 if none is given.
"""

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import grading
import stopwatch
from stopwatch import Stopwatch

from autograder.course.folders import Course
from autograder.grade import class_run, record
from autograder.grade.proof import proven
from autograder.grading import submission, wire, worker
from autograder.grading.plan import Plan
from autograder.grading.stored_plans import load
from autograder.grading.trusted import fork_client, station


def main(count: int = 100) -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="bench-") as scratch:
        course = Path(scratch) / "course"
        grading.prepare(course, students=count)
        with grading.a_class(course, count) as folder:
            report(count, *measured(folder))


def measured(folder: Path) -> tuple[list[dict], float]:
    """What was found in each kind of process, and the wall seconds of all submissions."""
    watch, course = Stopwatch(), Course.at(folder)
    plans = load(course, grading.NAME)
    work = worker.Worker().expecting(plans)
    with worker.threads(1) as (executor, _):
        plans = proven(course, plans, work, executor.map)
    for plan in plans:
        plan.work_out()  # once for a class
    elsewhere = follow_forks()
    with worker.threads(1) as (executor, jobs):
        executor.submit(work.prepare, plans).result()
        follow(watch)
        task = watch.measured(lambda plans, files: work(plans, files), "worker: other")
        start = time.perf_counter()
        found = class_run.grade_class(course, grading.NAME, plans, task, executor, jobs=jobs)
        seconds = time.perf_counter() - start
        own_s, _ = watch.processor_s()
        here = {"who": "grader", "steps": watch.found(), "own_s": own_s, "children_s": 0.0}
    if found.failed:
        raise SystemExit("\n".join(found.failed))
    return [here, *elsewhere], seconds


def follow_forks() -> list[dict]:
    """Let processes that fork measure themselves; gives what they found, once they have ended."""
    found: list[dict] = []
    start, end = station.Station.__init__, fork_client._Root.end

    def init(self: station.Station, preload: list[str], *args: object, **options: object) -> None:
        checking = [*args[2:3], preload][0]
        start(self, [*preload, stopwatch.__name__], *args[:2], [*checking, stopwatch.__name__], *args[3:], **options)

    def ended(self: fork_client._Root) -> None:
        time.sleep(0.5)  # it prints when the worker has hung up
        self._log.seek(0)
        lines = self._log.read().decode().splitlines()
        found.extend(
            json.loads(line.removeprefix(stopwatch.FOUND)) for line in lines if line.startswith(stopwatch.FOUND)
        )
        end(self)

    station.Station.__init__, fork_client._Root.end = init, ended
    return found


def follow(watch: Stopwatch) -> None:
    """Measure the steps of the program that grades."""
    watch.start_over()
    for owner, name, step in (
        (submission, "choose", "worker: which file"),
        (submission, "merge", "worker: merge"),
        (submission.Schedule, "of", "worker: schedule"),
        (Plan, "order", "worker: order of tests"),
        (submission, "_read", "worker: outputs validated"),
        (fork_client.ForkServer, "fork", "worker: waits for forks"),
        (fork_client.ForkServer, "ended", "worker: waits for ends"),
        (station, "put", "worker: files put"),
        (wire, "send", "worker: wire, sent"),
        (wire, "receive", "worker: wire, waited and received"),
        (class_run, "wait", "recorder: waits"),
        (class_run.ClassRun, "read", "recorder: submission read"),
        (class_run.ClassRun, "take", "recorder: other"),
        (record.Recorder, "__enter__", "recorder: gradebook opened"),
        (record.Recorder, "weigh", "recorder: what tests are worth"),
        (record.Recorder, "done", "recorder: was it graded?"),
        (record.Recorder, "recorded", "recorder: what was graded before"),
        (record.Recorder, "record", "recorder: gradebook"),
        (record.Recorder, "lateness", "recorder: lateness"),
        (record.Recorder, "_write", "recorder: notebook as JSON"),
        (record, "replace_folder", "recorder: folder written"),
    ):
        watch.wrap(owner, name, step)


def report(count: int, processes: list[dict], seconds: float) -> None:
    """Print the table."""
    total_s = sum(each["own_s"] + each["children_s"] for each in processes)
    print(f"{count} submissions, one worker: {1000 * seconds / count:.1f} ms each, "
          f"{1000 * total_s / count:.1f} ms of processor time; steps in ms a submission")  # fmt: skip
    print(f"{'process, step':<48}{'times':>8}{'processor':>11}{'share':>8}{'wall':>8}")
    in_steps = 0.0
    for each in processes:
        of_all, of_steps = each["own_s"] + each["children_s"], sum(step[2] for step in each["steps"].values())
        line(each["who"], count, [0, 0, of_all], total_s)
        rows = dict(sorted(each["steps"].items(), key=lambda item: -item[1][2]))
        if each["children_s"]:
            rows["processes begun, and ended, by the kernel"] = [0, 0, of_all - of_steps]
            in_steps += of_all
        else:
            rows["in no step"] = [0, 0, of_all - of_steps]
            in_steps += of_steps
        for name, row in rows.items():
            line(f"  {name}", count, row, total_s)
    print(f"accounted for: {in_steps / total_s:.1%} of processor time")


def line(name: str, count: int, row: list[float], total_s: float) -> None:
    """Print one line."""
    times, wall_s, processor_s = row
    often, wall = (f"{times / count:.1f}" if times else "", f"{1000 * wall_s / count:.2f}" if wall_s else "")
    print(f"{name:<48}{often:>8}{1000 * processor_s / count:>11.2f}{processor_s / total_s:>8.1%}{wall:>8}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
